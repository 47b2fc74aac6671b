/*
 * kill.mjs - nothing accepted is lost, nothing is there twice
 *
 *   node kill.mjs MAINSTAY KILLS
 *
 * Sixteen clients open cases by the API, each with an Idempotency-Key that it repeats
 * until it gets an answer, while the server is killed (-9) again and again. Then every
 * case that was acknowledged must be there, each key exactly once, and `mainstay check`
 * must find the data sound. Closing line: N passed, N failed.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLIENTS = 16;
const [program, killsText = "6"] = process.argv.slice(2);
const kills = Number(killsText);
const folder = mkdtempSync(join(tmpdir(), "torture-"));
const data = join(folder, "data");
const results = { passed: 0, failed: 0 };

const say = (good, sentence) => {
  results[good ? "passed" : "failed"]++;
  console.log(`${good ? "ok    " : "FAILED"} ${sentence}`);
};

const command = (words, input) => {
  const r = spawnSync(program, words, { input, encoding: "utf8" });
  if (r.status !== 0) throw new Error(`${words.join(" ")}: ${r.stderr}`);
  return r.stdout;
};

const freePort = () => new Promise((done) => {
  const s = createServer().listen(0, "127.0.0.1", () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

let server;
const start = (port) => {
  server = spawn(program, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, "--quiet"],
    { stdio: "ignore" });
  return new Promise((done) => { server.once("exit", done); });
};

const agent = new Agent({ keepAlive: false });
const ask = (port, token, method, path, body, key) => new Promise((done) => {
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
});

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/* One case: asked for until there is an answer. */
const openCase = async (port, token, serial) => {
  const key = randomUUID();
  const body = JSON.stringify({ summary: `Torture ${serial}`, description: "Killed and asked again.",
    priority: 3, impact: "None." });
  for (;;) {
    const reply = await ask(port, token, "POST", "/api/v1/cases", body, key);
    if (reply?.status === 201) return JSON.parse(reply.text).number;
    if (reply && reply.status < 500 && reply.status !== 429) throw new Error(`${reply.status}: ${reply.text}`);
    await pause(20);
  }
};

const main = async () => {
  const port = await freePort();
  command(["init", "--data", data]);
  command(["user", "add", "--data", data, "--email", "ana@desk.example", "--name", "Ana", "--role", "agent",
    "--password-stdin"], "granite otter lantern");
  const token = command(["token", "create", "--data", data, "--user", "ana@desk.example"]).trim().split(/\s+/).pop();
  const acknowledged = new Map();
  let ended = start(port), serial = 0, stop = false;

  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!stop) {
      const mine = ++serial;
      acknowledged.set(mine, await openCase(port, token, mine));
    }
  });
  for (let n = 0; n < kills; n++) {
    const before = acknowledged.size;
    while (acknowledged.size === before) await pause(5); /* it serves */
    await pause(Math.random() * 120);
    server.kill("SIGKILL");
    await ended;
    ended = start(port);
  }
  stop = true;
  await Promise.all(clients);

  server.kill("SIGTERM");
  const code = await ended;
  const stored = spawnSync("sqlite3", [join(data, "mainstay.db"), "SELECT number, summary FROM casefile"],
    { encoding: "utf8", maxBuffer: 1 << 28 }).stdout.trim().split("\n").map((line) => line.split("|"));
  const bySummary = new Map(stored.map(([number, summary]) => [summary, number]));
  const lost = [...acknowledged].filter(([mine, number]) => bySummary.get(`Torture ${mine}`) !== number).length;
  const check = spawnSync(program, ["check", "--data", data], { encoding: "utf8" });

  say(acknowledged.size > kills, `${acknowledged.size} cases were acknowledged over ${kills} kills`);
  say(lost === 0, `each acknowledged case is there (${lost} lost)`);
  say(stored.length === acknowledged.size && bySummary.size === stored.length,
    `none is there twice (${stored.length} stored)`);
  say(check.status === 0, `the data is sound: ${(check.stdout + check.stderr).trim()}`);
  say(code === null || code === 0 || code === undefined, "the server ends when it is asked to");
};

try {
  await main();
} catch (e) {
  say(false, String(e.stack ?? e));
} finally {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
