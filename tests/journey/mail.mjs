/* mail.mjs - mail that came in, as the desk and the customer read it */
import { faultsOf } from "./crawl.mjs";
import { assert, people, test } from "./harness.mjs";

const SUPPORT = "support@northbeam.example";
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNQmMAwQQEABCYBYanhD5IAAAAASUVORK5CYII=";

/* All that a mail could try: what loads from elsewhere, by every way that HTML has for it. */
const message = (subject) => [
  `From: Ingrid Solheim <${people.customer}>`, `To: ${SUPPORT}`, `Subject: ${subject}`,
  `Message-ID: <${subject.replaceAll(" ", ".")}@nordvik.example>`, "MIME-Version: 1.0",
  "Content-Type: multipart/related; boundary=b", "", "--b", "Content-Type: text/html; charset=utf-8", "",
  "<html><head><style>@import url(http://spy.example/a.css); body { background: url(http://spy.example/b.png) }</style>",
  "<link rel=stylesheet href=http://spy.example/c.css></head><body background=http://spy.example/d.png>",
  "<h1>Circuit report</h1><h3>Edge</h3><p style=\"background:url(http://spy.example/e.png)\">Loss since <b>noon</b>.</p>",
  "<table><tr><th>Circuit</th><th>Loss</th></tr><tr><td>A</td><td>4 %</td></tr></table>",
  "<img src=http://spy.example/pixel.gif alt='Our logo'><img src=cid:dot alt='Two dots' width=20 height=20>",
  "<video poster=http://spy.example/f.png></video><script>fetch('http://spy.example/g')</script>",
  "<a href=https://nordvik.example/noc>Our NOC</a></body></html>",
  "--b", "Content-Type: image/png; name=dot.png", "Content-ID: <dot>", "Content-Transfer-Encoding: base64", "",
  DOT, "--b--", ""].join("\r\n");

/* The text of a link, as soon as the page has it. */
const appears = async (page, name) => {
  const link = page.getByRole("link", { name }).first();
  for (let n = 0; n < 200 && await link.count() === 0; n++) await page.reload();
  return link;
};

/* What the browser asks for, but of this center. */
const watch = (page, origin) => {
  const asked = [];
  page.on("request", (r) => { if (!r.url().startsWith(origin) && !r.url().startsWith("data:")) asked.push(r.url()); });
  return asked;
};

test("HTML mail is read as it was written, and nothing is asked of anybody else", async ({ open, run, origin }) => {
  const subject = "Loss on circuit A", sent = message(subject);
  assert.equal(run(["mail", "address", "add", SUPPORT]).status, 0);
  assert.equal(run(["mail-in", "--recipient", SUPPORT, "--sender", people.customer], sent).status, 0);

  for (const who of ["customer", "agent"]) {
    const page = await open(who, who === "customer" ? "/cases" : "/desk?view=all&sort=newest");
    const asked = watch(page, origin);
    await (await appears(page, subject)).click();
    const mail = page.locator(".mailhtml");
    assert.match(await mail.innerText(), /Loss since noon/);
    assert.match(await mail.innerText(), /\[Our logo\]/);
    assert.equal(await mail.locator("h3").innerText(), "Circuit report");
    assert.equal(await mail.locator("h4").innerText(), "Edge");
    assert.equal(await page.locator("h1").count(), 1);
    const picture = mail.getByRole("img", { name: "Two dots" });
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction((i) => i.complete && i.naturalWidth === 2, await picture.elementHandle());
    assert.deepEqual(asked, []);
    const original = page.getByRole("link", { name: "Show original" });
    assert.equal(await original.count(), who === "agent" ? 1 : 0);
    if (who === "customer") continue;
    await original.click();
    assert.match(await page.locator("main").innerText(), new RegExp(people.customer));
    const path = await page.getByRole("link", { name: "Download the original" }).getAttribute("href");
    assert.equal(await (await page.request.get(path)).text(), sent);
    const customer = await open("customer", "/cases");
    assert.equal((await customer.request.get(path)).status(), 403);
    assert.deepEqual(asked, []);
  }
});

test("mail of the demo center is shown with its picture and with what OpenPGP says", async ({ open }) => {
  const page = await open("agent", "/desk/mail?show=all");
  const all = await page.locator("main a[href^='/desk/mail/']").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  const found = { picture: 0, opened: 0, signed: 0 }, faults = [];
  for (const path of new Set(all)) {
    await page.goto(path);
    const text = await page.locator("main").innerText();
    const kinds = { picture: await page.locator(".mailhtml img").count() > 0,
      opened: /It came encrypted/.test(text), signed: /Signed by/.test(text) };
    for (const kind of Object.keys(kinds)) {
      if (!kinds[kind] || found[kind]++ > 0) continue;
      faults.push(...await faultsOf(page, path));
      await page.goto(path);
      faults.push(...await faultsOf(page, await page.locator("main a[href^='/cases/']").first().getAttribute("href")));
    }
  }
  assert.ok(Object.values(found).every((n) => n > 0), JSON.stringify(found));
  assert.deepEqual(faults, []);
});
