// Who signs in where: gives access tokens to a client with a refresh token, and tells Dovecot which of
// them live. token.mjs PORT; /revoke ends those that were given.
import http from "node:http";

let given = 0, refresh = "refresh-0", live = "";

const answers = {
	"/token": (body) => {
		const asked = new URLSearchParams(body);
		if (asked.get("refresh_token") !== refresh || asked.get("client_secret") !== "quiet")
			return [400, { error: "invalid_grant", error_description: "Sign in again." }];
		live = `access-${++given}`;
		refresh = `refresh-${given}`;
		return [200, { access_token: live, token_type: "Bearer", expires_in: 3600, refresh_token: refresh }];
	},
	"/introspect": (body) => {
		const active = live !== "" && new URLSearchParams(body).get("token") === live;
		return [200, active ? { active, email: "help" } : { active }];
	},
	"/revoke": () => {
		live = "";
		return [200, {}];
	},
};

http.createServer((request, reply) => {
	let body = "";
	request.on("data", (bytes) => (body += bytes));
	request.on("end", () => {
		const [status, said] = answers[request.url]?.(body) ?? [404, {}];
		reply.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));
	});
}).listen(Number(process.argv[2]), "127.0.0.1");
