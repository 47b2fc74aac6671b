/* Starts a center with demo data and a browser, runs what the other files hold. */
import { closeAll, report } from "./harness.mjs";
import "./journeys.mjs";
import "./case.mjs";
import "./customer.mjs";
import "./desk.mjs";
import "./knowledge.mjs";
import "./mail.mjs";
import "./phone.mjs";
import "./security.mjs";
import "./crawl.mjs";
import { runAll } from "./harness.mjs";

let failed = 1;
try {
  await runAll(process.argv[2], process.argv[3]);
  failed = report();
} finally {
  await closeAll();
}
process.exit(failed ? 1 : 0);
