/* journeys.mjs - what people come to do, from the first click to the last */
import { assert, people, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();
const submit = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

testBoth("a visitor finds an article by one search", async ({ open }) => {
  const page = await open("visitor", "/");
  await page.locator("main input[type=search]").first().fill("bgp session drops hold timer expired");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /BGP sessions drop/ }).first().click();
  assert.match(page.url(), /\/kb\/KB\d+\//);
  assert.match(await text(page), /tcp-mss/);
});

test("a search box offers titles, and the arrows reach them", async ({ open }) => {
  const page = await open("visitor", "/");
  const box = page.locator("main input[type=search]").first();
  await box.pressSequentially("bgp sess");
  await page.locator(".suggestlist:visible a").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/kb\/KB/);
});

testBoth("a reader of the manual changes the release and stays on the page", async ({ open }) => {
  const page = await open("visitor", "/docs");
  await page.getByRole("link", { name: /BeamOS guide/ }).click();
  await page.goto("/docs/beamos/latest/routing/bgp/bfd");
  assert.match(await text(page), /Choose the detection time/);
  await page.locator("#rel").selectOption("25.1R1");
  await submit(page, "Go");
  assert.match(page.url(), /\/docs\/beamos\/25\.1R1\/routing\/bfd-bgp$/);
  assert.match(await text(page), /Not the latest release/);
  await page.getByRole("link", { name: "Read this in the latest release" }).click();
  assert.match(page.url(), /\/docs\/beamos\/latest\/routing\/bgp\/bfd$/);
  await page.locator(".docsearch input[type=search]").fill("hold time expired");
  await page.keyboard.press("Enter");
  await page.locator("[data-ref] h2 a").first().click();
  assert.match(page.url(), /\/docs\/beamos\/26\.2R1\/messages\/bgp#hold-time-expired/);
});

testBoth("a customer opens a case, the desk answers, a note stays inside", async ({ open }) => {
  const customer = await open("customer", "/cases/new");
  await customer.fill("#summary", "Uplink of the plant router is down");
  await customer.fill("#description", "Since 02:10 the **uplink** is down.");
  await customer.locator("input[name=priority][value='2']").press("Space");
  await customer.fill("#impact", "Two plants cannot order.");
  await submit(customer, "Open case");
  const number = customer.url().split("/").pop();
  assert.match(number, /^\d{4}-\d{4}-\d{4}/);
  assert.match(await text(customer), /uplink/);

  const agent = await open("agent", `/cases/${number}`);
  await agent.locator("textarea[name=text]").first().fill("Please send show interfaces.");
  await agent.getByRole("button", { name: "Send", exact: true }).click();
  await agent.goto(`/cases/${number}`);
  assert.match(await text(agent), /show interfaces/);

  await customer.goto(`/cases/${number}`);
  assert.match(await text(customer), /show interfaces/);
});

testBoth("a case of one organisation does not exist for another", async ({ open }) => {
  const desk = await open("agent", "/desk?view=all");
  const rows = await desk.locator("table.queue tbody tr").evaluateAll((all) => all.map((r) => ({
    number: r.querySelector(".id").textContent, customer: r.querySelector(".cust").textContent })));
  const foreign = rows.filter((r) => !r.customer.includes("Nordvik"));
  assert.ok(foreign.length > 5);
  const customer = await open("customer", "/cases");
  for (const { number } of foreign.slice(0, 5)) {
    const reply = await customer.goto(`/cases/${number}`);
    assert.equal(reply.status(), 404);
    await customer.goto(`/search?q=${number}`);
    assert.ok(!(await customer.locator("[data-ref] .id").allInnerTexts()).includes(number));
  }
});

testBoth("a manager answers a brief from the board", async ({ open }) => {
  const page = await open("manager", "/escalations");
  await page.locator("table tbody th a").first().click();
  const plan = page.locator("input[name=plan]").first();
  await plan.waitFor();
  await plan.fill("Field team is on the way.");
  await submit(page, "Acknowledge");
  assert.match(await text(page), /Acknowledged|Answered by/);
});

testBoth("an administrator changes a setting and finds it in the audit log", async ({ open }) => {
  const page = await open("admin", "/admin/settings");
  await page.fill("#support_hours", "Day and night");
  await page.locator("form[action='/admin/settings/support_hours'] button").first().click();
  await page.goto("/admin/audit");
  assert.match(await text(page), /setting/);
});

testBoth("whoever forgot the password learns nothing of accounts", async ({ open }) => {
  const answers = [];
  for (const email of [people.customer, "nobody@nowhere.example"]) {
    const page = await open("visitor", "/reset");
    await page.fill("#email", email);
    await submit(page, "Send a link");
    answers.push(await page.locator("main").innerText());
  }
  assert.equal(answers[0], answers[1]);
});

test("a queue is worked by keyboard alone", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const number = async (nth) => page.locator("tr.row .id").nth(nth).textContent();
  await press("j", "j", "x", "j", "Shift+X");
  assert.equal(await page.locator("[data-selected]").innerText(), "2 selected");
  const chosen = [(await page.locator("tr.row.sel a.t").first().getAttribute("href")).split("/").pop()];
  await press("p", "Home", "Tab"); /* the first priority, then the button */
  await Promise.all([page.waitForURL(/bulk=|view=all/), press("Enter")]);
  await page.locator(".outcome").waitFor();
  assert.match(await page.locator(".outcome").innerText(), /new priority|so already/);
  await page.goto(`/cases/${chosen[0]}`);
  assert.match(await page.locator(".casehead").innerText(), /P1 Critical/);
  await press("u");
  await page.waitForURL(/\/desk$/);
  await press("?");
  assert.ok(await page.locator("#shortcuts").isVisible());
  await press("Escape", "g", "q");
  await page.waitForURL(/\/desk$/);
  await page.goto("/desk?view=all");
  await press("j", "j");
  const second = await page.locator("tr.row a.t").nth(1).getAttribute("href");
  assert.ok(await number(1));
  await press("Enter");
  await page.waitForURL(`**${second}`);
});

testBoth("cases are filtered, kept as a view, changed together and put back", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  await page.fill("#q", "is:open priority:3,4");
  await submit(page, "Apply");
  await page.getByRole("link", { name: "Save view" }).click();
  await page.fill("#name", "Calm ones");
  await submit(page, "Save view");
  assert.equal(await page.locator("h1").innerText(), "Calm ones");
  const rows = await page.locator("tr.row").count();
  assert.ok(rows > 2);
  for (const n of [0, 1]) await page.locator("input[name=case]").nth(n).check();
  await page.locator("summary", { hasText: "Tag" }).click();
  const tag = `shift-${Date.now()}`; /* each run has its own */
  await page.fill("#bt", tag);
  await submit(page, "Add tag");
  assert.match(await page.locator(".outcome").innerText(), /2 cases have the tag/);
  await page.goto(`/desk?view=all&q=tag:${tag}`);
  assert.equal(await page.locator("tr.row").count(), 2);
  await page.goto("/desk?view=all&q=colour:red");
  assert.match(await text(page), /There is no such field/);
});

test("a page asks nobody else for anything", async ({ open, origin }) => {
  const page = await open("visitor", "/look");
  const asked = [];
  page.on("request", (r) => asked.push(r.url()));
  for (const path of ["/", "/kb", "/search?q=bgp", "/contact"]) await page.goto(path);
  assert.deepEqual(asked.filter((u) => !u.startsWith(origin) && !u.startsWith("data:")), []);
});
