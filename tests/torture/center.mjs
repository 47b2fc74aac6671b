/*
 * center.mjs - a center that is killed again and again, and who asks it
 *
 *   const center = await open(program, { postgres: false });
 *   center.start(); ... await center.kill(); ... await center.close();
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const results = { passed: 0, failed: 0 };

export const say = (good, sentence) => {
  results[good ? "passed" : "failed"]++;
  console.log(`${good ? "ok    " : "FAILED"} ${sentence}`);
};

export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/* Until it is true; false when that takes longer than a person would wait. */
export const until = async (what, ms = 90000) => {
  const end = Date.now() + ms;
  for (;;) {
    if (await what()) return true;
    if (Date.now() > end) return false;
    await pause(250);
  }
};

const freePort = () => new Promise((done) => {
  const s = createServer().listen(0, "127.0.0.1", () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

/* A PostgreSQL of its own; root may not run one. */
const startPostgres = async () => {
  const base = "/usr/lib/postgresql";
  const bin = join(base, readdirSync(base).sort().pop(), "bin");
  const as = process.getuid() === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];
  const run = (words) => [...as, ...words];
  const place = mkdtempSync(join(tmpdir(), "torture-pg-"));
  if (as.length) spawnSync("chown", ["postgres", place]);
  const data = join(place, "pg");
  const [first, ...rest] = run([join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]);
  const made = spawnSync(first, rest, { encoding: "utf8", cwd: "/" });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const [program, ...words] = run([join(bin, "postgres"), "-D", data, "-k", place, "-c", "listen_addresses="]);
  const server = spawn(program, words, { stdio: "ignore", cwd: "/" });
  const url = `postgresql:///postgres?host=${place}&user=postgres`;
  const ready = () => spawnSync(join(bin, "pg_isready"), ["-h", place], { stdio: "ignore" }).status === 0;
  if (!await until(ready)) throw new Error("PostgreSQL does not start");
  return { url, stop: async () => {
    const gone = new Promise((done) => { server.once("exit", done); });
    server.kill("SIGINT");
    await gone;
    rmSync(place, { recursive: true, force: true });
  } };
};

const agent = new Agent({ keepAlive: false });

export const open = async (program, { postgres = false, demo = false } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "torture-"));
  const data = join(folder, "data");
  const port = await freePort();
  const pg = postgres ? await startPostgres() : null;
  const place = ["--data", data, ...(pg ? ["--db", pg.url] : [])];
  let server, ended;

  const command = (words, input) => {
    const r = spawnSync(program, [...words, ...place], { input, encoding: "utf8" });
    if (r.status !== 0) throw new Error(`${words.join(" ")}: ${r.stderr}`);
    return r.stdout;
  };
  const close = async () => {
    server?.kill("SIGKILL");
    await pg?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const make = () => {
    command(["init", ...(demo ? ["--demo"] : [])]);
    command(["user", "add", "--email", "ana@desk.example", "--name", "Ana", "--role", "agent",
      "--password-stdin"], "granite otter lantern");
    return command(["token", "create", "--user", "ana@desk.example"]).trim().split(/\s+/).pop();
  };
  let token;
  try {
    token = make();
  } catch (e) {
    await close();
    throw e;
  }

  const end = async (signal) => {
    server.kill(signal);
    return ended;
  };
  return {
    data, command,
    start: () => {
      server = spawn(program, ["serve", ...place, "--listen", `127.0.0.1:${port}`, "--quiet"], { stdio: "ignore" });
      ended = new Promise((done) => { server.once("exit", done); });
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    check: () => spawnSync(program, ["check", ...place, "--json"], { encoding: "utf8" }),
    /* NULL when there was no answer. */
    ask: (method, path, body, key) => new Promise((done) => {
      const r = request({ host: "127.0.0.1", port, method, path, agent, timeout: 10000,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json",
          ...(key ? { "idempotency-key": key } : {}) } }, (reply) => {
        let text = "";
        reply.on("data", (part) => { text += part; });
        reply.on("end", () => done({ status: reply.statusCode, text }));
        reply.on("error", () => done(null));
      });
      r.on("error", () => done(null));
      r.on("timeout", () => { r.destroy(); done(null); });
      r.end(body);
    }),
    close,
  };
};

/* Runs it, says what is left to say, ends the program. */
export const torture = async (run) => {
  try {
    await run();
  } catch (e) {
    say(false, String(e.stack ?? e));
  }
  console.log(`${results.passed} passed, ${results.failed} failed`);
  process.exit(results.failed ? 1 : 0);
};
