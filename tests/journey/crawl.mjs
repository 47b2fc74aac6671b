/*
 * crawl.mjs - every page that a role can reach by links: it is there, sound HTML,
 * accessible in light and dark, and fits a phone, in both directions of writing
 */
import { createRequire } from "node:module";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { assert, contextOf, people, test } from "./harness.mjs";
import { ask, isPage, linksIn, routesOf, walk } from "./walk.mjs";

const validator = new HtmlValidate(createRequire(import.meta.url)("./html-validate.json"));

const linksOf = (page) => page.evaluate(() => [...document.querySelectorAll("a[href]")]
  .filter((a) => a.origin === location.origin && !a.hasAttribute("download"))
  .map((a) => a.pathname + a.search));

const fits = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1);

/* `rules`: all when left out. */
const accessible = async (page, rules) => {
  const found = await page.evaluate((only) => window.axe.run(document,
    { resultTypes: ["violations"], ...only ? { runOnly: only } : {} }), rules);
  return found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
};

const look = async (page, path, faults) => {
  const say = (what) => faults.push(`${path}: ${what}`);
  await page.emulateMedia({ reducedMotion: "reduce" }); /* a colour on its way is no colour */
  await page.evaluate(axe.source);
  for (const fault of await accessible(page)) say(`light: ${fault}`);
  /* In the dark nothing but the colours is different. */
  await page.emulateMedia({ colorScheme: "dark" });
  for (const fault of await accessible(page, ["color-contrast"])) say(`dark: ${fault}`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  if (!(await fits(page))) say("wider than a phone");
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  if (!(await fits(page))) say("wider than a phone, right to left");
  await page.setViewportSize({ width: 1280, height: 900 });
};

/* A file that the browser would save is asked for without it. */
const visit = (page, path) => page.goto(path).catch((e) => {
  if (!e.message.includes("Download is starting")) throw e;
  return ask(page.request, path);
});

/* Each shape is looked at as these; who else sees the same page only gets it. */
const ALL = /^/;
export const LOOKS = { visitor: ALL, customer: ALL, agent: ALL, admin: /^\/(admin|assets|organisation)/, sirt: /^\/security/ };
export const startsOf = (who) => ["/", "/search?q=bgp", ...who === "visitor" ? ["/sign-in", "/reset"] : ["/account"]];

const check = async (reply, path, faults) => {
  const report = await validator.validateString(await reply.text());
  for (const m of report.results[0]?.messages ?? []) faults.push(`${path}: ${m.line}: ${m.ruleId}: ${m.message}`);
};

/* What is wrong with one page; `status`: that it is meant to have, where that is no success. */
export const faultsOf = async (page, path, status = 200) => {
  const faults = [], reply = await page.goto(path);
  if (reply.status() >= 400 && reply.status() !== status) return [`${path}: ${reply.status()}`];
  await check(reply, path, faults);
  await look(page, path, faults);
  return faults;
};

const crawl = async (who, routes) => {
  const context = await contextOf(who, { reducedMotion: "reduce" });
  const page = LOOKS[who] ? await context.newPage() : null;
  const faults = [], steps = walk(routes, startsOf(who));
  let pages = 0;
  for (let step = steps.next(), links; !step.done; step = steps.next(links)) {
    const { path, first } = step.value, looks = LOOKS[who]?.test(path);
    const reply = await (looks ? visit(page, path) : ask(context.request, path));
    pages++;
    links = [];
    if (reply.status() >= 400) faults.push(`${path}: ${reply.status()}`);
    if (!isPage(reply)) continue;
    links = looks ? await linksOf(page) : linksIn(await reply.text(), reply.url());
    if (!first) continue;
    await check(reply, path, faults);
    if (looks) await look(page, path, faults);
  }
  await context.close();
  return { faults, pages };
};

/* The longest first: the lanes of main.mjs then end together. */
for (const who of ["agent", ...Object.keys(people).filter((other) => other !== "agent")])
  test(`every page that a ${who} reaches is there, sound, accessible and narrow enough`, async ({ run }) => {
    const { faults, pages } = await crawl(who, routesOf(run));
    assert.ok(pages > 5);
    assert.equal(faults.length, 0, `${faults.length} faults\n${[...new Set(faults)].slice(0, 60).join("\n")}`);
  });
