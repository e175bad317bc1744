// The e-paper of a sample, read in Chromium as a reader does: at a desk and on a phone, with fingers, mouse and keys, without
// scripts, from a folder. Exit code 1 if something is not as it should be. Names of checks may be given to run them alone.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DESK, LIMIT, PHONE, axeSource, dense, files, go, launch, make, removeAll, root, serve, sleep, window_ } from "./support.mjs";

const { site, date, edition } = make();
const server = await serve(site);
// Without the browser's own memory of whole pages, so that places are kept where it has none.
const browser = await launch(["--disable-features=BackForwardCache"]);
const issue = `${server.url}${date}/`;
const only = process.argv.slice(2);
const checks = [];
const check = (name, run) => checks.push([name, run]);
const articles = new Map(edition.articles.map((article) => [article.id, article]));
const open = (size, more = {}) => window_(browser, size, { origin: server.url, ...more });
const none = (page, what) => assert.deepEqual(page.faults, [], what);

// --- Places on a page -----------------------------------------------------------------------------

// The middle of the first stripe of a story's outline, in pixels of the window; the story is brought into sight first.
const middle = async (page, id) => {
  const at = () => page.$eval(`#${CSS_escape(id)} polygon`, (polygon) => {
    const corners = Array.from(polygon.points);
    // Outlines have right angles: a stripe under the topmost edge is inside where the outline is.
    const rows = [...new Set(corners.map((corner) => corner.y))].sort((one, other) => one - other);
    const y = (rows[0] + rows[1]) / 2;
    const across = [];
    corners.forEach((one, number) => {
      const other = corners[(number + 1) % corners.length];
      if (Math.min(one.y, other.y) < y && Math.max(one.y, other.y) > y) across.push(one.x);
    });
    across.sort((one, other) => one - other);
    const point = polygon.ownerSVGElement.createSVGPoint();
    [point.x, point.y] = [(across[0] + across[1]) / 2, y];
    const shown = point.matrixTransform(polygon.getScreenCTM());
    const corner = polygon.ownerSVGElement.createSVGPoint();
    [corner.x, corner.y] = [across[0], rows[0]];
    const edge = corner.matrixTransform(polygon.getScreenCTM());
    return { x: shown.x, y: shown.y, least: 2 * Math.min(shown.x - edge.x, shown.y - edge.y) };
  });
  // What is too small for a finger is made larger first.
  for (let times = 0; (await at()).least < 24 && times < 5; times += 1) await page.click('[data-zoom="in"]');
  const first = await at();
  await page.evaluate(({ x, y }) => {
    const stage = document.querySelector(".stage");
    const box = stage.getBoundingClientRect();
    stage.scrollLeft += x - box.left - box.width / 2;
    stage.scrollTop += y - box.top - box.height / 2;
  }, first);
  const second = await at();
  await page.evaluate((y) => window.scrollBy({ top: y - window.innerHeight / 2, behavior: "instant" }), second.y);
  return at();
};
const CSS_escape = (id) => id.replace(/[^a-zA-Z0-9_-]/g, (letter) => `\\${letter}`);

// What an article's page says, in its order, without readings over characters.
const shown = (page) =>
  page.$eval("article", (article) => {
    const copy = article.cloneNode(true);
    copy.querySelectorAll("rt, rp, .part, .hidden").forEach((node) => node.remove());
    return copy.textContent;
  });

const plain = (runs = []) => runs.map((run) => run.text).join("");
const texts = (article) => [
  plain(article.kicker), plain(article.headline), plain(article.subhead), plain(article.byline), plain(article.source),
  ...article.body.flatMap((block) =>
    block.type === "table" ? [plain(block.title), ...(block.head ?? []).map(plain), ...block.rows.flat().map(plain), plain(block.note)] :
    block.type === "figure" ? [plain(block.caption), plain(block.credit)] : [plain(block.runs)]),
  plain(article.credits),
];

// The letters and figures of a manuscript's paragraphs, without its markup.
const manuscript = (id) => {
  const path = join(root, "samples/four-pages/stories", `${id}.md`);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8").replace(/^---\n[\s\S]*?\n---\n/, "");
  const lines = text.split("\n").filter((line) => line.trim() && !line.startsWith("![") && !line.startsWith("<!--"));
  return lines.map((line) => line.replace(/^#+\s*/, "").replace(/\[([^\]]*)\]\{[^}]*\}/g, "$1").replace(/[*_]/g, ""));
};
const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

const whole = async (page, id) => {
  const text = dense(await shown(page));
  let at = 0;
  for (const part of texts(articles.get(id)).map(dense)) {
    const found = text.indexOf(part, at);
    assert.ok(found >= 0, `${id}: “${part.slice(0, 40)}” is not on its page, or out of order`);
    at = found + part.length;
  }
  const own = letters(text);
  for (const line of manuscript(id) ?? []) {
    assert.ok(own.includes(letters(line)), `${id}: the manuscript's “${line.slice(0, 40)}” is not on its page`);
  }
};

// --- Stories --------------------------------------------------------------------------------------

for (const size of [DESK, PHONE]) {
  check(`stories-${size.name}: a tap on each leads to its whole text, and back to its place`, async () => {
    let count = 0;
    for (const sheet of edition.pages) {
      const page = await open(size);
      const address = `${issue}page-${sheet.number}.html`;
      await go(page, address);
      for (const spot of sheet.spots.filter((spot) => spot.kind === "article")) {
        const at = await middle(page, spot.id);
        const state = () => page.evaluate(() => [window.scrollY, document.querySelector(".stage").scrollTop, document.querySelector(".stage").scrollLeft]);
        const before = await state();
        const gone = page.waitForNavigation().catch((fault) => assert.fail(`${spot.id} at ${at.x}, ${at.y}: ${fault.message}`));
        if (size.hasTouch) await page.touchscreen.tap(at.x, at.y);
        else await page.mouse.click(at.x, at.y);
        await gone;
        const [, id] = /articles\/(.+)\.html/.exec(page.url()) ?? [];
        assert.equal(id, spot.target, `${spot.id} on page ${sheet.number}`);
        await whole(page, id);
        await page.goBack({ waitUntil: "load" });
        await sleep(60);
        assert.equal(page.url().split("#")[0], address);
        let after = [];
        for (let waits = 0; waits < 20; waits += 1) {
          after = await state();
          if (after.every((value, number) => Math.abs(value - before[number]) < 3)) break;
          await sleep(50);
        }
        assert.ok(after.every((value, number) => Math.abs(value - before[number]) < 3), `${spot.id}: back at ${after}, left at ${before}`);
        count += 1;
      }
      none(page, `page ${sheet.number}`);
      await page.browserContext().close();
    }
    assert.ok(count >= edition.articles.length, `${count} places lead to ${edition.articles.length} stories`);
  });
}

check("places: zoom and place are the same after a story, by browser and by link", async () => {
  for (const size of [DESK, PHONE]) {
    const page = await open(size);
    await go(page, `${issue}page-1.html`);
    for (let times = 0; times < 3; times += 1) await page.click('[data-zoom="in"]');
    await page.$eval(".stage", (stage) => Object.assign(stage, { scrollLeft: 150, scrollTop: 220 }));
    const state = () => page.evaluate(() => {
      const [stage, sheet] = [document.querySelector(".stage"), document.querySelector(".sheet")];
      return [stage.scrollLeft, stage.scrollTop, sheet.offsetWidth].map(Math.round);
    });
    const before = await state();
    assert.ok(before[0] > 100 && before[1] > 100, `it is zoomed: ${before}`);
    const near = (after) => after.forEach((value, at) => assert.ok(Math.abs(value - before[at]) <= 3, `${size.name}: ${after} was ${before}`));
    const at = await page.$eval(".stage", (stage) => {
      const box = stage.getBoundingClientRect();
      for (let y = box.top + 30; y < box.bottom - 80; y += 20) {
        for (let x = box.left + 20; x < box.right - 20; x += 20) {
          if (document.elementFromPoint(x, y)?.closest('a[href^="articles/"]')) return { x, y };
        }
      }
      return null;
    });
    for (const way of ["browser", "link"]) {
      const gone = page.waitForNavigation();
      if (size.hasTouch) await page.touchscreen.tap(at.x, at.y);
      else await page.mouse.click(at.x, at.y);
      await gone;
      assert.match(page.url(), /articles/);
      const returned = page.waitForNavigation({ waitUntil: "load" });
      if (way === "browser") await page.goBack();
      else await page.click("[data-back]");
      await returned;
      await sleep(120);
      near(await state());
    }
    none(page);
    await page.browserContext().close();
  }
});

check("link-back: the link of a story marks its place on the page", async () => {
  const page = await open(PHONE);
  for (const article of edition.articles.slice(0, 6)) {
    const [part] = article.parts;
    await go(page, `${issue}articles/${article.id}.html`);
    const gone = page.waitForNavigation({ waitUntil: "load" });
    await page.click("[data-back]");
    await gone;
    await sleep(120);
    assert.ok(page.url().endsWith(`page-${part.page}.html#${part.spot}`), page.url());
    const seen = await page.$eval(`#${CSS_escape(part.spot)}`, (spot) => {
      const box = spot.getBoundingClientRect();
      return spot.classList.contains("back") && box.bottom > 0 && box.top < window.innerHeight;
    });
    assert.ok(seen, `${article.id} is marked and in sight`);
  }
  none(page);
  await page.browserContext().close();
});

check("jumps: both ends lead to each other, and into the story where it goes on", async () => {
  const jumping = edition.articles.filter((article) => article.parts.length > 1);
  assert.ok(jumping.length > 0, "the sample has a story on two pages");
  const page = await open(PHONE);
  for (const article of jumping) {
    const [first, second] = article.parts;
    for (const [from, to] of [[first, second], [second, first]]) {
      await go(page, `${issue}page-${from.page}.html`);
      const gone = page.waitForNavigation();
      await page.$eval(`.jump[href="page-${to.page}.html#${to.spot}"]`, (link) => link.click());
      await gone;
      await sleep(120);
      assert.ok(await page.$(`#${CSS_escape(to.spot)}.back`), `${to.spot} is marked`);
    }
    await go(page, `${issue}page-${second.page}.html`);
    const at = await middle(page, second.spot);
    const gone = page.waitForNavigation();
    await page.touchscreen.tap(at.x, at.y);
    await gone;
    assert.ok(page.url().endsWith(`articles/${article.id}.html#part-2`), page.url());
    const links = await page.$$eval("#part-2 a", (list) => list.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, [`../page-${first.page}.html#${first.spot}`, `../page-${second.page}.html#${second.spot}`]);
  }
  none(page);
  await page.browserContext().close();
});

check("adverts: a tap shows the advertisement or what its booking names", async () => {
  const page = await open(PHONE);
  for (const advert of edition.adverts) {
    await go(page, `${issue}page-${advert.page}.html`);
    const href = await page.$eval(`#${CSS_escape(advert.spot)}`, (link) => link.getAttribute("href"));
    if (advert.link) {
      assert.equal(href, advert.link);
      continue;
    }
    const at = await middle(page, advert.spot);
    const gone = page.waitForNavigation();
    await page.touchscreen.tap(at.x, at.y);
    await gone;
    assert.ok(page.url().endsWith(`adverts/${advert.id}.html`));
    const pixels = await page.$eval(".advert img", (image) => image.naturalWidth);
    assert.ok(pixels > 300, `${advert.id} is ${pixels} pixels wide`);
  }
  none(page);
  await page.browserContext().close();
});

// --- Zoom -----------------------------------------------------------------------------------------

const width = (page) => page.$eval(".sheet", (sheet) => sheet.getBoundingClientRect().width);

check("zoom: pinch, drag, wheel, keys and buttons; far in the page is a drawing", async () => {
  const phone = await open(PHONE);
  await go(phone, `${issue}page-1.html`);
  const client = await phone.createCDPSession();
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const fitted = await width(phone);
  assert.ok(Math.abs(fitted - PHONE.width) < 2, `the page is as wide as the phone: ${fitted}`);
  await touch("touchStart", [[180, 400], [210, 400]]);
  for (let apart = 15; apart <= 60; apart += 5) await touch("touchMove", [[195 - apart, 400], [195 + apart, 400]]);
  await touch("touchEnd", []);
  const pinched = await width(phone);
  assert.ok(pinched > fitted * 2, `two fingers apart zoom: ${fitted} to ${pinched}`);
  assert.match(phone.url(), /page-1\.html$/, "a pinch is no tap");
  none(phone);

  const desk = await open(DESK);
  await go(desk, `${issue}page-1.html`);
  const whole = await width(desk);
  await desk.keyboard.press("+");
  const keyed = await width(desk);
  assert.ok(keyed > whole * 1.3, `+ zooms: ${whole} to ${keyed}`);
  await desk.mouse.move(400, 400);
  await desk.keyboard.down("Control");
  await desk.mouse.wheel({ deltaY: -120 });
  await desk.keyboard.up("Control");
  await sleep(100);
  const wheeled = await width(desk);
  assert.ok(wheeled > keyed * 1.2, `the wheel zooms: ${keyed} to ${wheeled}`);
  const place = () => desk.$eval(".stage", (stage) => [stage.scrollLeft, stage.scrollTop]);
  const [left, top] = await place();
  await desk.mouse.move(450, 450);
  await desk.mouse.down();
  await desk.mouse.move(400, 380, { steps: 5 });
  await desk.mouse.up();
  await sleep(80);
  const moved = await place();
  assert.ok(moved[0] > left + 20 && moved[1] > top + 20, `a drag moves the page: ${[left, top]} to ${moved}`);
  assert.match(desk.url(), /page-1\.html$/, "a drag is no click");
  if (edition.pages[0].vector) {
    for (let times = 0; times < 6; times += 1) await desk.keyboard.press("+");
    await desk.waitForSelector(".sheet .vector", { timeout: 20000 });
  }
  await desk.keyboard.press("0");
  assert.ok(Math.abs((await width(desk)) - whole) < 2, "0 shows the whole page again");
  none(desk);
  await desk.browserContext().close();
  await phone.browserContext().close();
});

// --- Keys, no scripts, no server ------------------------------------------------------------------

check("keys: everything can be reached and read with the keyboard alone", async () => {
  const page = await open(DESK);
  await go(page, `${issue}page-1.html`);
  const active = () => page.evaluate(() => {
    const node = document.activeElement;
    const style = getComputedStyle(node.tagName === "a" && node.closest("svg") ? node.querySelector("polygon") : node);
    return { name: node.className?.baseVal ?? node.className, spot: node.closest("svg") ? node.id : "", href: node.getAttribute("href"), seen: style.outlineStyle !== "none" || style.strokeWidth === "4px" || style.strokeWidth === "4" };
  });
  await page.keyboard.press("Tab");
  assert.equal((await active()).name, "skip", "the first stop leads past the head");
  const spots = [];
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press("Tab");
    const now = await active();
    if (now.spot) {
      spots.push(now.spot);
      assert.ok(now.seen, `the focus on ${now.spot} is seen`);
    } else if (spots.length) break;
  }
  assert.deepEqual(spots, edition.pages[0].spots.map((spot) => spot.id), "Tab goes in the order of reading");
  // Back to the first story, and into it.
  for (let stops = 0; stops < spots.length; stops += 1) {
    await page.keyboard.down("Shift");
    await page.keyboard.press("Tab");
    await page.keyboard.up("Shift");
    if ((await active()).href?.startsWith("articles/") && (await active()).spot === edition.pages[0].spots.find((spot) => spot.kind === "article").id) break;
  }
  let gone = page.waitForNavigation();
  await page.keyboard.press("Enter");
  await gone;
  assert.match(page.url(), /articles\//);
  gone = page.waitForNavigation();
  await page.keyboard.press("ArrowRight");
  await gone;
  assert.ok(page.url().includes(`articles/${edition.articles[1].id}.html`), "an arrow turns to the next story");
  gone = page.waitForNavigation();
  await page.keyboard.press("Escape");
  await gone;
  assert.match(page.url(), /page-\d+\.html#/, "Escape leads back to the page");
  gone = page.waitForNavigation();
  await page.keyboard.press("ArrowRight");
  await gone;
  assert.ok(page.url().includes(`page-${edition.pages[1].number}.html`), "an arrow turns the page");
  none(page);
  await page.browserContext().close();
});

check("bare: without scripts the image map and the lists lead to every story", async () => {
  const page = await open(PHONE, { scripts: false });
  for (const sheet of edition.pages) {
    await page.goto(`${issue}page-${sheet.number}.html`);
    // With scripts off the page cannot be asked; its areas are read from the markup, and one is clicked.
    const html = await page.content();
    const areas = [...html.matchAll(/<area shape="poly" coords="([^"]+)" href="([^"]+)"/g)];
    const wanted = sheet.spots.flatMap((spot) => spot.polygons.map(() => spot.target));
    assert.equal(areas.length, wanted.length, `page ${sheet.number}`);
    for (const [, , href] of areas) assert.ok(html.includes(`href="${href}"`), href);
    const stories = sheet.spots.filter((spot) => spot.kind === "article");
    for (const spot of stories) assert.ok(html.includes(`href="articles/${spot.target}.html`), spot.id);
  }
  const desk = await open({ ...DESK, width: 1400, height: 1600 }, { scripts: false });
  await desk.goto(`${issue}page-1.html`, { waitUntil: "load" });
  const image = await desk.$(".sheet img");
  const box = await image.boundingBox();
  const html = await desk.content();
  const [, coords, href] = /<area shape="poly" coords="([^"]+)" href="(articles[^"]+)"/.exec(html);
  const points = coords.split(",").map(Number);
  const [xs, ys] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2 === 1)];
  const top = [...new Set(ys)].sort((one, other) => one - other);
  const gone = desk.waitForNavigation();
  await desk.mouse.click(box.x + Math.min(...xs) + 12, box.y + (top[0] + top[1]) / 2);
  await gone;
  assert.ok(desk.url().endsWith(href), `the map leads to ${href}: ${desk.url()}`);
  await desk.browserContext().close();
  await page.browserContext().close();
});

check("folder: it works from a folder too, with search", async () => {
  const page = await window_(browser, PHONE);
  const address = (path) => pathToFileURL(join(site, path)).href;
  await go(page, address("index.html"));
  await go(page, address(`${date}/search.html`));
  const word = plain(edition.articles[0].headline).replace(/\s/g, "").slice(0, 4);
  await page.type("#query", word);
  await page.waitForSelector("#results a");
  await go(page, address(`${date}/page-1.html`));
  await page.click('[data-zoom="in"]');
  assert.ok((await width(page)) > PHONE.width * 1.2);
  none(page);
  await page.browserContext().close();
});

check("search: words of headlines and text are found; the way back leads to the results", async () => {
  const page = await open(PHONE);
  await go(page, `${issue}search.html`);
  let count = 0;
  for (const article of edition.articles.filter((article) => article.kind === "story").slice(0, 8)) {
    const paragraphs = article.body.filter((block) => block.type === "paragraph");
    const text = plain(paragraphs[Math.floor(paragraphs.length / 2)].runs).trim();
    await page.$eval("#query", (input, value) => { input.value = value; input.dispatchEvent(new Event("input")); }, text.slice(2, 12));
    await sleep(250);
    const found = await page.$$eval("#results a", (list) => list.map((link) => link.getAttribute("href")));
    assert.ok(found.includes(`articles/${article.id}.html`), `${text.slice(2, 12)} is found in ${article.id}: ${found}`);
    count += 1;
  }
  assert.ok(count > 4);
  assert.ok(await page.$("#results mark"), "what was looked for is marked");
  const listed = await page.$$eval("#results a", (list) => list.length);
  const gone = page.waitForNavigation();
  await page.click("#results a");
  await gone;
  await page.goBack({ waitUntil: "load" });
  await page.waitForSelector("#results a");
  assert.equal(await page.$$eval("#results a", (list) => list.length), listed);
  await page.$eval("#query", (input) => { input.value = "没有这样的词组"; input.dispatchEvent(new Event("input")); });
  await sleep(250);
  assert.equal(await page.$$eval("#results a", (list) => list.length), 0);
  assert.ok(await page.$eval("#count", (line) => line.textContent.length > 0), "nothing found is told");
  none(page);
  await page.browserContext().close();
});

check("options: size, dark and vertical text are kept from page to page", async () => {
  const page = await open(PHONE);
  const article = edition.articles.find((article) => article.kind === "story" && article.body.length > 4);
  await go(page, `${issue}articles/${article.id}.html`);
  const size = () => page.$eval(".body p", (paragraph) => parseFloat(getComputedStyle(paragraph).fontSize));
  const usual = await size();
  await page.click(".options summary");
  for (const value of ["larger", "dark", "vertical"]) {
    await page.$eval(`.options input[value="${value}"]`, (input) => input.click());
  }
  await page.keyboard.press("Escape");
  for (let visits = 0; visits < 2; visits += 1) {
    assert.ok((await size()) > usual * 1.3, "type is larger");
    const [mode, ground] = await page.evaluate(() => [getComputedStyle(document.querySelector("article")).writingMode, getComputedStyle(document.body).backgroundColor]);
    assert.equal(mode, "vertical-rl");
    assert.equal(ground, "rgb(23, 22, 20)");
    const [first, wide, inside, foot, more] = await page.evaluate(() => {
      const text = document.querySelector("article");
      const box = text.getBoundingClientRect();
      return [text.firstElementChild.getBoundingClientRect().right, box.right, text.scrollWidth > text.clientWidth, box.bottom, text.hasAttribute("data-more")];
    });
    assert.ok(inside && first <= wide + 1 && first > wide - 60, `it begins at the right: ${first} of ${wide}`);
    assert.ok(foot <= PHONE.height, `the foot of the lines is in sight: ${foot}`);
    assert.ok(more, "a shade says that there is more");
    await page.$eval("article", (text) => { text.scrollLeft = -text.scrollWidth; });
    await sleep(100);
    assert.ok(await page.$eval("article", (text) => !text.hasAttribute("data-more")), "at its end there is no more");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width, "the page itself does not scroll aside");
    await go(page, `${issue}articles/${edition.articles.find((other) => other.kind === "story" && other !== article && other.body.length > 4).id}.html`);
  }
  none(page);
  await page.browserContext().close();
});

check("issues: the calendar leads to each issue, and these to each other", async () => {
  const dates = readdirSync(site).filter((name) => existsSync(join(site, name, "edition.json"))).sort();
  assert.ok(dates.length > 1, "there are several issues");
  for (const scripts of [true, false]) {
    const page = await open(PHONE, { scripts });
    for (const [at, day] of dates.entries()) {
      await go(page, `${server.url}index.html`);
      const follow = async (selector) => {
        await Promise.all([page.waitForNavigation({ timeout: LIMIT }), page.click(selector)]);
        return new URL(page.url()).pathname;
      };
      assert.equal(await follow(`.month a[href="${day}/index.html"]`), `/${day}/index.html`);
      const around = await page.$$eval(".around a[rel]", (list) => list.map((link) => [link.rel, link.getAttribute("href")]));
      const wanted = [["prev", dates[at - 1]], ["next", dates[at + 1]]].filter(([, other]) => other).map(([rel, other]) => [rel, `../${other}/index.html`]);
      assert.deepEqual(around, wanted, `around ${day}`);
      for (const [rel, href] of wanted) {
        assert.equal(await follow(`.around a[rel="${rel}"]`), href.slice(2));
        await page.goBack({ timeout: LIMIT });
      }
    }
    const newest = await page.goto(`${server.url}index.html`).then(() => page.$eval(".newest .button", (link) => link.getAttribute("href")));
    assert.ok(newest.startsWith(`${dates.at(-1)}/page-`), newest);
    none(page);
    await page.browserContext().close();
  }
});

check("paper: a page is printed on one sheet, a story without what is for the screen", async () => {
  const page = await open(DESK);
  const story = edition.articles.find((article) => article.parts.length > 1);
  for (const [path, sheets] of [[`page-${edition.pages[0].number}.html`, 1], [`articles/${story.id}.html`, null]]) {
    await go(page, `${issue}${path}`);
    const pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1");
    const count = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
    if (sheets) assert.equal(count, sheets, `${path} takes ${count} sheets`);
    await page.emulateMediaType("print");
    const left = await page.$$eval(".on-screen, .bar, .neighbours, .beside, .part", (list) => list.filter((node) => node.getClientRects().length).map((node) => node.className));
    assert.deepEqual(left, [], path);
    await page.emulateMediaType(null);
  }
  none(page);
  await page.browserContext().close();
});

check("guides: an entry of a guide on the page leads to its story", async () => {
  const page = await open(DESK);
  let led = 0;
  for (const shownPage of edition.pages) {
    const entries = shownPage.spots.filter((spot) => spot.entry !== undefined);
    for (const spot of entries) {
      const guide = edition.guides.find((one) => one.id === spot.target);
      const { article, page: number } = guide.entries[spot.entry];
      await go(page, `${issue}page-${shownPage.number}.html`);
      const at = await middle(page, spot.id);
      await Promise.all([page.waitForNavigation({ timeout: LIMIT }), page.mouse.click(at.x, at.y)]);
      assert.equal(new URL(page.url()).pathname, `/${date}/${article ? `articles/${article}` : `page-${number}`}.html`, spot.id);
      led += 1;
    }
  }
  assert.ok(led > 1, "there are entries that lead somewhere");
  none(page);
  await page.browserContext().close();
});

check("widths: no page scrolls aside on a phone or in a narrow window", async () => {
  for (const size of [PHONE, { ...PHONE, name: "narrow", width: 320, height: 640 }]) {
    const page = await open(size);
    for (const path of files(site).filter((file) => file.endsWith(".html"))) {
      await go(page, server.url + path);
      const own = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(own <= size.width, `${path} is ${own} wide in ${size.width}`);
    }
    none(page);
    await page.browserContext().close();
  }
});

// --- Accessibility --------------------------------------------------------------------------------

const kinds = () => {
  const of = (test) => edition.articles.find(test)?.id;
  const chosen = [
    of((article) => article.parts.length > 1),
    of((article) => article.body.some((block) => block.type === "table")),
    of((article) => article.kind === "picture"),
    of((article) => article.direction === "vertical"),
  ];
  return [
    "index.html", `${date}/index.html`, `${date}/search.html`,
    ...edition.pages.map((page) => `${date}/page-${page.number}.html`),
    ...[...new Set(chosen)].filter(Boolean).map((id) => `${date}/articles/${id}.html`),
    ...edition.adverts.slice(0, 1).map((advert) => `${date}/adverts/${advert.id}.html`),
  ];
};

check("axe: no violation on any kind of page, light and dark, at a desk and on a phone", async () => {
  let rules = 0;
  for (const size of [DESK, PHONE]) {
    for (const dark of [false, true]) {
      const page = await open(size, { dark });
      for (const path of kinds()) {
        await go(page, server.url + path);
        if (path.endsWith("search.html")) {
          await page.type("#query", "的");
          await page.waitForSelector("#results a");
        }
        const states = path.includes("articles/") ? ["", "vertical", "options"] : [""];
        for (const state of states) {
          if (state === "vertical") await page.evaluate(() => { document.documentElement.dataset.writing = "vertical"; document.dispatchEvent(new CustomEvent("epaper-option")); });
          if (state === "options") await page.$eval(".options", (options) => (options.open = true));
          await page.evaluate(axeSource);
          const { violations, passes } = await page.evaluate(() => axe.run(document, { rules: { "target-size": { enabled: true } } }));
          rules = Math.max(rules, passes.length);
          const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(" | ")}`);
          assert.deepEqual(told, [], `${path} ${state}, ${size.name}${dark ? ", dark" : ""}`);
        }
      }
      none(page);
      await page.browserContext().close();
    }
  }
  assert.ok(rules > 20, `axe looked at ${rules} rules`);
});

check("outline: headings go down by one, and every page has its landmarks and one h1", async () => {
  const page = await open(DESK);
  for (const path of files(site).filter((file) => file.endsWith(".html"))) {
    await go(page, server.url + path);
    const told = await page.evaluate(() => ({
      levels: [...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1])),
      marks: ["header", "main", "footer", "nav"].filter((name) => !document.querySelector(name)),
      language: document.documentElement.lang,
      title: document.title,
    }));
    assert.deepEqual(told.marks, [], path);
    assert.ok(told.language && told.title, path);
    assert.equal(told.levels.filter((level) => level === 1).length, 1, `${path} has ${told.levels}`);
    told.levels.forEach((level, at) => assert.ok(at === 0 || level <= told.levels[at - 1] + 1, `${path}: ${told.levels}`));
  }
  none(page);
  await page.browserContext().close();
});

check("data: each story has NewsArticle data that says what its page says", async () => {
  const page = await open(DESK);
  for (const article of edition.articles) {
    await go(page, `${issue}articles/${article.id}.html`);
    const data = JSON.parse(await page.$eval('script[type="application/ld+json"]', (script) => script.textContent));
    assert.equal(data["@context"], "https://schema.org");
    assert.equal(data["@type"], "NewsArticle");
    assert.equal(data.headline, article.title);
    assert.equal(data.datePublished, edition.date);
    assert.ok(data.publisher.name && data.isPartOf["@type"] === "PublicationIssue");
  }
  none(page);
  await page.browserContext().close();
});

// --- The run --------------------------------------------------------------------------------------

// A check that fails leaves what it waited for.
process.on("unhandledRejection", () => {});
let failed = 0;
let passed = 0;
for (const [name, run] of checks) {
  if (only.length && !only.some((wanted) => name.startsWith(wanted))) continue;
  const begun = Date.now();
  try {
    await run();
    passed += 1;
    console.log(`ok      ${name} (${Date.now() - begun} ms)`);
  } catch (fault) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${String(fault.message ?? fault).split("\n").slice(0, 24).join("\n        ")}`);
  }
}
await browser.close();
server.end();
removeAll();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
