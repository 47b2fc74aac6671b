/* desk.mjs - what the desk does with many cases, and its pages without JavaScript */
import { randomUUID } from "node:crypto";
import { assert, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();
const submit = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

const openCase = async (page, summary) => {
  await page.goto("/cases/new");
  await page.fill("#summary", summary);
  await page.fill("#description", "The uplink is down since noon.");
  await page.locator("input[name=priority][value='3']").press("Space");
  await submit(page, "Open case");
  return page.url().split("/").pop();
};

testBoth("an agent attaches cases of a list to an incident at once", async ({ open }) => {
  const word = `Outage${randomUUID().slice(0, 8)}`;
  const customer = await open("customer", "/cases");
  const lead = await openCase(customer, `${word} leads`);
  const children = [await openCase(customer, `${word} one`), await openCase(customer, `${word} two`)];
  const agent = await open("agent", `/desk?view=all&q=${word}`);
  for (const number of children) await agent.locator(`input[name=case][value='${number}']`).check();
  await agent.locator("summary", { hasText: "Incident" }).click();
  await agent.fill("#bl", lead);
  await submit(agent, "Attach cases");
  await agent.getByText("2 cases are attached to the one that leads").waitFor();
  await agent.goto(`/cases/${lead}/incident`);
  for (const number of children) assert.match(await text(agent), new RegExp(number));
});

/* What a page is there for can be read and done where no script runs. */
const pages = [
  ["customer", "/", /Your open cases|open cases/i],
  ["visitor", "/contact", /Stockholm/],
  ["visitor", "/contact/phone", /\+\d/],
  ["agent", "/desk/macros", /Macros/],
  ["agent", "/desk?view=all", /All open cases/],
  ["agent", "/security/reports", /Security reports/],
  ["sirt", "/security/reports", /Security reports/],
];

for (const [who, path, said] of pages)
  testBoth(`${who === "sirt" ? "somebody of the SIRT" : `the ${who}`} reads ${path}`, async ({ open }) => {
    const page = await open(who, path);
    assert.match(await text(page), said);
    assert.equal(await page.locator("main h1").count(), 1);
  });

testBoth("an agent reaches macros, articles and the incident of a case", async ({ open }) => {
  const customer = await open("customer", "/cases");
  const number = await openCase(customer, `Uplink ${randomUUID().slice(0, 8)}`);
  const agent = await open("agent", `/cases/${number}/macros`);
  assert.match(await text(agent), /Macro/);
  await agent.goto(`/cases/${number}/articles`);
  assert.match(await text(agent), /article/i);
  await agent.goto(`/cases/${number}/incident`);
  assert.match(await text(agent), /[Ii]ncident/);
});
