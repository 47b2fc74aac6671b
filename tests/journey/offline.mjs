/* offline.mjs - a manual that is taken along: its pages and its search work from a folder */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { faultsOf } from "./crawl.mjs";
import { assert, test } from "./harness.mjs";

/* What a ZIP file has, by the list at its end. */
const unpack = (bytes, folder) => {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  for (let at = bytes.readUInt32LE(end + 16), n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const nameLength = bytes.readUInt16LE(at + 28), packed = bytes.readUInt32LE(at + 20), head = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const content = bytes.subarray(from, from + packed), file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
};

test("a manual is read and searched without a connection", async ({ open, folder }) => {
  const page = await open("visitor", "/docs/beamos/latest");
  const zip = await page.locator("a[href$='manual.zip']").first().getAttribute("href");
  const place = join(folder, "offline");
  unpack(await (await page.request.get(zip)).body(), place);
  const at = (name) => pathToFileURL(join(place, name)).href;
  const reader = await open("visitor", at("index.html"));
  const errors = [];
  reader.on("pageerror", (e) => errors.push(e.message));
  await reader.getByRole("searchbox", { name: "Search this manual" }).fill("hold timer");
  assert.match(await reader.getByRole("status").innerText(), /^\d+ pages$/);
  assert.equal(await reader.locator("#found mark").first().innerText(), "Hold timer".slice(0, 4));
  await reader.locator("#found a").first().click();
  assert.equal(await reader.locator("h1").innerText(), "Hold timers");
  /* The field of each page leads to the search, with what was typed. */
  await reader.getByRole("searchbox").fill("zzz nothing");
  await reader.keyboard.press("Enter");
  await reader.waitForURL(/index\.html\?q=zzz/);
  assert.equal(await reader.getByRole("status").innerText(), "No page has all of these words.");
  await reader.goto(at("start.html"));
  await reader.getByRole("link", { name: /^Next: / }).click();
  await reader.getByRole("link", { name: /^Previous: / }).click();
  assert.equal(await reader.locator("h1").innerText(), "BeamOS guide");
  assert.deepEqual(errors, []);
  assert.deepEqual([...await faultsOf(reader, at("index.html")), ...await faultsOf(reader, at("routing/bgp/bfd.html"))], []);
});
