// Each check of check.mjs and valid.mjs must fail on an e-paper that is spoilt in what it looks at, and pass before. Exit code 1
// if a spoilt e-paper passes.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { make, removeAll } from "./support.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { site, date, edition } = make();
const [page] = edition.pages;
const story = edition.articles.find((article) => article.kind === "story" && article.parts.length > 1);
const paragraph = story.body.filter((block) => block.type === "paragraph").at(-1).runs.map((run) => run.text).join("").trim().slice(-12);
const article = `${date}/articles/${story.id}.html`;

// Which program and check, which file, and what is put in the place of what.
const CONTROLS = [
  ["check", "stories-desk", article, paragraph, ""],
  ["check", "stories-phone", `${date}/page-${page.number}.html`, /(<svg class="overlay"[\s\S]*?href=")articles\/[^"#]+/, `$1articles/${edition.articles.at(-1).id}.html?`],
  ["check", "places", "assets/reader.js", "sessionStorage.setItem", "void"],
  ["check", "link-back", "assets/reader.js", 'spot.classList.add("back")', ""],
  ["check", "jumps", article, /id="part-2"/, 'id="part-3"'],
  ["check", "adverts", `${date}/adverts/${edition.adverts[0].id}.html`, /<picture>[\s\S]*?<\/picture>/, ""],
  ["check", "zoom", "assets/reader.js", "if (drag && drag.moved) event.preventDefault();", ""],
  ["check", "keys", "assets/epaper.css", /\.overlay a:focus-visible polygon \{[^}]*\}/, ""],
  ["check", "bare", `${date}/page-${page.number}.html`, /<area [^>]*>/, ""],
  ["check", "folder", "assets/search.js", "window.EPAPER_INDEX", "window.NOTHING"],
  ["check", "search", `${date}/search-index.js`, /"x":"[^"]*"/, '"x":""'],
  ["check", "options", "assets/first.js", "localStorage.setItem", "void"],
  ["check", "issues", `${date}/index.html`, /rel="prev" href="[^"]*"/, 'rel="prev" href="../2020-01-01/index.html"'],
  ["check", "paper", "assets/epaper.css", ".beside, .overlay,", ".overlay,"],
  ["check", "guides", `${date}/page-${page.number}.html`, /(id="[a-z0-9-]+\.1" href=")[^"]*/, "$1index.html"],
  ["check", "widths", "assets/epaper.css", ".wide {", ".wide { width: 70rem;"],
  ["check", "axe", "assets/house.css", /--accent-text: #[0-9a-f]+/, "--accent-text: #e0c0c0"],
  ["check", "outline", `${date}/index.html`, /<h2 /, "<h3 "],
  ["check", "data", article, '"@type":"NewsArticle"', '"@type":"Article"'],
  // What is asked from elsewhere is a fault of whatever check sees it.
  ["check", "outline", `${date}/index.html`, "</main>", '<img src="https://stranger.example/x.png" alt=""></main>'],
  ["valid", "html-validate", article, "<main ", '<main id="main" '],
  ["valid", "nu", article, "</h1>", "</h2>"],
  ["valid", "schema", `${date}/edition.json`, '"polygons"', '"polygon"'],
  ["valid", "links", article, /href="\.\.\/page-/, 'href="../side-'],
  ["valid", "feed", "feed.xml", /<id>[^<]*<\/id>/, ""],
];

let missed = 0;
for (const [program, check, file, from, to] of CONTROLS) {
  const spoilt = mkdtempSync(join(tmpdir(), "banxin-spoilt-"));
  cpSync(site, spoilt, { recursive: true });
  const text = readFileSync(join(spoilt, file), "utf8");
  const next = text.replace(from, to);
  if (next === text) throw new Error(`${check}: ${file} has no ${from}`);
  writeFileSync(join(spoilt, file), next);
  const run = spawnSync(process.execPath, [join(here, `${program}.mjs`), check], { encoding: "utf8", env: { ...process.env, EPAPER_SITE: spoilt } });
  const noticed = run.status === 1 && run.stdout.includes("FAILED");
  missed += noticed ? 0 : 1;
  const [, why = ""] = run.stdout.split("\n");
  console.log(`${noticed ? "noticed" : "MISSED "}  ${check}: ${why.trim().slice(0, 110)}`);
  rmSync(spoilt, { recursive: true, force: true });
}
// Every check has a control.
const names = ["check", "valid"].flatMap((program) => [...readFileSync(join(here, `${program}.mjs`), "utf8").matchAll(/^ *check\([`"]([a-z-]+)/gm)].map((hit) => hit[1]));
for (const name of names.filter((name) => !CONTROLS.some(([, check]) => check.startsWith(name)))) {
  missed += 1;
  console.log(`MISSED   ${name} has no control`);
}
removeAll();
process.exit(missed ? 1 : 0);
