/* knowledge.mjs - what readers and authors of articles come to do */
import { assert, test, testBoth } from "./harness.mjs";

const text = (page) => page.locator("body").innerText();

testBoth("a customer sees their cases and the issues of their products first", async ({ open }) => {
  const page = await open("customer", "/");
  assert.match(await text(page), /Your open cases[\s\S]*Known issues of your products[\s\S]*behind/);
  await page.locator("section[aria-labelledby=known] a.t").first().click();
  assert.match(page.url(), /\/kb\/KB\d+\//);
});

test("the first page weighs less than 100 KB", async ({ open }) => {
  const page = await open("visitor", "about:blank");
  const sizes = [];
  page.on("requestfinished", (r) => sizes.push(r.sizes().then((s) => s.responseHeadersSize + s.responseBodySize)));
  await page.goto("/", { waitUntil: "networkidle" });
  const all = (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
  assert.ok(all > 20_000 && all < 100_000, `${all} bytes`);
});

/* What the browser's parser takes for sound XML. */
const parse = (page, path) => page.evaluate(async (path) => {
  const reply = await fetch(path);
  const xml = new DOMParser().parseFromString(await reply.text(), "application/xml");
  return { status: reply.status, sound: xml.querySelector("parsererror") === null,
    root: xml.documentElement.localName,
    places: [...xml.querySelectorAll("loc")].map((l) => new URL(l.textContent).pathname) };
}, path);

test("feeds and maps are sound XML, and each address in a map is a page", async ({ open }) => {
  const page = await open("visitor", "/kb");
  for (const path of ["/kb/feed.atom", "/kb/feed.atom?type=1", "/products/nb-r2400/feed.atom"])
    assert.deepEqual({ ...await parse(page, path), places: 0 },
      { status: 200, sound: true, root: "feed", places: 0 });
  const maps = await parse(page, "/sitemap.xml");
  assert.ok(maps.sound && maps.places.length >= 3);
  const pages = [];
  for (const path of maps.places) {
    const map = await parse(page, path);
    assert.ok(map.sound && map.root === "urlset", path);
    pages.push(...map.places);
  }
  assert.ok(pages.length > 40);
  for (const path of pages) {
    const reply = await page.request.get(path, { maxRedirects: 0 });
    assert.equal(reply.status(), 200, path);
  }
});

test("an author sees what was searched in vain, and takes it on", async ({ open }) => {
  const visitor = await open("visitor", "/search?q=flux+capacitor");
  assert.match(await text(visitor), /Nothing found/);
  const found = await open("visitor", "/search?q=bgp");
  const click = found.waitForRequest(/\/search\/click\//);
  await found.locator("[data-ref] h2 a").first().click();
  await click;
  const author = await open("author", "/kb/searches");
  const row = author.getByRole("row", { name: /flux capacitor/ });
  await row.locator("summary").click();
  await row.getByLabel("State").selectOption("1");
  await row.getByLabel("Note").fill("Ask the lab.");
  await row.getByRole("button", { name: "Save" }).click();
  assert.match(await row.innerText(), /Being written[\s\S]*Ask the lab\./);
});

const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

testBoth("an author adds a picture, publishes, and a visitor sees it", async ({ open }) => {
  const page = await open("author", "/kb/new");
  await page.fill("#title", "Where the reset button is");
  await page.fill("#text", "## Solution\n\nPress it.");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.setInputFiles("#picture", { name: "rear view.png", mimeType: "image/png", buffer: PICTURE });
  const add = page.getByRole("button", { name: "Add to the text" });
  if (await page.locator("#picture").inputValue() !== "") await add.click();
  else await page.waitForFunction(() => /[0-9a-f]{64}\)/.test(document.querySelector("#text").value));
  assert.match(await page.locator("#text").inputValue(), /Press it\.\s+!\[rear view\]\(\/kb\/KB\d+\/pictures\/[0-9a-f]{64}\)/);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const visitor = await open("visitor", new URL(page.url()).pathname);
  const picture = visitor.getByRole("img", { name: "rear view" });
  await picture.scrollIntoViewIfNeeded();
  const reply = await visitor.request.get(await picture.getAttribute("src"));
  assert.equal(reply.headers()["content-type"], "image/png");
  assert.deepEqual(await reply.body(), PICTURE);
});

testBoth("a visitor narrows what works with what", async ({ open }) => {
  const page = await open("visitor", "/kb?type=4");
  await page.getByRole("link", { name: /100G optics/ }).click();
  await page.getByLabel("FEC").selectOption("none");
  await page.getByLabel("S7800").selectOption("yes");
  await page.getByRole("button", { name: "Narrow the table" }).click();
  assert.match(page.url(), /c3=none/);
  assert.match(await text(page), /1 of 5 rows/);
  assert.equal(await page.locator("tbody tr", { hasText: "LR4" }).count(), 1);
  assert.equal(await page.locator("tbody tr", { hasText: "ZR4" }).count(), 0);
});

testBoth("a visitor says once whether an article helped", async ({ open }) => {
  const page = await open("visitor", "/kb?type=2");
  await page.locator("main a[href^='/kb/KB']").first().click();
  await page.getByRole("link", { name: "Say whether it helped" }).click();
  await page.getByRole("button", { name: "Yes" }).click();
  assert.match(await text(page), /Thank you\. The author reads this\./);
  await page.getByRole("button", { name: "No" }).click();
  assert.match(await text(page), /You have answered this already/);
});

/* The page of an article is in the language of its address; its frame in the reader's. */
testBoth("a reader changes the language of an article, and is told that it is old", async ({ open }) => {
  const page = await open("visitor", "/kb?type=0");
  await page.getByRole("link", { name: /without locking yourself out/ }).click();
  const languages = page.getByRole("navigation", { name: "Languages of the article" });
  await languages.getByRole("link", { name: "Deutsch" }).click();
  assert.match(await page.locator("h1").innerText(), /ohne sich auszusperren/);
  assert.equal(await page.locator("article").first().getAttribute("lang"), "de");
  assert.match(await text(page), /This translation is older than the article\./);
  await page.getByRole("link", { name: "Read the article itself" }).click();
  assert.match(await page.locator("h1").innerText(), /without locking yourself out/);
  assert.doesNotMatch(await text(page), /older than the article/);
});

const publish = (page) => page.getByRole("button", { name: "Publish", exact: true }).click();
const edit = async (page, address) => {
  await page.goto(address);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
};

testBoth("an author translates an article and keeps the translation up to date", async ({ open }) => {
  const page = await open("author", "/kb/new");
  await page.fill("#title", "Where the power button is");
  await page.fill("#text", "## Solution\n\nAt the back.");
  await publish(page);
  const article = page.url();
  await page.getByRole("link", { name: "Translate" }).click();
  await page.fill("#title", "Wo der Schalter ist");
  await page.fill("#language", "de");
  await page.fill("#text", "## Solution\n\nHinten.");
  await publish(page);
  const translation = page.url();
  assert.doesNotMatch(await text(page), /older than the article/);
  await edit(page, article);
  await page.fill("#text", "## Solution\n\nAt the left.");
  await publish(page);
  await page.goto(translation);
  assert.match(await text(page), /older than the article/);
  await edit(page, translation);
  await page.fill("#text", "## Solution\n\nLinks.");
  await page.getByLabel(/It says all that version 2/).check();
  await publish(page);
  assert.doesNotMatch(await text(page), /older than the article/);
  assert.match(await text(page), /Links\./);
});
