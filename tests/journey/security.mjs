/* security.mjs - what may be a vulnerability goes to the SIRT, and nobody else sees it */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { assert, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();
const submit = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

const fillCase = async (page, word) => {
  await page.fill("#summary", `Crash by ${word}`);
  await page.fill("#description", `One packet with ${word} stops the router.`);
  await page.locator("input[name=priority][value='3']").press("Space");
};

/* Neither the desk nor an administrator finds the word, wherever they look. */
const isHidden = async (open, number, word) => {
  for (const who of ["agent", "admin"]) {
    const page = await open(who, `/cases/${number}`);
    assert.match(await text(page), /The SIRT has this case/);
    for (const path of [`/cases/${number}`, `/cases/${number}/history`, `/search?q=${word}`, `/desk?view=all&q=${word}`]) {
      await page.goto(path);
      assert.doesNotMatch((await text(page)).replaceAll(`search?q=${word}`, ""), new RegExp(`with ${word}|Crash by ${word}`));
    }
    assert.equal((await page.goto("/security/reports")).status(), 200);
    assert.doesNotMatch(await text(page), new RegExp(word));
  }
};

testBoth("a customer reports a vulnerability, and the SIRT alone reads and answers it", async ({ open }) => {
  const word = `zqflaw${randomUUID().slice(0, 8)}`;
  const customer = await open("customer", "/cases/new");
  await fillCase(customer, word);
  await customer.getByLabel(/This is about a security vulnerability/).check();
  await submit(customer, "Open case");
  assert.match(customer.url(), /\/security\/reports\/SR-[0-9A-Z]{10}$/);
  const report = customer.url().split("/").pop();
  assert.match(await text(customer), new RegExp(`Crash by ${word}`));

  const sirt = await open("sirt", "/security/reports");
  await sirt.getByRole("link", { name: report }).click();
  assert.match(await text(sirt), new RegExp(`One packet with ${word}`));
  await sirt.fill("#text", "Thank you. We can see it here, too.");
  await submit(sirt, "Send");
  await sirt.fill("#text", "It is the length of the option.");
  await sirt.getByRole("form", { name: "Write" }).getByLabel(/For the SIRT alone/).check();
  await submit(sirt, "Send");
  await sirt.locator("#state").selectOption("fixing");
  await submit(sirt, "Save");
  assert.match(await text(sirt), /Being fixed/);

  await customer.goto(`/security/reports/${report}`);
  assert.match(await text(customer), /We can see it here, too/);
  assert.match(await text(customer), /Being fixed/);
  assert.doesNotMatch(await text(customer), /length of the option/);

  await customer.setInputFiles("#file", { name: `${word}.py`, mimeType: "text/x-python", buffer: Buffer.from(`send("${word}")`) });
  await submit(customer, "Attach");
  assert.match(await text(customer), new RegExp(`attached ${word}\\.py`));
  await sirt.setInputFiles("#file", { name: "inside.txt", mimeType: "text/plain", buffer: Buffer.from("ours") });
  await sirt.getByRole("form", { name: "Attach files" }).getByLabel(/For the SIRT alone/).check();
  await submit(sirt, "Attach");
  const [proof] = await Promise.all([sirt.waitForEvent("download"), sirt.getByRole("link", { name: `${word}.py` }).click()]);
  assert.equal(readFileSync(await proof.path(), "utf8"), `send("${word}")`);
  await customer.reload();
  assert.doesNotMatch(await text(customer), /inside\.txt/);

  await customer.goto("/cases?open=0");
  await customer.getByRole("link", { name: "Handed to the SIRT" }).first().click();
  const number = customer.url().split("/").pop();
  await customer.getByRole("link", { name: new RegExp(report) }).click();
  assert.match(customer.url(), new RegExp(report));
  await isHidden(open, number, word);
});

testBoth("an agent hands a case over and does not see it any more", async ({ open }) => {
  const word = `zqflaw${randomUUID().slice(0, 8)}`;
  const customer = await open("customer", "/cases/new");
  await fillCase(customer, word);
  await submit(customer, "Open case");
  const number = customer.url().split("/").pop();
  const agent = await open("agent", `/cases/${number}/security`);
  await agent.getByRole("button", { name: "Hand it over", exact: true }).click();
  assert.match(agent.url(), new RegExp(`/cases/${number}$`));
  await isHidden(open, number, word);
  await customer.goto("/security/reports");
  assert.match(await text(customer), new RegExp(`Crash by ${word}`));
});

test("a case opened by call about a vulnerability is the SIRT's at once", async ({ open }) => {
  const word = `zqflaw${randomUUID().slice(0, 8)}`;
  const agent = await open("agent", "/desk/call?contact=ingrid.solheim@nordvik.example");
  await fillCase(agent, word);
  await agent.getByLabel(/may be a security vulnerability/).check();
  await submit(agent, "Open case");
  await agent.waitForURL(/\/cases\/\d{4}-/);
  const number = agent.url().split("/").pop();
  await isHidden(open, number, word);
  const sirt = await open("sirt", "/security/reports");
  assert.match(await text(sirt), new RegExp(`Crash by ${word}`));
});
