/*
 * harness.mjs - a center of its own, a browser, and tests as sentences
 *
 *   test("a visitor finds an article by one search", async ({ open }) => { ... });
 *   testBoth(...): the same with and without JavaScript
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export { assert };

const PASSWORD = "granite otter lantern";
export const people = {
  visitor: null,
  customer: "ingrid.solheim@nordvik.example",
  agent: "tomas.rekalde@northbeam.example",
  manager: "birgit.hallstrom@northbeam.example",
  director: "helena.voss@northbeam.example",
  "vp-cs": "annika.brandt@northbeam.example",
  "vp-es": "raymond.castellane@northbeam.example",
  sirt: "ysolde.maddox@northbeam.example",
  author: "fenna.dijkman@northbeam.example",
  moderator: "caspian.lowe@northbeam.example",
  admin: "ada.whitfield@northbeam.example",
};

export const tests = [];
const center = { folder: null, program: null, server: null, browser: null, origin: null, jars: new Map() };

export const test = (name, run) => tests.push({ name, run, script: true });
export const testBoth = (name, run) => {
  tests.push({ name, run, script: true });
  tests.push({ name: `${name}, without JavaScript`, run, script: false });
};

const freePort = () => new Promise((done) => {
  const s = createServer().listen(0, "127.0.0.1", () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

const serve = async (data) => {
  const listen = `127.0.0.1:${await freePort()}`;
  const server = spawn(center.program, ["serve", "--data", data, "--listen", listen, "--quiet"],
    { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise((done, fail) => {
    server.once("exit", () => fail(new Error("the server has ended")));
    server.stderr.on("data", (text) => { if (String(text).includes("serving on")) done(); });
  });
  return [server, `http://${listen}`];
};

/* A center where nobody is yet, while `use` runs with its address. */
export const withEmptyCenter = async (use) => {
  const data = join(center.folder, "empty");
  const [server, origin] = await serve(data);
  try {
    await use(origin);
  } finally {
    const ended = new Promise((done) => server.removeAllListeners("exit").once("exit", done));
    server.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
};

export const start = async (build) => {
  const program = center.program = join(build, "mainstay");
  center.folder = mkdtempSync(join(tmpdir(), "journey-"));
  const data = join(center.folder, "data");
  const made = spawnSync(program, ["init", "--data", data, "--demo"], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  [center.server, center.origin] = await serve(data);
  center.browser = await chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] });
};

/* Signed in once a person; the cookies serve every later context. */
const jarOf = async (who) => {
  if (!people[who]) return [];
  if (!center.jars.has(who)) {
    const context = await center.browser.newContext({ baseURL: center.origin });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.fill("#email", people[who]);
    await page.fill("#password", PASSWORD);
    await page.click("main button.primary, form button.primary");
    assert.ok(!page.url().includes("sign-in"), `${who} could not sign in`);
    center.jars.set(who, await context.cookies());
    await context.close();
  }
  return center.jars.get(who);
};

export const contextOf = async (who, options = {}) => {
  const context = await center.browser.newContext({ baseURL: center.origin,
    viewport: { width: 1280, height: 900 }, ...options });
  await context.addCookies(await jarOf(who));
  return context;
};

const toolsFor = (script, contexts) => ({
  origin: center.origin,
  folder: center.folder,
  /* A command on the center's data, with a text on its standard input. */
  run: (words, input = "") => spawnSync(center.program, [...words, "--data", join(center.folder, "data")],
    { input, encoding: "utf8" }),
  /* A page of somebody. */
  open: async (who, path, options = {}) => {
    const context = await contextOf(who, { javaScriptEnabled: script, ...options });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  },
});

/* True when it passed. */
export const run = async (t) => {
  const contexts = [];
  const began = Date.now();
  let passed = true;
  try {
    await t.run(toolsFor(t.script, contexts));
    console.log(`ok    ${t.name} (${Date.now() - began} ms)`);
  } catch (e) {
    passed = false;
    console.log(`FAILED ${t.name}\n  ${String(e.stack ?? e).split("\n").slice(0, 70).join("\n  ")}`);
  }
  for (const c of contexts) await c.close();
  return passed;
};

export const closeAll = async () => {
  await center.browser?.close();
  if (center.server && center.server.exitCode === null) {
    const ended = new Promise((done) => center.server.once("exit", done));
    center.server.removeAllListeners("exit");
    center.server.kill("SIGTERM");
    await Promise.race([ended, new Promise((done) => center.server.once("exit", done))]);
  }
  if (center.folder) rmSync(center.folder, { recursive: true, force: true });
};
