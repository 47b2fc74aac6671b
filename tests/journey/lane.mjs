/* lane.mjs - a center and a browser, which run the tests that the parent names by number */
import { closeAll, run, start } from "./harness.mjs";
import { tests } from "./sentences.mjs";

process.on("disconnect", () => closeAll().then(() => process.exit(0)));
try {
  await start(process.argv[2]);
} catch (e) {
  console.log(`FAILED to start\n  ${e.stack ?? e}`);
  await closeAll();
  process.exit(1);
}
process.on("message", (n) => run(tests[n]).then((passed) => { if (process.connected) process.send(passed); }));
process.send(true);
