// What others' programs say of an e-paper: is its HTML valid (html-validate and, where there is Java, the Nu validator of the
// W3C), its data by its schema, its feed and sitemap well-formed and whole. Exit code 1 if anything is found.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { files, launch, make, removeAll, require } from "./support.mjs";

const { site, date, edition } = make();
const only = process.argv.slice(2);
const pages = files(site).filter((file) => file.endsWith(".html"));
const checks = [];
const check = (name, run) => checks.push([name, run]);

check("html-validate: every page", async () => {
  const { HtmlValidate } = await import(require.resolve("html-validate")).then((module) => module.default ?? module);
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      // How the file is written, not what it says.
      "no-trailing-whitespace": "off", "attribute-boolean-style": "off", "void-style": "off", "doctype-style": "off", "attr-quotes": "off",
      "long-title": "off", "no-inline-style": "error", "no-raw-characters": "off", "no-implicit-button-type": "error",
      // Scripts and styles are files of the same folder, which may be on a disk.
      "require-sri": "off",
      // A search box is no form that is sent; the panel of options neither.
      "wcag/h32": "off",
    },
  });
  let told = [];
  for (const page of pages) {
    const report = await validator.validateFile(join(site, page));
    told.push(...report.results.flatMap((result) => result.messages.map((one) => `${page}:${one.line}: ${one.ruleId}: ${one.message}`)));
  }
  assert.deepEqual(told.slice(0, 20), []);
  assert.ok(pages.length > edition.articles.length);
});

check("nu: every page by the validator of the W3C", () => {
  if (spawnSync("java", ["-version"]).error) {
    console.log("        (no java: left out)");
    return;
  }
  const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");
  const run = spawnSync("java", ["-jar", jar, "--errors-only", "--format", "json", ...pages.map((page) => join(site, page))], { encoding: "utf8", maxBuffer: 1 << 26 });
  const { messages } = JSON.parse(run.stderr || '{"messages":[]}');
  assert.deepEqual(messages.map((one) => `${one.url.split("/").slice(-2).join("/")}:${one.lastLine}: ${one.message}`).slice(0, 20), []);
});

check("schema: edition.json by the schema that banxin prints", () => {
  const Ajv = require("ajv/dist/2020").default;
  const schema = JSON.parse(execFileSync(process.env.BANXIN, ["schema", "epaper"], { encoding: "utf8" }));
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  const fits = validate(JSON.parse(readFileSync(join(site, date, "edition.json"), "utf8")));
  assert.ok(fits, JSON.stringify(validate.errors?.slice(0, 5), null, 1));
});

check("links: every file that a page or the data names is there", () => {
  const lost = [];
  const there = new Set(files(site));
  const at = (from, to) => {
    const path = new URL(to, `file:///${from}`);
    return decodeURIComponent(path.pathname.slice(1));
  };
  for (const page of pages) {
    const html = readFileSync(join(site, page), "utf8");
    const names = [...html.matchAll(/ (?:href|src|data-vector)="([^"#][^"]*)"/g)].map((hit) => hit[1]);
    names.push(...[...html.matchAll(/ srcset="([^"]*)"/g)].flatMap((hit) => hit[1].split(",").map((part) => part.trim().split(" ")[0])));
    for (const name of names.filter((name) => !/^[a-z]+:/.test(name))) {
      const path = at(page, name.split("#")[0].replaceAll("&amp;", "&"));
      if (!there.has(path)) lost.push(`${page}: ${name}`);
    }
  }
  const named = [...edition.pages, ...edition.pictures].flatMap((one) => [...one.renditions.map((file) => file.file), one.vector]).filter(Boolean);
  lost.push(...named.filter((name) => !there.has(`${date}/${name}`)).map((name) => `edition.json: ${name}`));
  assert.deepEqual(lost.slice(0, 20), []);
});

check("feed: Atom that is well-formed and has what RFC 4287 asks for", async () => {
  const path = join(site, "feed.xml");
  assert.ok(existsSync(path), "there is a feed.xml");
  const browser = await launch();
  const page = await browser.newPage();
  const told = await page.evaluate((text) => {
    const feed = new DOMParser().parseFromString(text, "application/xml");
    const fault = feed.querySelector("parsererror");
    if (fault) return { fault: fault.textContent };
    const own = (node, name) => [...node.children].filter((kid) => kid.localName === name).map((kid) => kid.textContent);
    const entries = [...feed.documentElement.children].filter((kid) => kid.localName === "entry");
    return {
      space: feed.documentElement.namespaceURI,
      feed: Object.fromEntries(["id", "title", "updated", "author"].map((name) => [name, own(feed.documentElement, name)])),
      entries: entries.map((entry) => ({
        ...Object.fromEntries(["id", "title", "updated"].map((name) => [name, own(entry, name)])),
        author: own(entry, "author"),
        links: [...entry.children].filter((kid) => kid.localName === "link").map((kid) => kid.getAttribute("href")),
      })),
    };
  }, readFileSync(path, "utf8"));
  await browser.close();
  assert.equal(told.fault, undefined);
  assert.equal(told.space, "http://www.w3.org/2005/Atom");
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const one = (name, list) => assert.equal(list.length, 1, `one ${name}: ${list}`);
  for (const name of ["id", "title", "updated"]) one(name, told.feed[name]);
  assert.match(told.feed.updated[0], moment);
  assert.ok(told.entries.length > 0, "it has entries");
  for (const entry of told.entries) {
    for (const name of ["id", "title", "updated"]) one(name, entry[name]);
    assert.match(entry.updated[0], moment);
    assert.match(entry.id[0], /^(urn|tag|https?):/, "an id is a whole address");
    assert.ok(entry.links.length > 0 && entry.links.every(Boolean));
    assert.ok(told.feed.author.length + entry.author.length > 0, "it has an author");
  }
  assert.equal(new Set(told.entries.map((entry) => entry.id[0])).size, told.entries.length, "ids are unique");
});

let failed = 0;
let passed = 0;
for (const [name, run] of checks) {
  if (only.length && !only.some((wanted) => name.startsWith(wanted))) continue;
  try {
    await run();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (fault) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${String(fault.message ?? fault).split("\n").slice(0, 30).join("\n        ")}`);
  }
}
removeAll();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
