/*
 * index.mjs - the index is as the tables are, whenever the server was killed
 *
 *   node index.mjs MAINSTAY KILLS [postgres]
 *
 * The server is killed (-9) while it builds its first index, and again and again while
 * clients open cases and write into them: at moments spread over what an indexing takes.
 * Nobody repairs anything. Then `mainstay check` must find no document missing and none
 * too many, and each change that was acknowledged must be found by the word that it alone
 * has, once. Closing line: N passed, N failed.
 */
import { randomUUID } from "node:crypto";
import { open, pause, say, torture, until } from "./center.mjs";

/* CHECKED: fewer than one may ask in a minute. */
const CLIENTS = 4, BUILDING = 3, LONGEST_MS = 600, CHECKED = 150;
const [program, killsText = "12", engine = ""] = process.argv.slice(2);
const kills = Number(killsText);

/* "torturebdfx": letters alone, so that it is no identifier, with an end that no stem loses. */
let serial = 0;
const word = () => `torture${[...String(++serial)].map((d) => "bcdfghjkmn"[d]).join("")}x`;

const post = async (center, path, body) => {
  const key = randomUUID();
  for (;;) {
    const reply = await center.ask("POST", path, JSON.stringify(body), key);
    if (reply?.status === 201) return JSON.parse(reply.text);
    if (reply && reply.status < 500 && reply.status !== 429) throw new Error(`${reply.status}: ${reply.text}`);
    await pause(20);
  }
};

/* A case, then a change of it that its document must follow. */
const write = async (center, words) => {
  const first = word(), second = word();
  const made = await post(center, "/api/v1/cases", { summary: `Case ${first}`, description: "Killed meanwhile.",
    priority: 3, impact: "None." });
  words.push(first);
  await post(center, `/api/v1/cases/${made.number}/entries`, { kind: "public", text: `And then ${second}.` });
  words.push(second);
};

const found = async (center, one) => {
  const reply = await center.ask("GET", `/api/v1/search?q=${one}`);
  return reply?.status === 200 ? JSON.parse(reply.text).results.length : -1;
};

const toCome = (center) => {
  const check = center.check();
  return check.status === 0 ? JSON.parse(check.stdout).documents_to_come : -1;
};

const run = async (center) => {
  const words = [];
  let stop = false, fault = null;

  for (let n = 0; n < BUILDING; n++) {
    center.start();
    await pause(Math.random() * LONGEST_MS);
    await center.kill();
  }
  center.start();
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!stop && !fault) await write(center, words).catch((e) => { fault = e; });
  });
  for (let n = 0; n < kills && !fault; n++) {
    const before = words.length;
    while (words.length === before && !fault) await pause(2); /* it serves, and has something to index */
    await pause(LONGEST_MS * (n + Math.random()) / kills);
    await center.kill();
    center.start();
  }
  stop = true;
  await Promise.all(clients);
  if (fault) throw fault;
  const last = words[words.length - 1];
  const caughtUp = await until(async () => await found(center, last) === 1);
  const asked = words.slice(-CHECKED);
  let lost = 0;
  for (const one of asked) lost += await found(center, one) !== 1;
  await center.stop();

  say(words.length > kills, `${words.length} changes were acknowledged over ${kills + BUILDING} kills`);
  say(caughtUp, "the last change is found without anybody's help");
  say(lost === 0, `each of the last ${asked.length} changes is found, once (${lost} are not)`);
  say(toCome(center) === 0, "the index has the documents of the tables, and no others");
};

await torture(async () => {
  const center = await open(program, { demo: true, postgres: engine === "postgres" });
  await run(center).finally(center.close);
});
