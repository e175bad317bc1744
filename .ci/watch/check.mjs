// The page of `banxin watch` in Chromium: edits, overlays, clicks, broken input, two browsers, strangers, axe.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMIT, axeSource, copy, edit, endAll, launch, open, read, root, sleep, watch, write } from "./support.mjs";

const browser = await launch();
const only = process.argv.slice(2);
const checks = [];
const check = (name, run) => checks.push([name, run]);

// Resolves with what the page tells when it has painted a change.
const painted = (page) =>
  page.evaluate(() => new Promise((done) => window.addEventListener("banxin:painted", (event) => done(event.detail), { once: true })));
const until = (page, what, ...values) => page.waitForFunction(what, { timeout: LIMIT, polling: 30 }, ...values);
const parts = (page) => page.$$eval("svg.paper > g", (list) => list.length);

check("a story and a grid are edited, and only what changed is replaced", async () => {
  const dir = copy("front-page");
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  const story = "stories/" + "riverfront.md";
  // Every part is marked: those that are replaced lose the mark.
  const mark = () => page.$$eval("svg.paper > g", (list) => list.forEach((part) => (part.marked = true)));
  const unmarked = () => page.$$eval("svg.paper > g", (list) => list.filter((part) => !part.marked).length);
  await mark();
  await page.$eval("#stage", (stage) => (stage.scrollTop = 40));
  for (const key of ["+", "+"]) await page.keyboard.press(key);
  const before = await page.evaluate(() => [document.getElementById("zoom-shown").textContent, document.getElementById("stage").scrollTop]);
  let told = painted(page);
  write(dir, story, read(dir, story).replace(/\n\n([^\n#>])/, "\n\n今天新加一句。$1"));
  await told;
  const [all, fresh] = [await parts(page), await unmarked()];
  assert.ok(fresh > 0 && fresh <= 3, `${fresh} of ${all} parts were replaced`);
  const after = await page.evaluate(() => [document.getElementById("zoom-shown").textContent, document.getElementById("stage").scrollTop]);
  assert.deepEqual(after, before, "zoom and scroll stay");
  assert.ok((await page.$$("svg.over .changed")).length > 0, "the change is shown for a moment");
  await until(page, () => document.querySelectorAll("svg.over .changed").length === 0);
  // The layout: another number of columns of text.
  await mark();
  told = painted(page);
  edit(dir, "issue.toml", 'layout = "front-page"', 'layout = "own"');
  execFileSync("mkdir", ["-p", join(dir, "layouts")]);
  write(dir, "layouts/own.toml", 'extends = "front-page"\n[areas.lead]\ntext_columns = 3\n');
  await told;
  await until(page, () => [...document.querySelectorAll("svg.paper > g")].some((part) => !part.marked));
  assert.deepEqual(page.faults, []);
  desk.end();
});

// The first page alone, at so many pixels to the inch, as a PNG: no overlays, and all fonts and pictures loaded.
async function paper(page, dpi) {
  const boxes = await page.$$eval("[data-overlay]", (list) => list.filter((box) => box.checked).map((box) => box.dataset.overlay));
  assert.deepEqual(boxes, ["findings"]);
  await page.evaluate(() => document.querySelector('[data-overlay="findings"]').click());
  await page.evaluate(async () => {
    const links = [...document.querySelectorAll("svg.paper image")].map((picture) => picture.getAttribute("href"));
    const pictures = links.map((link) => Object.assign(new Image(), { src: link }));
    await Promise.all(pictures.map((picture) => picture.decode()));
    const faces = [...document.fonts].filter((face) => face.family.startsWith("f") && face.status !== "error");
    await Promise.all(faces.map((face) => face.load()));
    await document.fonts.ready;
  });
  // The page as the browser has it, in the corner of the window and without what stands around it.
  const size = await page.evaluate((dpi) => {
    // A copy, whose size the program of the page leaves alone.
    const sheet = document.querySelector(".sheet").cloneNode(true);
    const [, , width, height] = sheet.querySelector("svg.paper").getAttribute("viewBox").split(" ").map(Number);
    document.body.replaceChildren(sheet);
    sheet.style.cssText = `position: fixed; left: 0; top: 0; box-shadow: none; width: ${(width * dpi) / 72}px; height: ${(height * dpi) / 72}px`;
    return [Math.ceil((width * dpi) / 72), Math.ceil((height * dpi) / 72)];
  }, dpi);
  await page.setViewport({ width: size[0], height: size[1], deviceScaleFactor: 1 });
  await sleep(2500);
  return Buffer.from(await page.screenshot({ type: "png", clip: { x: 0, y: 0, width: size[0], height: size[1] } }));
}

// The difference of two PNGs, 0 to 255: its mean over all samples, and the mean and the most of it between blocks of eight
// pixels, which do not depend on how edges are smoothed.
async function apart(one, other) {
  const plain = await browser.newPage();
  const got = await plain.evaluate(async (one, other) => {
    const pixels = async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [a, b] = [await pixels(one), await pixels(other)];
    const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
    let [sum, blocks, most, count] = [0, 0, 0, 0];
    for (let top = 0; top + 8 <= height; top += 8)
      for (let left = 0; left + 8 <= width; left += 8) {
        let [here, there] = [0, 0];
        for (let y = top; y < top + 8; y++)
          for (let x = left; x < left + 8; x++)
            for (let c = 0; c < 3; c++) {
              const [p, q] = [a.data[(y * a.width + x) * 4 + c], b.data[(y * b.width + x) * 4 + c]];
              sum += Math.abs(p - q);
              here += p;
              there += q;
            }
        const between = Math.abs(here - there) / 192;
        blocks += between;
        most = Math.max(most, between);
        count++;
      }
    return { sizes: [a.width, a.height, b.width, b.height], mean: sum / (count * 192), blocks: blocks / count, most };
  }, one.toString("base64"), other.toString("base64"));
  await plain.close();
  return got;
}

check("the page looks as the proof does", async () => {
  const dir = copy("front-page");
  const out = mkdtempSync(join(tmpdir(), "banxin-proof-"));
  execFileSync(process.env.BANXIN, ["build", dir, "-o", join(out, "a.pdf"), "--png", "--dpi", "100", "--quiet", "--no-cache"], { stdio: "ignore" });
  const proof = readFileSync(join(out, "a-p1.png"));
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  const shown = await paper(page, 100);
  if (process.env.KEEP) [["proof", proof], ["shown", shown]].forEach(([name, png]) => writeFileSync(join(process.env.KEEP, `${name}.png`), png));
  const same = await apart(proof, shown);
  // The control: another headline.
  edit(dir, "stories/riverfront.md", /headline: .*/, "headline: 另一条新闻的题目");
  await sleep(3000);
  const control = await apart(proof, await paper(await open(browser, desk.url), 100));
  const told = ({ mean, blocks, most }) => `mean ${mean.toFixed(2)}, of blocks ${blocks.toFixed(2)}, at most ${most.toFixed(0)}`;
  console.log(`   differences of 255: ${told(same)}; with another headline ${told(control)}`);
  const [width, height, shownWidth, shownHeight] = same.sizes;
  assert.ok(Math.abs(width - shownWidth) <= 1 && Math.abs(height - shownHeight) <= 1, `${same.sizes}`);
  assert.ok(same.mean < 6 && same.blocks < 1.5 && same.most < 60, "they are the same picture");
  assert.ok(control.most > same.most * 1.5 && control.blocks > same.blocks * 1.1, "the control: another headline is seen");
  desk.end();
});

check("overlays come and go", async () => {
  const dir = copy("four-pages");
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  const count = (selector) => page.$$eval(selector, (list) => list.length);
  const grid = await page.evaluate(() => fetch("page/1").then((answer) => answer.json()).then((page) => [page.grid.columns.length, page.areas.length]));
  for (const [key, selector, least] of [["g", "svg.over .column", grid[0]], ["r", ".row-tag", 4], ["a", ".name-tag", grid[1]], ["b", "svg.over .base", 1]]) {
    assert.equal(await count(selector), 0, selector);
    await page.keyboard.press(key);
    assert.ok((await count(selector)) >= least, selector);
    await page.keyboard.press(key);
    assert.equal(await count(selector), 0, selector);
  }
  // An area that nobody fills is a white hole, and copy that is too long is told at its area.
  await page.keyboard.press("h");
  await page.keyboard.press("f");
  const third = "stories/third-night-clinic.md";
  const told = painted(page);
  write(dir, third, read(dir, third) + "\n" + "这一段是后来加的，长得放不下。".repeat(120) + "\n");
  await told;
  await until(page, () => document.querySelector(".long-tag"));
  await until(page, () => document.querySelector(".badge"));
  // Neither badges nor names and fits cover what is printed: badges stand beside the page, the others in the white.
  await page.keyboard.press("a");
  const covering = await page.evaluate(() => {
    const meets = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((element) => [element.textContent, element.getBoundingClientRect()]);
    const [[, sheet]] = boxes(".sheet");
    const areas = boxes("svg.over .area");
    const badges = boxes(".badge").filter(([, box]) => meets(box, sheet));
    const tags = boxes(".name-tag, .long-tag, .short-tag").filter(([, box]) => areas.some(([, area]) => meets(box, area)));
    return [...badges, ...tags].map(([text]) => text);
  });
  assert.deepEqual(covering, []);
  await page.keyboard.press("a");
  await page.keyboard.press("d");
  assert.equal(await count(".badge"), 0);
  await page.keyboard.press("d");
  // The choices stay over a change and over the language.
  await page.select("#language", "zh");
  await until(page, () => document.querySelector(".long-tag")?.textContent.includes("字"));
  // Without the story of an area there is a hole; it is shown while the overlay is on.
  assert.equal(await count(".hole-tag"), 0);
  edit(dir, "issue.toml", '[[page.story]]\nfile = "stories/third-night-clinic.md"\narea = "third"\n', "");
  await until(page, () => document.querySelector(".hole-tag") && document.querySelector("svg.over .hole"));
  await page.keyboard.press("h");
  assert.equal(await count(".hole-tag, svg.over .hole"), 0);
  assert.deepEqual(page.faults, []);
  desk.end();
});

check("a click leads to the file and the line, and opens the editor there", async () => {
  const dir = copy("four-pages");
  const told = join(mkdtempSync(join(tmpdir(), "banxin-editor-")), "told");
  const script = join(mkdtempSync(join(tmpdir(), "banxin-editor-")), "editor.sh");
  writeFileSync(script, `#!/bin/sh\nprintf '%s\\n' "$@" > '${told}.part' && mv '${told}.part' '${told}'\n`, { mode: 0o755 });
  const desk = await watch(dir, ["--editor", `${script} {file} {line} {column}`]);
  const page = await open(browser, desk.url);
  const opened = async () => {
    for (let tries = 0; tries < 3000 && !existsSync(told); tries++) await sleep(20);
    const words = readFileSync(told, "utf8").trim().split("\n");
    execFileSync("rm", [told]);
    return words;
  };
  const middle = (selector, index = 0) =>
    page.$$eval(selector, (list, index) => {
      const box = list.at(index).getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    }, index);
  const han = (text) => [...text].filter((character) => /\p{Script=Han}/u.test(character)).join("");
  // In the middle of a line of text: the words there are those of the file at that place.
  const point = await page.evaluate(() => {
    const long = [...document.querySelectorAll("svg.paper text")].filter((text) => Number(text.getAttribute("font-size")) < 11 && [...text.textContent].length > 12 && !text.hasAttribute("transform"));
    const box = long[Math.floor(long.length / 2)].getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  });
  await page.mouse.click(...point);
  const [file, line, column] = await opened();
  assert.ok(file.startsWith(realpathSync(dir)) && file.endsWith(".md"), file);
  const words = han(await page.$eval("#place-words", (element) => element.textContent));
  const text = han([...readFileSync(file, "utf8").split("\n")[line - 1]].slice(column - 1).join("")).slice(0, 3);
  assert.ok(text.length > 0 && words.includes(text), `${text} of ${file}:${line}:${column} is not in ${words}`);
  assert.match(await page.$eval("#place-list", (element) => element.textContent), /stories\/.*\.md:\d+:\d+/);
  // A picture leads to where the issue names it.
  const pictures = await page.$$eval("svg.paper image", (list) => list.length);
  for (let index = 0; index < pictures; index++) {
    await page.mouse.click(...(await middle("svg.paper image", index)));
    const [issue, at] = await opened();
    assert.ok(issue.endsWith("issue.toml"), issue);
    assert.match(readFileSync(issue, "utf8").split("\n")[at - 1], /file = "(pictures|ads)\//);
  }
  // A finding leads to its first place, by mouse and by keyboard.
  const place = await page.$eval(".finding .file", (element) => element.textContent);
  await page.click(".finding .message");
  const [named, number] = await opened();
  assert.ok(place.startsWith(named.slice(realpathSync(dir).length + 1) + ":" + number), `${place} is not ${named}:${number}`);
  await page.focus("#stage");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  assert.ok((await opened())[0].startsWith(realpathSync(dir)));
  // Whoever does not know the token opens nothing.
  const stranger = await open(browser, desk.origin);
  await stranger.mouse.click(...point);
  await until(stranger, () => document.getElementById("status").textContent !== "");
  await sleep(300);
  assert.ok(!existsSync(told));
  desk.end();
});

check("broken input is told over the last good page", async () => {
  const dir = copy("front-page");
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  const before = await parts(page);
  const issue = read(dir, "issue.toml");
  write(dir, "issue.toml", issue.replace("layout = ", "layout == "));
  await until(page, () => !document.getElementById("broken").hidden);
  const shown = await page.$eval("#broken-list", (element) => element.textContent);
  assert.match(shown, /issue\.toml:\d+:\d+/);
  // The fault is underlined in its line, and nothing is cut.
  const marked = await page.$$eval("#broken-list mark", (list) => list.map((mark) => [mark.textContent, mark.parentElement.textContent]));
  assert.deepEqual(marked, [["=", 'layout == "front-page"']]);
  assert.ok(await page.$eval("#broken", (box) => box.scrollWidth <= box.clientWidth));
  assert.equal(await parts(page), before);
  await axe(page, "with an error");
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await axe(page, "with an error, dark");
  write(dir, "issue.toml", issue);
  await until(page, () => document.getElementById("broken").hidden);
  assert.deepEqual(page.faults, []);
  desk.end();
});

check("two browsers at once see the same", async () => {
  const dir = copy("front-page");
  const desk = await watch(dir);
  const pages = [await open(browser, desk.url), await open(browser, desk.url, { width: 800 })];
  for (let round = 0; round < 3; round++) {
    const both = pages.map(painted);
    edit(dir, "stories/riverfront.md", /\n\n([^\n#>])/, "\n\n又一句。$1");
    const told = await Promise.all(both);
    assert.equal(told[0].revision, told[1].revision);
  }
  const shown = await Promise.all(pages.map((page) => page.$eval("svg.paper", (paper) => paper.innerHTML)));
  assert.equal(shown[0], shown[1]);
  desk.end();
});

check("another site reads nothing and changes nothing", async () => {
  const dir = copy("front-page");
  const desk = await watch(dir, ["--editor", "true"]);
  const site = http.createServer((_, answer) => answer.end("<!doctype html><title>evil</title>")).listen(0, "127.0.0.1");
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  const got = await page.evaluate(async (origin) => {
    const tried = {};
    for (const path of ["state", "page/1", "events", "watch.js"]) {
      tried[path] = await fetch(`${origin}/${path}`).then((answer) => answer.status, () => "refused");
      tried[`${path} unread`] = await fetch(`${origin}/${path}`, { mode: "no-cors" }).then((answer) => answer.type, () => "refused");
    }
    tried.open = await fetch(`${origin}/open`, { method: "POST", body: "{}" }).then((answer) => answer.status, () => "refused");
    tried.frame = await new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.src = origin;
      frame.onload = () => {
        try {
          done(frame.contentDocument === null ? "closed" : "open");
        } catch {
          done("closed");
        }
      };
      document.body.append(frame);
    });
    return tried;
  }, desk.origin);
  for (const [what, how] of Object.entries(got)) assert.ok(["refused", "closed"].includes(how), `${what}: ${how}`);
  // By a name that leads to this machine (DNS rebinding).
  const port = new URL(desk.origin).port;
  const status = await new Promise((done) => http.get({ host: "127.0.0.1", port, path: "/state", headers: { host: `evil.example:${port}` } }, (answer) => done(answer.statusCode)));
  assert.equal(status, 403);
  site.close();
  desk.end();
});

check("the keyboard alone reaches everything", async () => {
  const dir = copy("four-pages");
  const desk = await watch(dir);
  const page = await open(browser, desk.url);
  await page.keyboard.press("3");
  await until(page, () => document.querySelectorAll(".leaf").length === 3);
  await page.keyboard.press("1");
  await page.keyboard.press("]");
  await until(page, () => document.querySelector('#pages [aria-current="page"]').dataset.page === "2");
  await page.keyboard.press("4");
  await until(page, () => document.querySelector("img.plate")?.complete && document.querySelector("img.plate").naturalWidth > 100);
  // The plate with its buttons fits into the window, and does so again with 0.
  const fits = () => page.evaluate(() => document.getElementById("stage").scrollHeight <= document.getElementById("stage").clientHeight && document.querySelector(".sheet").getBoundingClientRect().height > 300);
  await page.keyboard.press("0");
  assert.ok(await fits());
  for (const key of "++") await page.keyboard.press(key);
  assert.ok(!(await fits()), "the control");
  await page.keyboard.press("0");
  assert.ok(await fits());
  await page.keyboard.press("1");
  const zoom = () => page.$eval("#zoom-shown", (element) => parseInt(element.textContent));
  const small = await zoom();
  await page.keyboard.press("+");
  assert.ok((await zoom()) > small);
  await page.keyboard.press("0");
  assert.equal(await zoom(), small);
  // Tab goes through all tools to the page and on to the side, and nothing holds it.
  const seen = new Set();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.className));
  }
  for (const id of ["zoom-in", "language", "side-toggle", "stage", "message", "file"]) assert.ok(seen.has(id), `${id} of ${[...seen]}`);
  assert.deepEqual(page.faults, []);
  desk.end();
});

async function axe(page, what) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const told = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
  assert.deepEqual(told, [], what);
  console.log(`   axe finds nothing ${what} (${found.passes.length} rules)`);
}

check("axe finds no violation", async () => {
  const dir = copy("four-pages");
  const desk = await watch(dir, ["--editor", "true"]);
  for (const dark of [false, true]) {
    const page = await open(browser, desk.url, { dark });
    for (const language of ["en", "zh"]) {
      await page.select("#language", language);
      await until(page, (language) => document.documentElement.lang.startsWith(language), language);
      for (const key of dark ? [] : ["g", "r", "a", "h", "f"]) await page.keyboard.press(key);
      await axe(page, `${dark ? "dark" : "light"} ${language}`);
      await page.keyboard.press("3");
      await until(page, () => document.querySelectorAll(".leaf").length === 3);
      await axe(page, `whole issue ${language}`);
      await page.keyboard.press("1");
    }
    await page.click("#areas button");
    await axe(page, "with a place");
    await page.close();
  }
  const phone = await open(browser, desk.url, { width: 390, height: 844, scale: 2 });
  await axe(phone, "on a phone");
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} pixels wide: ${await phone.evaluate(() => [...document.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > 391 && !element.closest(".bar, #stage")).map((element) => `${element.tagName}#${element.id}.${element.className}`).slice(0, 5))}`);
  desk.end();
});

// The tabloid as a pool: its layout without the areas of stories, the stacks and the rules between them.
function pool() {
  const dir = copy("tabloid");
  write(dir, "issue.toml", readFileSync(join(root, "tests/fixtures/pools/tabloid.toml"), "utf8"));
  const parts = read(dir, "layouts/evening.toml").split(/^(?=\[)/m);
  const stays = (part) => {
    const [kind, name] = part.startsWith("[") ? part.split("]")[0].replace(/^\[+/, "").split(".") : [""];
    if (kind === "areas") return ["masthead", "folio"].includes(name);
    return kind !== "stacks" && !(kind === "rule" && /^(gutter|column) =/m.test(part));
  };
  write(dir, "layouts/evening.toml", parts.filter(stays).join(""));
  return dir;
}

check("a page is made up from its pool, and what is pinned stays", async () => {
  const dir = pool();
  const desk = await watch(dir);
  const page = await open(browser, desk.url, { parts: 1 });
  const made = join(dir, "layouts/made-1.toml");
  const told = () => page.$eval("#strip-told", (element) => element.textContent);
  const done = () => until(page, () => document.getElementById("strip").getAttribute("aria-busy") === "false" && document.querySelector(".alternative"));
  await page.keyboard.press("m");
  // While they are made what is saved is shown.
  const saved = painted(page);
  edit(dir, "issue.toml", "第2086期", "第2087期");
  await saved;
  assert.equal(await page.$eval("#strip", (strip) => strip.getAttribute("aria-busy")), "true", "they are still being made");
  await done();
  assert.equal((await page.$$(".alternative")).length, 6);
  assert.ok(await page.$$eval(".alternative img", (list) => Promise.all(list.map((image) => image.decode())).then(() => list.every((image) => image.naturalHeight > 500))));
  assert.ok(!existsSync(made), "nothing is written until one is taken");
  await axe(page, "with alternatives");
  // By keyboard: the second is shown large, and taken.
  await page.focus('[data-choice="1"]');
  await page.keyboard.press("Tab");
  await until(page, () => !document.getElementById("preview").hidden);
  await page.keyboard.press("Enter");
  await until(page, () => document.querySelectorAll("svg.paper > g").length > 3);
  await until(page, () => document.querySelector('[data-choice="2"]').getAttribute("aria-pressed") === "true");
  const first = readFileSync(made, "utf8");
  assert.match(first, /^# Made up by banxin/);
  // A click on the lead pins it: it stands in its place on all that are made then.
  const [name, box] = await page.evaluate(() => {
    const paper = document.querySelector("svg.paper").getBoundingClientRect();
    return fetch("page/1").then((answer) => answer.json()).then(({ areas, width }) => {
      const area = areas.find((area) => area.name.startsWith("lead"));
      const scale = paper.width / width;
      return [area.name, area.parts[0].map((length, at) => length * scale + [paper.left, paper.top, 0, 0][at])];
    });
  });
  await page.mouse.click(box[0] + box[2] / 2, box[1] + box[3] / 2);
  await until(page, (name) => document.querySelector(`[data-pin="${name}"]`).getAttribute("aria-pressed") === "true" && document.querySelector("svg.over .pinned"), name);
  const before = await page.$eval(".alternative img", (image) => image.src);
  await page.click("#strip-search");
  await until(page, (before) => document.querySelector(".alternative img").src !== before, before);
  await done();
  const notes = await page.$$eval(".notes", (list) => list.map((element) => element.textContent).join());
  assert.ok(!notes.includes("pinned"), notes);
  await axe(page, "with a story pinned");
  // What somebody changed is not written over.
  write(dir, "layouts/made-1.toml", `${first}# mine\n`);
  await page.click('[data-choice="1"]');
  await until(page, () => document.querySelector("#strip-told.fault"));
  assert.match(await told(), /changed this layout/);
  assert.ok(read(dir, "layouts/made-1.toml").endsWith("# mine\n"));
  // Whoever does not know the token makes nothing.
  const stranger = await open(browser, desk.origin);
  await stranger.click("#makeup");
  await until(stranger, () => document.querySelector("#strip-told.fault"));
  assert.equal((await stranger.$$(".alternative")).length, 0);
  await page.keyboard.press("Escape");
  assert.ok(await page.$eval("#strip", (strip) => strip.hidden));
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("409")), []);
  desk.end();
});

let failed = 0;
for (const [name, run] of checks) {
  if (only.length && !only.some((word) => name.includes(word))) continue;
  const begun = Date.now();
  try {
    await run();
    console.log(`ok    ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (fault) {
    failed++;
    console.log(`FAIL  ${name}\n${fault.stack ?? fault}`);
  }
  endAll();
}
await browser.close();
process.exit(failed ? 1 : 0);
