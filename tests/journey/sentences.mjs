/* All tests; the crawls last, so that they see what the others made. */
import "./journeys.mjs";
import "./case.mjs";
import "./customer.mjs";
import "./desk.mjs";
import "./knowledge.mjs";
import "./mail.mjs";
import "./phone.mjs";
import "./security.mjs";
import "./offline.mjs";
import "./reach.mjs";
import "./crawl.mjs";

export { tests } from "./harness.mjs";
