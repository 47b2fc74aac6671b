/*
 * reach.mjs - no page is left out: what the crawls do not come to by links is opened here
 *
 * A route that the crawls do not look at and that is neither in DOORS nor in NO_PAGES fails the
 * test: a new page is linked from somewhere, or gets its line here.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { faultsOf, LOOKS, startsOf } from "./crawl.mjs";
import { assert, contextOf, people, test, withEmptyCenter } from "./harness.mjs";
import { ask, isPage, linksIn, routeOf, routesOf, walk } from "./walk.mjs";

/* Routes that answer no page, and what they answer. */
const NO_PAGES = {
  "/{path...}": "old addresses, which lead on; else the page of what is not there, which is in DOORS",
  "/cases/{case}/events": "a stream", "/desk/events": "a stream", "/desk/calls/events": "a stream",
  "/desk/call/coverage": "a part of a page", "/desk/calls/waiting": "a part of a page",
  "/cases/new/answers": "a part of a page", "/search/suggest": "a part of a page",
  "/uploads/{upload}": "how far a file came", "/cases/{case}/files/{file}/{name}": "a file",
  "/security/reports/{disclosure}/files/{file}/{name}": "a file",
  "/mail/{mail}/pictures/{number}": "a picture", "/kb/{number}/pictures/{hash}": "a picture",
  "/docs/{set}/-/files/{hash}/{name}": "a picture", "/admin/pgp/{key}/public": "a key",
  "/docs/{set}/feed.atom": "a feed", "/kb/{number}/export": "a file", "/docs/{set}/{edition}/-/manual.zip": "a file",
  "/sitemaps/{kind}/{n}": "for robots", "/docs/{set}": "leads to a release", "/organisation": "leads to one's own",
  "/look": "leads back", "/kb/{number}": "leads to the article", "/docs/{set}/-/go": "leads to a release",
};

/* Somebody's form, sent without its page. */
const post = async (who, path, form, from = path) => {
  const { request, close } = await client(who);
  const token = (await (await request.get(from)).text()).match(/name="csrf" value="([^"]*)"/)?.[1];
  const reply = await request.post(path, { form: { ...form, csrf: token }, maxRedirects: 0 });
  assert.ok(reply.status() < 400, `${path}: ${reply.status()} ${(await reply.text()).replace(/<[^>]*>/g, " ").slice(0, 400)}`);
  await close();
  return reply.headers().location;
};

const client = async (who) => {
  const context = await contextOf(who);
  return { request: context.request, close: () => context.close() };
};

const linkOn = async (who, path, pattern) => {
  const { request, close } = await client(who);
  const reply = await request.get(path);
  const found = linksIn(await reply.text(), reply.url()).find((link) => pattern.test(link));
  await close();
  assert.ok(found, `${path} has no link like ${pattern}`);
  return found;
};

/* What a mail of the outbox says, by a column and a pattern. */
const mailed = (folder, column, pattern) => {
  const all = spawnSync("sqlite3", ["-readonly", join(folder, "data", "mainstay.db"),
    `select ${column} from outgoing order by id desc`], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout;
  const found = all.match(pattern)?.[1];
  assert.ok(found, `no mail has ${pattern}`);
  return found;
};

/* By route: who opens it, and how one gets there. */
const DOORS = {
  "/reset/{secret}": ["visitor", async (folder) => {
    await post("visitor", "/reset", { email: people.customer });
    return mailed(folder, "text", /(\/reset\/[\w-]+)/);
  }],
  "/invitation/{secret}": ["visitor", async (folder) => {
    await post("admin", "/admin/people/invite", { email: "nora.lindqvist@northbeam.example", role: "agent" }, "/admin/people");
    return mailed(folder, "text", /(\/invitation\/[\w-]+)/);
  }],
  "/escalations/acknowledge/{secret}": ["visitor", async (folder) => mailed(folder, "text", /(\/escalations\/acknowledge\/[\w-]+)/)],
  "/unsubscribe/{end}": ["visitor", async (folder) => {
    const number = await post("customer", "/cases", { summary: "Fan of a switch is loud", priority: "4",
      description: "Since the last update it runs at full speed.", impact: "It is loud" }, "/cases/new");
    /* Without a mail server nobody is written to. */
    await post("admin", "/admin/settings/smtp_url", { value: "smtp://127.0.0.1:9" }, "/admin/settings");
    await post("agent", `${number}/entries`, { text: "We look into it." }, number);
    await post("admin", "/admin/settings/smtp_url", { value: "" }, "/admin/settings");
    return mailed(folder, "headers", /(\/unsubscribe\/[\w.-]+)/);
  }],
  "/cases/{case}/files": ["agent", async () => `${await linkOn("agent", "/desk?view=all", /^\/cases\/\d/)}/files`],
  "/cases/{case}/merge": ["agent", async () => {
    const [first, second] = [await linkOn("agent", "/desk?view=all", /^\/cases\/\d/), await linkOn("customer", "/cases", /^\/cases\/\d/)];
    return `${first}/merge?into=${second.split("/").pop()}`;
  }],
  "/kb/{number}/compare": ["author", async () => `${(await linkOn("author", "/kb", /^\/kb\/KB/)).match(/^\/kb\/KB\d+/)[0]}/compare?from=1&to=1`],
  "/kb/{number}/feedback": ["visitor", async () => `${(await linkOn("visitor", "/kb", /^\/kb\/KB/)).match(/^\/kb\/KB\d+/)[0]}/feedback`],
  "/desk/views/{view}": ["agent", async () => {
    await post("agent", "/desk/views", { name: "Urgent ones", q: "priority:1", columns: "1", sharing: "2" }, "/desk/views/new");
    return linkOn("agent", "/desk/views", /^\/desk\/views\/\d+$/);
  }],
  "/admin/calendars/{calendar}": ["admin", async () => {
    await post("admin", "/admin/calendars", { name: "Office", zone: "Europe/Berlin", day0: "08:00-17:00" });
    return linkOn("admin", "/admin/targets", /^\/admin\/calendars\/\d+$/);
  }],
  "/admin/webhooks/{webhook}": ["admin", async () => {
    await post("admin", "/admin/webhooks", { name: "Tools", url: "https://tools.example/", events: "opened" });
    return linkOn("admin", "/admin/webhooks", /^\/admin\/webhooks\/\d+$/);
  }],
  "/admin/webhooks/{webhook}/deliveries/{delivery}": ["admin", async () => {
    await post("customer", "/cases", { summary: "The tools are told", description: "Of this case.", priority: "3" }, "/cases/new");
    return linkOn("admin", await linkOn("admin", "/admin/webhooks", /^\/admin\/webhooks\/\d+$/), /\/deliveries\/\d+$/);
  }],
  "/security/reports/{disclosure}": ["sirt", async () => {
    await post("customer", "/cases", { summary: "A packet stops it", description: "One is enough.", priority: "3", vulnerability: "1" }, "/cases/new");
    return linkOn("sirt", "/security/reports", /^\/security\/reports\/SR/);
  }],
};

const lookedAt = async (routes) => {
  const looked = new Set();
  for (const who of Object.keys(LOOKS)) {
    const { request, close } = await client(who);
    const steps = walk(routes, startsOf(who));
    for (let step = steps.next(), links; !step.done; step = steps.next(links)) {
      const { path } = step.value, reply = await ask(request, path);
      links = [];
      /* A file, or what leads on, is no page. */
      if (!isPage(reply) || reply.url() !== new URL(path, reply.url()).href) looked.add(routeOf(routes, path));
      if (!isPage(reply)) continue;
      links = linksIn(await reply.text(), reply.url());
      if (LOOKS[who].test(path)) looked.add(routeOf(routes, new URL(reply.url()).pathname));
    }
    await close();
  }
  return looked;
};

test("every page of the program is looked at: by a crawl, or here", async ({ run, folder, open }) => {
  const routes = routesOf(run), looked = await lookedAt(routes), faults = [];
  for (const [route, [who, find]] of Object.entries(DOORS)) {
    const path = await find(folder), page = await open(who, "/");
    assert.equal(routeOf(routes, path), route);
    faults.push(...await faultsOf(page, path));
    looked.add(route);
    await page.context().close();
  }
  const page = await open("visitor", "/");
  faults.push(...(await faultsOf(page, "/nowhere/at/all", 404)));
  await withEmptyCenter(async (origin) => {
    const nobody = await open("visitor", `${origin}/sign-in`);
    await nobody.goto(`${origin}/setup`);
    assert.equal(routeOf(routes, new URL(nobody.url()).pathname), "/setup");
    faults.push(...await faultsOf(nobody, `${origin}/setup`));
    looked.add("/setup");
  });
  const { request, close } = await client("author");
  for (const path of ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/healthz", "/readyz", "/metrics", "/kb/export.zip"]) {
    assert.equal(isPage(await request.get(path)), false, path);
    looked.add(path);
  }
  await close();
  const missed = routes.map(({ route }) => route).filter((route) => !looked.has(route) && !(route in NO_PAGES));
  assert.deepEqual(missed, []);
  assert.deepEqual(faults, []);
});
