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
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { open, pause, say, torture } from "./center.mjs";

const CLIENTS = 16;
const [program, killsText = "6"] = process.argv.slice(2);
const kills = Number(killsText);

/* One case: asked for until there is an answer. */
const openCase = async (center, serial) => {
  const key = randomUUID();
  const body = JSON.stringify({ summary: `Torture ${serial}`, description: "Killed and asked again.",
    priority: 3, impact: "None." });
  for (;;) {
    const reply = await center.ask("POST", "/api/v1/cases", body, key);
    if (reply?.status === 201) return JSON.parse(reply.text).number;
    if (reply && reply.status < 500 && reply.status !== 429) throw new Error(`${reply.status}: ${reply.text}`);
    await pause(20);
  }
};

const run = async (center) => {
  const acknowledged = new Map();
  let serial = 0, stop = false;
  center.start();

  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!stop) {
      const mine = ++serial;
      acknowledged.set(mine, await openCase(center, mine));
    }
  });
  for (let n = 0; n < kills; n++) {
    const before = acknowledged.size;
    while (acknowledged.size === before) await pause(5); /* it serves */
    await pause(Math.random() * 120);
    await center.kill();
    center.start();
  }
  stop = true;
  await Promise.all(clients);

  const code = await center.stop();
  const stored = spawnSync("sqlite3", [join(center.data, "mainstay.db"), "SELECT number, summary FROM casefile"],
    { encoding: "utf8", maxBuffer: 1 << 28 }).stdout.trim().split("\n").map((line) => line.split("|"));
  const bySummary = new Map(stored.map(([number, summary]) => [summary, number]));
  const lost = [...acknowledged].filter(([mine, number]) => bySummary.get(`Torture ${mine}`) !== number).length;
  const check = center.check();

  say(acknowledged.size > kills, `${acknowledged.size} cases were acknowledged over ${kills} kills`);
  say(lost === 0, `each acknowledged case is there (${lost} lost)`);
  say(stored.length === acknowledged.size && bySummary.size === stored.length,
    `none is there twice (${stored.length} stored)`);
  say(check.status === 0, `the data is sound: ${(check.stdout + check.stderr).trim()}`);
  say(code === null || code === 0 || code === undefined, "the server ends when it is asked to");
};

await torture(async () => {
  const center = await open(program);
  await run(center).finally(center.close);
});
