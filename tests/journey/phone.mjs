/* phone.mjs - a call from ring to case, and a bundle without its secrets */
import { createHmac, randomUUID } from "node:crypto";
import { assert, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();

/* What an adapter beside the telephone system does. */
const adapterOf = async (open) => {
  const admin = await open("admin", "/admin/telephone");
  await admin.fill("#name", `Exchange ${randomUUID()}`);
  await admin.getByRole("button", { name: "Create its key", exact: true }).click();
  const key = Buffer.from((await admin.locator(".callout code").innerText()).trim(), "hex");
  const ids = await admin.locator("tbody td.num").allInnerTexts();
  const id = String(Math.max(...ids.map(Number)));
  return async (origin, event) => {
    const body = JSON.stringify({ event: randomUUID(), ...event });
    const at = String(Math.floor(Date.now() / 1000));
    const signature = createHmac("sha256", key).update(`${at}.${body}`).digest("hex");
    return fetch(`${origin}/api/v1/cti/events`, { method: "POST", body, headers: { "Content-Type": "application/json",
      "Mainstay-Adapter": id, "Mainstay-Timestamp": at, "Mainstay-Signature": signature } });
  };
};

const setExtension = async (open) => {
  const account = await open("agent", "/account");
  await account.fill("#extension", "204");
  await account.locator("form[action='/account/extension'] button").click();
};

const fillSix = async (page, summary) => {
  await page.fill("#description", "The core switch restarts every ten minutes since noon.");
  await page.locator("input[name=priority][value='3']").press("Space");
  await page.fill("#summary", summary);
  await page.fill("#release", "24.2R1");
  await page.getByRole("button", { name: "Open case", exact: true }).click();
  await page.waitForURL(/\/cases\/\d{4}-/);
};

testBoth("an agent takes a phone call from ring to case", async ({ open, origin }) => {
  const post = await adapterOf(open);
  await setExtension(open);
  const call = randomUUID(), summary = `Core switch restarts ${call.slice(0, 8)}`;
  const said = { call, from: "+46 8 465 004 20", extension: "204" };
  assert.equal((await post(origin, { ...said, type: "started" })).status, 200);
  const agent = await open("agent", "/desk");
  const ring = agent.locator(".ringing").first();
  await ring.waitFor();
  assert.match(await ring.innerText(), /Ingrid Solheim/);
  await post(origin, { ...said, type: "answered" });
  await ring.locator("a.t").first().click();
  assert.match(await text(agent), /Ingrid Solheim/);
  await fillSix(agent, summary);
  assert.match(await text(agent), /Core switch restarts/);
  assert.match(await text(agent), /Phone call/);
  await post(origin, { ...said, type: "ended" });
  await agent.goto("/desk/calls");
  assert.match(await text(agent), /Ingrid Solheim/);
  const caller = await open("customer", agent.url().replace(/\/desk.*/, "/cases"));
  assert.match(await text(caller), new RegExp(summary));
});

test("a call pops up on a page that is open", async ({ open, origin }) => {
  const post = await adapterOf(open);
  await setExtension(open);
  const agent = await open("agent", "/kb");
  await agent.goto("/desk/calls");
  const call = randomUUID();
  await agent.waitForTimeout(500); /* the stream is up */
  await post(origin, { call, type: "started", from: "+46 8 465 004 21", extension: "204" });
  await agent.locator(".callpop:not([hidden])").waitFor();
  assert.match(await agent.locator(".callpop").innerText(), /Mattias Ekdahl/);
  await agent.keyboard.press("o");
  await agent.waitForURL(/\/desk\/call\?call=/);
  await post(origin, { call, type: "ended", from: "+46 8 465 004 21", extension: "204" });
});

testBoth("secrets of a bundle are taken out on the page of its case", async ({ open }) => {
  const page = await open("customer", "/cases");
  await page.locator("tr.row a.t").first().click();
  await page.setInputFiles("#file", { name: `show-${randomUUID().slice(0, 6)}.txt`, mimeType: "text/plain",
    buffer: Buffer.from("BeamOS software, Version 24.2R1\nSerial number : NB-77\nenable secret topSecret1\n") });
  if (await page.locator(".uploads").count() === 0) await page.locator("form[action$='/files'] button").click();
  const until = async (what) => {
    for (let i = 0; i < 40 && !(await page.locator(what).count()); i++) {
      await page.waitForTimeout(250);
      await page.reload();
    }
  };
  await until("text=1 secret can be read in it");
  await page.getByRole("button", { name: "Take secrets out", exact: true }).first().click();
  await until("text=-redacted.txt");
  const link = page.locator("a:has-text('-redacted.txt')").first();
  const copy = await page.request.get(await link.getAttribute("href"));
  assert.match(await copy.text(), /enable secret \[redacted\]/);
});

testBoth("a visitor finds a number that is answered now", async ({ open }) => {
  const page = await open("visitor", "/");
  await page.getByRole("link", { name: "All regions and languages" }).first().click();
  await page.waitForURL(/\/contact\/phone$/);
  const germany = page.locator(".place", { hasText: "Germany" });
  assert.match(await germany.innerText(), /Open now/);
  assert.match(await germany.innerText(), /German, English/);
  assert.match(await germany.locator("a").first().getAttribute("href"), /^tel:\+49\d+$/);
  await page.goto("/contact");
  assert.match(await page.locator(".place", { hasText: "Stockholm" }).innerText(), /Norrskensgatan 4/);
});

testBoth("an administrator publishes a number", async ({ open }) => {
  const page = await open("admin", "/admin/contact/numbers");
  const country = `Norway ${randomUUID().slice(0, 6)}`;
  const fill = async (values) => {
    for (const [field, value] of Object.entries(values)) await page.fill(`#${field}`, value);
    await page.getByRole("button", { name: "Add number", exact: true }).click();
  };
  await fill({ region: "Europe", country, direct: "+47 22 12 34 56", hours: "always", languages: "Norwegian" });
  assert.match(await text(page), /24x7, or days and times/);
  await fill({ hours: "Mon-Fri 08:00-16:00", zone: "Europe/Oslo" });
  await page.goto("/contact/phone");
  assert.match(await page.locator(".place", { hasText: country }).innerText(), /\+47 22 12 34 56/);
  await page.goto("/admin/contact/numbers");
  await page.getByRole("button", { name: `Remove: ${country}` }).click();
  await page.goto("/contact/phone");
  assert.equal(await page.locator(".place", { hasText: country }).count(), 0);
});
