/* customer.mjs - what customers come to do with a case, its files and their list of cases */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();
const button = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

const openCase = async (open, summary) => {
  const page = await open("customer", "/cases/new");
  await page.fill("#summary", summary);
  await page.fill("#description", "Since 02:10 the uplink is down.");
  await page.locator("input[name=priority][value='2']").press("Space");
  await page.fill("#impact", "Two plants cannot order.");
  await button(page, "Open case");
  return page;
};

testBoth("files go with the form that opens a case, and stay when it is refused", async ({ open }) => {
  const page = await open("customer", "/cases/new");
  const files = ["core-1.log", "core-2.log"].map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) }));
  await page.fill("#summary", "Two cores lost their neighbours");
  await page.fill("#description", "Since 02:10 both are alone.");
  await page.locator("input[name=priority][value='2']").press("Space");
  await page.setInputFiles("#file", files);
  await button(page, "Open case");
  assert.match(await text(page), /Files that are here already/);
  assert.equal(await page.inputValue("#summary"), "Two cores lost their neighbours");
  await page.fill("#impact", "Two plants cannot order.");
  await page.locator("input[name=kept]").nth(1).uncheck();
  await page.setInputFiles("#file", { name: "core-3.log", mimeType: "text/plain", buffer: Buffer.from("3") });
  await button(page, "Open case");
  for (const name of ["core-1.log", "core-3.log"]) await page.getByRole("link", { name }).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "core-2.log" }).count(), 0);
});

testBoth("a customer opens a case, attaches, escalates, closes and reopens it", async ({ open }) => {
  const page = await openCase(open, "Line card of the plant router is dead");
  await page.setInputFiles("#file", { name: "show-tech.txt", mimeType: "text/plain",
    buffer: Buffer.from("interfaces are down") });
  const sends = page.locator("form[action$='/files'] button");
  if (await page.locator(".uploads").count() === 0) await sends.click();
  await page.getByRole("link", { name: "show-tech.txt" }).first().waitFor();

  await page.reload();
  await page.fill("#reason", "A third plant stands still now.");
  await page.locator("form[action$='/escalate'] button").first().click();
  assert.match(await text(page), /The next level has been told/);

  await page.fill("#whyc", "The card was changed.");
  await button(page, "Close case");
  assert.match(await text(page), /The case is closed/);

  await page.fill("#whyr", "It is dead again.");
  await button(page, "Reopen case");
  assert.match(await text(page), /The case is open again/);
});

testBoth("a customer narrows the list of cases and takes it along as CSV", async ({ open }) => {
  const page = await open("customer", "/cases");
  await page.selectOption("#whose", { label: "Nordvik Trust" });
  await page.selectOption("#priority", "2");
  await button(page, "Apply");
  const rows = await page.locator("table tbody tr").allInnerTexts();
  assert.ok(rows.length > 0 && rows.every((r) => r.includes("P2 High")), rows.join("\n"));
  const reply = await page.request.get(await page.getByRole("link", { name: "Download as CSV" }).getAttribute("href"));
  assert.equal(reply.status(), 200);
  assert.equal((await reply.text()).trim().split("\r\n").length, rows.length + 1);
});

testBoth("an administrator of an organisation lets a partner see one case and ends it", async ({ open }) => {
  const page = await open("customer", "/organisation");
  const number = await (async () => {
    const list = await open("customer", "/cases?organisation=0");
    return list.locator("table tbody .id").first().innerText();
  })();
  await page.getByRole("link", { name: "Partners who see cases" }).click();
  await page.fill("#partner", "oyelaran.adeyemi@lindgren-partners.example");
  await page.fill("#case", number);
  await button(page, "Share cases");
  assert.match(await text(page), /The partner sees the cases from now on/);
  await page.getByRole("button", { name: /^End/ }).first().click();
  assert.match(await text(page), /The partner sees the cases no longer/);
});

const SIZE = 2 * 1024 * 1024 * 1024;

const hashOf = (path) => new Promise((done, failed) => {
  const hash = createHash("sha256");
  createReadStream(path, { highWaterMark: 1 << 22 }).on("error", failed)
    .on("data", (piece) => hash.update(piece)).on("end", () => done(hash.digest("hex")));
});

const progressOf = (page) => page.locator(".uploads progress").first().evaluate((p) => p.value);
const until = async (page, reached) => page.waitForFunction((n) =>
  (document.querySelector(".uploads progress")?.value ?? 0) >= n, reached, { timeout: 300000 });

test("two gigabytes go up over a line that drops and a page that is loaded again", async ({ open, folder }) => {
  const here = mkdtempSync(join(tmpdir(), "big-")), path = join(here, "core.bin");
  try {
    writeFileSync(path, "begins");
    truncateSync(path, SIZE); /* the rest is a hole: it costs no disk here */
    const page = await openCase(open, "The router wrote a core of two gigabytes");
    await page.setInputFiles("#file", path);
    await until(page, SIZE / 8);
    await page.context().setOffline(true);
    await page.getByText("The connection dropped. Trying again.").waitFor();
    await page.context().setOffline(false);
    await until(page, SIZE / 4);

    page.on("dialog", (d) => d.accept());
    await page.reload();
    await page.getByText("core.bin was interrupted. Choose it again to go on.").waitFor();
    await page.setInputFiles("#file", path);
    await until(page, SIZE / 8);
    assert.ok(await progressOf(page) >= SIZE / 8);
    await page.getByText("Attached", { exact: true }).waitFor({ timeout: 600000 });
    await page.getByRole("link", { name: "core.bin" }).waitFor();
    const hash = await hashOf(path);
    assert.ok(existsSync(join(folder, "data", "files", hash.slice(0, 2), hash)), `no file ${hash}`);
  } finally {
    rmSync(here, { recursive: true, force: true });
  }
});
