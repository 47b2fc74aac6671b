/*
 * main.mjs - hands the tests whose sentence has the text to two lanes, each a process with
 * a center and a browser of its own
 */
import { fork } from "node:child_process";
import { tests } from "./sentences.mjs";

const LANES = 2;
const [build, text = ""] = process.argv.slice(2);
const wanted = tests.flatMap((t, n) => t.name.includes(text) ? [n] : []);
const results = { passed: 0, failed: 0 };

/* A lane says when it is ready, and after each test whether that passed. */
const lane = () => new Promise((done) => {
  const worker = fork(new URL("./lane.mjs", import.meta.url), [build]);
  let running = false;
  worker.on("message", (passed) => {
    if (running) results[passed ? "passed" : "failed"]++;
    running = wanted.length > 0;
    if (running) worker.send(wanted.shift());
    else worker.disconnect();
  });
  worker.on("exit", (status) => {
    if (status !== 0 || running) results.failed++;
    done();
  });
});

await Promise.all(Array.from({ length: Math.min(LANES, wanted.length) }, lane));
results.failed += wanted.length; /* no lane was left for them */
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
