/*
 * run.mjs - requests and the replies that they must get
 *
 *	node run.mjs SITE FILE.http...
 *
 * starts the site on a free port and plays each file against it. A file is a list of
 * exchanges, each with a title:
 *
 *	### A page says hello
 *	> GET /hello HTTP/1.1
 *	> X-Some: header
 *	>
 *	> the body, if any
 *	< 200
 *	< Content-Type: text/plain; charset=utf-8
 *	< ETag: /"[0-9a-f]+"/
 *	< !Set-Cookie
 *	<
 *	< the body, exactly; or one line /regular expression/
 *
 * Lines go out with CRLF; Host and Content-Length are added when they are missing, except
 * after "> @raw". Without a request the next reply is waited for. "> @new" opens another connection first. "= name /regex/" keeps the
 * first group of what the whole reply matches; {{name}} stands for it further on. "@args"
 * lines at the top are arguments for the site; DIR in them is the folder of the file.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const PATIENCE = 20000;

function parse(text) {
	const exchanges = [], args = [];
	for (const line of text.split("\n")) {
		const now = exchanges.at(-1);
		if (line.startsWith("@args "))
			args.push(...line.slice(6).split(" "));
		else if (line.startsWith("### "))
			exchanges.push({ title: line.slice(4), out: [], want: [], keep: [] });
		else if (line === ">" || line.startsWith("> "))
			now.out.push(line.slice(2));
		else if (line === "<" || line.startsWith("< "))
			now.want.push(line.slice(2));
		else if (line.startsWith("= "))
			now.keep.push(line.slice(2));
	}
	return { exchanges, args };
}

function request(e, values) {
	const flags = { fresh: false, raw: false };
	if (e.out.length === 0)
		return { ...flags, method: "GET", text: "" };
	let lines = e.out;
	for (; lines[0]?.startsWith("@"); lines = lines.slice(1)) {
		flags.fresh ||= lines[0] === "@new";
		flags.raw ||= lines[0] === "@raw";
	}
	lines = lines.map(l => l.replace(/\{\{(\w+)\}\}/g, (_, n) => values[n] ?? `{{${n}}}`));
	const split = lines.indexOf("");
	const head = split < 0 ? lines : lines.slice(0, split);
	const body = split < 0 ? "" : lines.slice(split + 1).join("\r\n");
	if (flags.raw)
		return { ...flags, method: head[0].split(" ")[0], text: lines.join("\r\n") + (split < 0 ? "\r\n\r\n" : "") };
	const has = name => head.some(l => l.toLowerCase().startsWith(name + ":"));
	if (!has("host"))
		head.push("Host: site.example");
	if (body && !has("content-length") && !has("transfer-encoding"))
		head.push(`Content-Length: ${Buffer.byteLength(body)}`);
	return { ...flags, method: head[0].split(" ")[0], text: head.join("\r\n") + "\r\n\r\n" + body };
}

class Client {
	constructor(port, secure) {
		this.data = Buffer.alloc(0);
		this.ended = false;
		this.socket = secure ? tls.connect({ port, host: "127.0.0.1", rejectUnauthorized: false })
			: net.connect(port, "127.0.0.1");
		this.socket.on("data", d => { this.data = Buffer.concat([this.data, d]); this.wake?.(); });
		this.socket.on("close", () => { this.ended = true; this.wake?.(); });
		this.socket.on("error", () => {});
	}
	async until(test) {
		const limit = setTimeout(() => { this.late = true; this.wake?.(); }, PATIENCE);
		for (let found; ; await new Promise(r => { this.wake = r; })) {
			if ((found = test()) !== undefined || this.ended || this.late) {
				clearTimeout(limit);
				return found;
			}
		}
	}
	take(n) {
		const part = this.data.subarray(0, n);
		this.data = this.data.subarray(n);
		return part;
	}
	async reply(method) {
		for (;;) {
			const at = await this.until(() => { const i = this.data.indexOf("\r\n\r\n"); return i < 0 ? undefined : i; });
			if (at === undefined)
				return null;
			const head = this.take(at + 4).toString().trimEnd().split("\r\n");
			const status = Number(head[0].split(" ")[1]);
			if (status === 100)
				continue;
			const headers = head.slice(1).map(l => [l.slice(0, l.indexOf(":")), l.slice(l.indexOf(":") + 1).trim()]);
			return { status, headers, body: await this.body(method, status, headers) };
		}
	}
	async body(method, status, headers) {
		const get = name => headers.find(h => h[0].toLowerCase() === name)?.[1];
		if (method === "HEAD" || status === 204 || status === 304)
			return "";
		if (get("transfer-encoding") === "chunked") {
			await this.until(() => this.data.includes("0\r\n\r\n") || undefined);
			return this.take(this.data.length).toString().replace(/(^|\r\n)[0-9a-f]+\r\n/g, "");
		}
		const n = Number(get("content-length") ?? 0);
		await this.until(() => this.data.length >= n || undefined);
		return this.take(n).toString("utf8");
	}
}

const fits = (want, got) =>
	/^\/.*\/s?$/.test(want) ? new RegExp(want.slice(1, want.lastIndexOf("/")), "s").test(got) : want === got;

function differences(e, got) {
	if (got === null)
		return e.want[0] === "closed" ? [] : ["the connection was closed without a reply"];
	const split = e.want.indexOf(""), wrong = [];
	const head = split < 0 ? e.want : e.want.slice(0, split);
	if (head[0] !== String(got.status))
		wrong.push(`status ${got.status}, not ${head[0]}\n${got.body}`);
	for (const line of head.slice(1)) {
		const name = line.replace(/^!/, "").split(":")[0].toLowerCase();
		const found = got.headers.filter(h => h[0].toLowerCase() === name).map(h => h[1]);
		if (line.startsWith("!") ? found.length > 0 : !found.some(v => fits(line.slice(name.length + 1).trim(), v)))
			wrong.push(`${line}: got ${JSON.stringify(found)}`);
	}
	if (split >= 0 && !fits(e.want.slice(split + 1).join("\n"), got.body.replace(/\r\n/g, "\n").replace(/\n$/, "")))
		wrong.push(`body:\n${got.body}`);
	return wrong;
}

async function play(site, path) {
	const { exchanges, args } = parse(readFileSync(path, "utf8"));
	const folder = mkdtempSync(join(tmpdir(), "http-"));
	writeFileSync(join(folder, "file"), "0123456789abcdefghij");
	const all = ["127.0.0.1:0", "--store", `sqlite:${folder}/site.db`, "--file", `${folder}/file`, ...args.map(a => a.replace("DIR", dirname(path)))];
	const server = spawn(site, all, { stdio: ["ignore", "pipe", process.env.SITE_LOG ? "inherit" : "ignore"] });
	const port = await new Promise((ok, bad) => {
		server.stdout.on("data", d => ok(Number(String(d).trim().split(":").at(-1))));
		server.on("exit", code => bad(new Error(`the site ended with ${code}`)));
	});
	const values = {};
	let client = null, passed = 0, failed = 0;
	for (const e of exchanges) {
		const r = request(e, values);
		if (client === null || (client.ended && r.text) || r.fresh) {
			client?.socket.destroy();
			client = new Client(port, args.includes("--tls"));
		}
		if (r.text)
			client.socket.write(r.text);
		const got = await client.reply(r.method);
		if (got?.headers.some(h => h[0] === "Connection" && h[1] === "close"))
			client.ended = true;
		const wrong = differences(e, got);
		const whole = got && `${got.headers.map(h => h.join(": ")).join("\n")}\n\n${got.body}`;
		for (const k of e.keep) {
			const [, name, regex] = k.match(/^(\w+) \/(.*)\/$/);
			values[name] = whole?.match(new RegExp(regex))?.[1];
			if (values[name] === undefined)
				wrong.push(`nothing matches ${k}`);
		}
		if (wrong.length > 0)
			console.log(`FAILED ${basename(path)}: ${e.title}\n  ${wrong.join("\n  ")}`);
		wrong.length > 0 ? failed++ : passed++;
	}
	client?.socket.destroy();
	const gone = new Promise(r => server.on("exit", r));
	server.kill("SIGTERM");
	if (await gone !== 0) {
		console.log(`FAILED ${basename(path)}: the site did not end well`);
		failed++;
	}
	rmSync(folder, { recursive: true });
	return [passed, failed];
}

let passed = 0, failed = 0;
for (const path of process.argv.slice(3)) {
	const [p, f] = await play(process.argv[2], path);
	passed += p;
	failed += f;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
