// From a saved file to the painted page: the file is edited, and headless Chromium tells when it has painted.
// Written with a rename, as editors do. Prints medians, and where the time goes.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copy, launch, open, read, sleep, watch } from "./support.mjs";

const option = (name, usual) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual);
const ROUNDS = option("--rounds", 25);
// Milliseconds that the median may take on a quiet machine of two cores, and how many times as much is let pass.
const LIMITS = { "front-page": 60, "four-pages": 120 };
const SLACK = option("--slack", 1);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

// Another word in the first paragraph, a different one each time.
function story(text, round) {
  return text.replace(/\n\n([^\n#>\-])/, `\n\n第${"一二三四五六七八九十"[round % 10]}稿。$1`);
}

const browser = await launch();
let slow = false;
for (const sample of Object.keys(LIMITS)) {
  const dir = copy(sample);
  const file = sample === "front-page" ? "stories/riverfront.md" : read(dir, "issue.toml").match(/file = "(stories\/[^"]+)"/)[1];
  const original = read(dir, file);
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  await sleep(1500);
  const glyphs = await page.$$eval("svg.paper text", (list) => list.reduce((sum, text) => sum + [...text.textContent].length, 0));
  const times = [];
  const parts = { told: [], fetched: [], replaced: [], painted: [] };
  for (let round = 0; round < ROUNDS + 3; round++) {
    const told = page.evaluate(() => new Promise((done) => window.addEventListener("banxin:painted", (event) => done({ ...event.detail, zero: performance.timeOrigin }), { once: true })));
    await sleep(350);
    writeFileSync(join(dir, file + ".part"), story(original, round));
    const saved = performance.timeOrigin + performance.now();
    renameSync(join(dir, file + ".part"), join(dir, file));
    const detail = await told;
    // The first rounds warm the caches.
    if (round < 3) continue;
    times.push(detail.at - saved);
    parts.told.push(detail.zero + detail.asked - saved);
    parts.fetched.push(detail.fetched - detail.asked);
    parts.replaced.push(detail.replaced - detail.fetched);
    parts.painted.push(detail.now - detail.replaced);
  }
  const shown = Object.entries(parts).map(([name, list]) => `${name} ${median(list).toFixed(1)}`).join(", ");
  const result = median(times);
  const within = result <= LIMITS[sample] * SLACK;
  slow ||= !within;
  console.log(`${sample}: ${glyphs} glyphs in sight; saved to painted ${result.toFixed(1)} ms (median of ${times.length}, worst ${Math.max(...times).toFixed(1)}), aim ${LIMITS[sample]}, limit ${LIMITS[sample] * SLACK}${within ? "" : ": TOO SLOW"}`);
  console.log(`  ${shown}`);
  await page.close();
  desk.end();
}
await browser.close();
process.exit(slow ? 1 : 0);
