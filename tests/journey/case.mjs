/* case.mjs - what the desk does on the page of a case */
import { assert, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("main").innerText();
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

/* The address of a case that is open and not of the first priority. */
const openCase = async (page, nth = 0) => {
  await page.goto("/desk?view=all&priority=3");
  return page.locator("tr.row a.t").nth(nth).getAttribute("href");
};

/* A tool of the head, opened as one does without script, too. */
const tool = (page, name) => page.locator("details.tool > summary", { hasText: name }).click();

testBoth("two of the desk collide on one case and nothing is lost", async ({ open }) => {
  const ana = await open("agent", "/desk?view=all");
  const path = await openCase(ana, 3);
  await ana.goto(path);
  const bo = await open("manager", path);

  /* Two fields: both stand. */
  await tool(ana, "Priority");
  await ana.selectOption("#priority", "2");
  await press(ana, "Change priority");
  await bo.fill("#next_action", "Ask for the logs");
  await bo.fill("#by", "2030-01-02T09:00");
  await bo.locator("form[action$='/next-action'] button").click();
  assert.match(await text(bo), /P2 High/);
  assert.match(await text(bo), /Ask for the logs/);

  /* One field: the second sees both values and takes hers. */
  await ana.goto(path);
  await bo.goto(path);
  await tool(ana, "Priority");
  await ana.selectOption("#priority", "3");
  await press(ana, "Change priority");
  await tool(bo, "Priority");
  await bo.selectOption("#priority", "4");
  await press(bo, "Change priority");
  assert.match(await text(bo), /Somebody changed this meanwhile/);
  assert.match(await text(bo), /Tomás Rekalde changed priority/);
  assert.match(await text(bo), /P3 Medium/);
  await press(bo, "Take mine");
  assert.match(await bo.locator(".casehead .l3").innerText(), /P4 Low/);

  /* Two answers: the second is kept until its writer has read the first. */
  await ana.goto(path);
  await bo.goto(path);
  await ana.fill("#text", "Send the output of show log.");
  await press(ana, "Send");
  await bo.fill("#text", "Send the configuration, too.");
  await press(bo, "Send");
  assert.match(await text(bo), /Tomás Rekalde answered/);
  assert.equal(await bo.locator("#text").inputValue(), "Send the configuration, too.");
  await press(bo, "Send anyway");
  await ana.goto(path);
  assert.match(await text(ana), /Send the output of show log\./);
  assert.match(await text(ana), /Send the configuration, too\./);
});

testBoth("what was changed is taken back by one click", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  await page.goto(await openCase(page, 4));
  await tool(page, "Priority");
  await page.selectOption("#priority", "2");
  await press(page, "Change priority");
  await press(page, "Undo");
  assert.match(await page.locator(".casehead .l3").innerText(), /P3 Medium/);
});

testBoth("a macro is looked at, applied and undone", async ({ open }) => {
  const page = await open("agent", "/desk/macros");
  const name = `Ask for logs ${Date.now()}`;
  await page.fill("#name", name);
  await page.fill("#text", "Hello {{contact.name}}, send the logs for {{serial}}.");
  await page.selectOption("#owner", "me");
  await page.selectOption("#status", "waiting-customer");
  await press(page, "Add");
  const path = await openCase(page, 5);
  await page.goto(`${path}/macros`);
  await page.getByRole("link", { name }).click();
  assert.match(await text(page), /Waiting for customer/);
  await press(page, "Apply, keep the text as draft");
  assert.match(await page.locator("#text").inputValue(), /^Hello .*send the logs/);
  assert.match(await page.locator(".casehead .l3").innerText(), /Waiting for customer/);
  await press(page, "Undo");
  assert.doesNotMatch(await page.locator(".casehead .l3").innerText(), /Waiting for customer/);
});

test("the page of a case is worked by single keys", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const path = await openCase(page, 6);
  await page.goto(path);
  await page.keyboard.press("n");
  assert.ok(await page.locator("input[value=internal]").isChecked());
  await page.keyboard.type("Seen by key.");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/#e\d+/);
  assert.match(await text(page), /Seen by key\./);
  await page.keyboard.press("p");
  await page.locator("#priority:focus").waitFor();
  await page.keyboard.press("Escape");
  assert.ok(!await page.locator("#priority").isVisible());
  await page.keyboard.press("m");
  await page.waitForURL(`**${path}/macros`);
  await page.goto(path);
  await page.keyboard.press("u");
  await page.waitForURL(/\/desk/);
});

const taken = new Set(); /* by the run with script */

testBoth("an incident of 50 cases is answered by one update", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const numbers = new Set();
  for (const nth of ["4", "3", "2"]) {
    await page.goto(`/desk?view=all&priority=${nth}`);
    while (numbers.size < 51) {
      for (const n of await page.locator("tr.row .sub .id").allInnerTexts()) if (!taken.has(n)) numbers.add(n);
      const next = page.getByRole("link", { name: "Next page" });
      if (await next.count() === 0) break;
      await next.click();
    }
  }
  const [lead, ...children] = [...numbers].slice(0, 51);
  assert.equal(children.length, 50);
  for (const number of [lead, ...children]) taken.add(number);
  await page.goto(`/cases/${lead}/incident`);
  await page.fill("#numbers", children.join("\n"));
  await press(page, "Attach cases");
  assert.match(await text(page), /50 cases are attached/);
  await page.fill("#text", "A fibre was cut near the river; the repair ends at 18:00 UTC.");
  await page.selectOption("#then", "waiting-other");
  await press(page, "Send to all");
  for (const number of [children[0], children[25], children[49]]) {
    await page.goto(`/cases/${number}`);
    assert.match(await text(page), /A fibre was cut near the river/);
    assert.match(await text(page), new RegExp(`Part of incident ${lead}`));
  }
  await page.goto(`/cases/${lead}/incident`);
  await page.locator("form[action$='/detach'] button").first().click();
  assert.match(await text(page), /49 cases are attached/);
});

testBoth("a second problem is split off, looked at and merged back", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const path = await openCase(page, 8), number = path.split("/").pop();
  await page.goto(`${path}/split`);
  await page.fill("#summary", "The second fan is loud");
  await page.locator("input[name=entry]").first().check();
  await page.locator("input[name=same_time]").check();
  await press(page, "Split case");
  assert.match(await text(page), /The second fan is loud/);
  assert.match(await text(page), new RegExp(`Split off from case ${number}`));
  await press(page, "Undo");
  assert.match(await text(page), new RegExp(`Split off from case ${number} by mistake: undone`));
  await page.goto(`${path}/split`);
  await page.fill("#summary", "The second fan is loud");
  await page.locator("input[name=entry]").first().check();
  await press(page, "Split case");
  const made = page.url().split("/").pop();
  await page.goto(`/cases/${made}/merge?into=${number}`);
  assert.match(await text(page), /The old number leads to/);
  await press(page, "Merge");
  assert.ok(page.url().endsWith(number));
  assert.match(await text(page), new RegExp(`Case ${made} was merged into this one`));
  await press(page, "Undo");
  assert.match(await text(page), new RegExp(`Case ${made} was merged into this one by mistake: undone`));
  await page.goto(`/cases/${made}`);
  assert.match(await text(page), new RegExp(`Merged into case ${number} by mistake: undone`));
  assert.doesNotMatch(await page.locator(".casehead .l3").innerText(), /Closed/);
});

testBoth("a replacement is led from asked for to finished", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const path = await openCase(page, 9);
  await page.goto(`${path}/rma`);
  await page.fill("#defective", "NBR100200300");
  await page.fill("#ship_to", "Dock 4, Oslo");
  await press(page, "Ask for a replacement");
  const rma = page.url().split("/").pop();
  assert.match(rma, /^RMA-\d{6}$/);
  await press(page, "Approve");
  await press(page, "Replacement is shipped");
  assert.match(await text(page), /Write the serial number of the replacement/);
  await page.fill("#replacement", "NBR100200301");
  await page.fill("#carrier", "Bring");
  await page.fill("#tracking", "370438101");
  await press(page, "Replacement is shipped");
  await press(page, "Replacement is delivered");
  await press(page, "Finish");
  assert.match(await text(page), /Finished/);
  await page.goto(path);
  assert.match(await text(page), new RegExp(rma));
  assert.match(await text(page), /is on its way/);
  await page.goto(`${path}/history`);
  assert.match(await text(page), /Replacement shipped/);
});

testBoth("an article is quoted in a reply, and one is begun from the case", async ({ open }) => {
  const page = await open("agent", "/desk?view=all");
  const path = await openCase(page, 6);
  await page.goto(path);
  await page.fill("#text", "Hello, this may help:");
  await press(page, "Save draft");
  await page.getByRole("link", { name: /^Attach article/ }).first().click();
  await page.fill("#articleq", "bgp");
  await page.locator("#articleq").press("Enter");
  await page.locator("#found").getByText("KB", { exact: false }).first().waitFor();
  const quote = page.getByRole("button", { name: /^Quote in reply: KB/ }).first();
  const number = (await quote.getAttribute("aria-label")).match(/KB\d+/)[0];
  await quote.click();
  await page.waitForURL(/#reply$/);
  assert.match(await page.locator("#text").inputValue(), new RegExp(`^Hello, this may help:[^]*/kb/${number}\\)`));
  await press(page, "Send");
  assert.ok(await page.locator(`.timeline a[href$="/kb/${number}"]`).count() > 0);
  await page.goto(`/kb/${number}`);
  assert.match(await page.locator("section[aria-labelledby=uses]").innerText(), new RegExp(path.match(/[\d-]+$/)[0]));
  const reader = await open("customer", `/kb/${number}`);
  assert.equal(await reader.locator(".uses").count(), 0);

  await page.goto(`${path}/articles`);
  const contact = (await page.request.get(path).then((r) => r.text())).match(/<dt>Contact<\/dt><dd[^>]*>([^<]+)/)[1];
  await press(page, "Write an article from this case");
  await page.waitForURL(/\/kb\/KB\d+\/edit/);
  const written = await page.locator("#text").inputValue();
  assert.match(written, /## (Symptoms|Environment)/);
  assert.ok(!written.includes(contact), "the contact is named");
});
