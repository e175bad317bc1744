// The page of `banxin watch`: keeps the sheets as they are in the issue, and answers the user.
import * as words from "./words.js";
import { byId, html, recall, remember } from "./dom.js";
import { Sheet } from "./sheet.js";
import { OVERLAYS } from "./overlays.js";
import * as side from "./side.js";
import { follow } from "./pointer.js";
import { platesOf } from "./plates.js";
import { makeup } from "./makeup.js";

const { say } = words;
const VIEWS = [
  ["page", "viewPage"],
  ["spread", "viewSpread"],
  ["all", "viewAll"],
  ["plates", "viewPlates"],
];
const STEPS = [0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8];
// CSS pixels to the point at 100 %.
const PIXELS = 96 / 72;
const THUMBNAIL = 300;
// Windows narrower than this have no room on both sides of a page.
const NARROW = 500;

const stage = byId("stage");
const state = {
  overview: null,
  run: null,
  sheets: new Map(),
  page: recall("page", null),
  view: recall("view", "page"),
  plate: "Black",
  // How the zoom is chosen: to the whole page, to the width, or freely.
  fit: recall("fit", window.innerWidth > 820 ? "page" : "width"),
  zoom: 1,
  overlays: { ...Object.fromEntries(OVERLAYS.map(([name]) => [name, name === "findings"])), ...recall("overlays", {}) },
  severities: { error: true, warning: true, note: true, ...recall("severities", {}) },
  openOnClick: recall("openOnClick", true),
  chosen: null,
  finding: null,
};
// The part of the address behind the # is never sent: it goes with what has an effect alone.
const token = location.hash.slice(1);

function tell(text) {
  byId("status").textContent = text;
  clearTimeout(tell.timer);
  if (text) tell.timer = setTimeout(() => (byId("status").textContent = ""), 6000);
}

const strip = makeup({ current: () => state.sheets.get(state.page), token, tell, redraw: () => overlays() });

// --- The issue ------------------------------------------------------------------------------------------------

const faces = new Map();

// Fonts that pages name; text of a face that cannot be loaded is told.
async function loadFaces(list) {
  const fresh = list.filter((face) => !faces.has(face.family));
  for (const face of fresh) {
    const font = new FontFace(face.family, `url(font/${face.family})`);
    document.fonts.add(font);
    faces.set(face.family, font);
    if (face.settings) {
      const sheet = document.styleSheets[0];
      sheet.insertRule(`.${face.family} { font-variation-settings: ${face.settings} }`, sheet.cssRules.length);
    }
    font.load().catch(() => tell(say("faceLost", face)));
  }
}

async function overview() {
  const answer = await fetch(`state?language=${byId("language").value}`);
  const now = await answer.json();
  if (state.overview && now.revision < state.overview.revision) return;
  if (state.overview && now.revision > state.overview.revision) strip.changed();
  state.overview = now;
  document.title = [now.paper, now.date].filter(Boolean).join(" ") || "banxin";
  byId("paper").textContent = now.paper || "banxin";
  byId("paper").lang = "zh";
  byId("date").textContent = now.date;
  byId("date").lang = "zh";
  byId("waiting").hidden = now.pages.length > 0;
  if (now.pages.length === 0 && now.broken) byId("waiting").textContent = say("brokenNothing");
  byId("open-choice").hidden = !now.editor;
  await loadFaces(now.faces);
  for (const entry of now.pages) {
    const sheet = state.sheets.get(entry.number);
    if (sheet) sheet.label(entry);
    else state.sheets.set(entry.number, new Sheet(entry));
  }
  for (const number of [...state.sheets.keys()]) {
    if (!now.pages.some((entry) => entry.number === number)) state.sheets.delete(number);
  }
  if (!state.sheets.has(state.page)) state.page = now.pages[0]?.number ?? null;
  if (state.finding !== null && !now.findings[state.finding]) state.finding = null;
  pageButtons();
  side.broken(now.broken, openEditor);
  lists();
}

function lists() {
  const found = state.overview?.findings ?? [];
  side.useEditor(state.overview?.editor);
  side.severities(state.severities, found, (severity) => {
    state.severities[severity] = !state.severities[severity];
    remember("severities", state.severities);
    lists();
    overlays();
    document.querySelector(`[data-severity="${severity}"]`)?.focus();
  });
  side.findingList(found, state.severities, state.finding, pickFinding, openEditor);
  side.areaList(current(), pickArea);
}

const current = () => state.sheets.get(state.page);

function listen() {
  let source = null;
  const begin = () => {
    if (source) return;
    source = new EventSource("events");
    source.onmessage = (message) => {
      if (lost) {
        lost = false;
        tell("");
      }
      changed(JSON.parse(message.data));
    };
    source.onerror = () => {
      lost = true;
      byId("status").textContent = say("lost");
      clearTimeout(tell.timer);
      if (source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(begin, 1000);
      }
    };
  };
  let lost = false;
  // A browser has six connections to one server: pages that nobody sees give theirs back.
  document.addEventListener("visibilitychange", () => {
    tellInSight();
    if (document.visibilityState === "visible") begin();
    else {
      source?.close();
      source = null;
    }
  });
  begin();
}

// A new state: the pages in sight first, then everything that is told of it.
async function changed(told) {
  // Another run of the program counts its states anew, and may be another version.
  if (state.run && state.run !== told.run) return location.reload();
  state.run = told.run;
  if (!state.overview) {
    await overview();
    layout();
    return;
  }
  if (told.revision === state.overview.revision && !told.broken === !state.overview.broken) return;
  const known = told.pages.every(([number]) => state.sheets.has(number)) && told.pages.length === state.sheets.size;
  const seen = shownSheets();
  const fetched = known ? Promise.all(told.pages.map(([number, digest]) => {
    const sheet = state.sheets.get(number);
    if (!seen.includes(sheet)) return null;
    const fresh = sheet.digest !== "" && sheet.digest !== digest;
    return sheet.refresh(digest, () => fit()).then(() => fresh && sheet.moved && tell(say("changed", { number })));
  })) : null;
  await fetched;
  await overview();
  if (!known) layout();
  else refreshShown();
  overlays();
}

// --- What is in sight -----------------------------------------------------------------------------------------

// The pages that stand together: the first alone, then two by two; a spread of the issue is one sheet.
function pairs() {
  const pages = state.overview?.pages ?? [];
  const groups = [];
  for (const page of pages) {
    const last = groups[groups.length - 1];
    const joins = !page.facing && last?.length === 1 && !last[0].facing && last[0].number % 2 === 0 && page.number === last[0].number + 1;
    if (joins) last.push(page);
    else groups.push([page]);
  }
  return groups;
}

function shownNumbers() {
  if (state.page === null) return [];
  if (state.view === "all") return (state.overview?.pages ?? []).map((page) => page.number);
  if (state.view === "spread") return (pairs().find((pair) => pair.some((page) => page.number === state.page)) ?? []).map((page) => page.number);
  return [state.page];
}

const shownSheets = () => (state.view === "plates" ? [] : shownNumbers().map((number) => state.sheets.get(number)).filter(Boolean));

// Puts the pages in sight on the stage.
function layout() {
  const sheets = byId("sheets");
  sheets.className = state.view;
  buttons();
  if (state.view === "plates") return plates();
  const shown = shownSheets();
  sheets.replaceChildren(...shown.map((sheet, at) => {
    sheet.leaf.querySelector(".open")?.remove();
    // Beside a page that others stand next to there is room on its outer side alone.
    const narrow = stage.clientWidth < NARROW;
    sheet.sides = state.view === "all" ? null : shown.length > 1 ? (at === 0 ? "left" : "right") : narrow ? "right" : "both";
    if (state.view === "all") {
      const found = visibleFindings().filter((finding) => finding.pages.some((place) => place.page === sheet.number)).length;
      const name = sheet.leaf.getAttribute("aria-label") + (found ? ` · ${say("findings")} ${found}` : "");
      const go = html("button", { type: "button", class: "open", onclick: () => show(sheet.number, "page") }, name);
      sheet.leaf.append(go);
    }
    return sheet.leaf;
  }));
  tellInSight();
  fit();
  refreshShown();
  lists();
}

// The pages that are looked at are set before the others.
function tellInSight() {
  if (!state.overview || document.visibilityState !== "visible") return;
  const pages = state.view === "all" || state.view === "plates" ? [] : shownNumbers();
  fetch("in-sight", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(pages) }).catch(() => {});
}

function refreshShown() {
  for (const sheet of shownSheets()) {
    const entry = state.overview.pages.find((entry) => entry.number === sheet.number);
    sheet.refresh(entry?.digest, () => fit()).then(() => {
      if (shownSheets().includes(sheet)) {
        overlaysOf(sheet);
        if (sheet === current()) {
          side.areaList(sheet, pickArea);
          strip.page();
        }
      }
    });
  }
  if (state.view === "plates") plates();
}

// Findings by their numbers; those whose severity is off are empty places.
const visibleFindings = () => (state.overview?.findings ?? []).map((finding) => (state.severities[finding.severity] ? finding : { ...finding, pages: [] }));

function chosen() {
  const parts = state.chosen?.area !== undefined && state.chosen ? current()?.data?.areas[state.chosen.area]?.parts ?? [] : [];
  return { page: state.chosen?.page, parts, finding: state.finding };
}

function overlaysOf(sheet) {
  sheet.overlay(state.overlays, visibleFindings(), chosen());
  strip.overlay(sheet);
}

function overlays() {
  shownSheets().forEach(overlaysOf);
}

function plates() {
  const entry = state.overview?.pages.find((entry) => entry.number === state.page);
  if (!entry) return;
  if (!entry.plates.includes(state.plate)) state.plate = entry.plates[entry.plates.length - 1];
  plates.shown = { entry, ...platesOf(entry, state.plate, (name) => {
    state.plate = name;
    plates();
    byId("sheets").querySelector('[aria-pressed="true"]')?.focus();
  }) };
  byId("sheets").replaceChildren(plates.shown.leaf);
  fit();
}

// --- Zoom -----------------------------------------------------------------------------------------------------

// Sets the sizes of the sheets in sight.
function fit() {
  if (state.view === "plates") {
    const { sheet, entry, tools } = plates.shown ?? {};
    if (!sheet) return;
    const below = parseFloat(getComputedStyle(tools).marginBottom) || 0;
    choose(entry.width, entry.height, 1, tools.offsetHeight + below);
    sheet.style.width = `${entry.width * PIXELS * state.zoom}px`;
    sheet.style.height = `${entry.height * PIXELS * state.zoom}px`;
  } else {
    const shown = shownSheets();
    if (shown.length === 0) return;
    if (state.view === "all") {
      const most = stage.clientWidth - 2 * parseFloat(getComputedStyle(byId("sheets")).paddingLeft);
      shown.forEach((sheet) => sheet.scale(Math.min(THUMBNAIL * (sheet.entry.facing ? 1.6 : 1), most) / sheet.width));
    } else {
      choose(shown.reduce((sum, sheet) => sum + sheet.width, 0), Math.max(...shown.map((sheet) => sheet.height)), shown.length);
      shown.forEach((sheet) => sheet.scale(PIXELS * state.zoom));
    }
  }
  byId("zoom-shown").textContent = state.view === "all" ? "" : `${Math.round(state.zoom * 100)}%`;
}

// The zoom at which these points fit, where it is not free.
function choose(width, height, count = 1, tools = 0) {
  const around = getComputedStyle(byId("sheets"));
  const [left, right, top, bottom, gap] = [around.paddingLeft, around.paddingRight, around.paddingTop, around.paddingBottom, around.columnGap].map((size) => parseFloat(size) || 0);
  const wide = (stage.clientWidth - left - right - gap * (count - 1)) / (width * PIXELS);
  const high = (stage.clientHeight - top - bottom - tools) / (height * PIXELS);
  if (state.fit === "page") state.zoom = Math.max(0.05, Math.min(wide, high));
  if (state.fit === "width") state.zoom = Math.max(0.05, wide - 12 / (width * PIXELS));
}

// Zooms about a point of the window, which stays where it is.
function zoom(to, about) {
  if (state.view === "all") return;
  const box = stage.getBoundingClientRect();
  const [x, y] = about ?? [box.left + box.width / 2, box.top + box.height / 2];
  const sheets = byId("sheets");
  const leaf = [...sheets.querySelectorAll(".sheet")].find((sheet) => x <= sheet.getBoundingClientRect().right) ?? sheets.querySelector(".sheet");
  if (!leaf) return;
  const before = leaf.getBoundingClientRect();
  const [across, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
  state.zoom = Math.min(8, Math.max(0.05, to));
  state.fit = "free";
  fit();
  const after = leaf.getBoundingClientRect();
  stage.scrollLeft += after.left + across * after.width - x;
  stage.scrollTop += after.top + down * after.height - y;
  later();
}

// Row numbers and badges go by the zoom; they follow when it rests.
function later() {
  clearTimeout(later.timer);
  later.timer = setTimeout(overlays, 120);
}

const step = (way) => {
  const next = way > 0 ? STEPS.find((step) => step > state.zoom * 1.01) : STEPS.findLast((step) => step < state.zoom * 0.99);
  if (next) zoom(next);
};

function fitTo(kind) {
  state.fit = kind;
  remember("fit", kind);
  fit();
  later();
}

// --- Choices --------------------------------------------------------------------------------------------------

function show(page, view = state.view) {
  if (view !== state.view && (view === "all" || state.view === "all")) state.fit = view === "page" ? "page" : state.fit;
  const other = page !== state.page;
  state.page = page;
  state.view = view;
  remember("page", page);
  remember("view", view);
  if (other) {
    state.chosen = null;
    side.place(null);
  }
  layout();
  if (other) stage.scrollTo(0, 0);
}

function turn(way) {
  const groups = state.view === "spread" ? pairs().map((pair) => pair[0].number) : (state.overview?.pages ?? []).map((page) => page.number);
  const at = state.view === "spread" ? pairs().findIndex((pair) => pair.some((page) => page.number === state.page)) : groups.indexOf(state.page);
  const next = groups[at + way];
  if (next !== undefined) show(next);
}

function pageButtons() {
  byId("pages").replaceChildren(...(state.overview?.pages ?? []).map((page) => {
    const numbers = page.facing ? `${page.number}–${page.facing}` : String(page.number);
    return html("button", { type: "button", "data-page": page.number, title: say("goToPage", page), onclick: () => show(page.number, state.view === "all" ? "page" : state.view) },
      page.section ? html("span", { lang: "zh" }, `${numbers} ${page.section}`) : numbers);
  }));
  buttons();
}

function buttons() {
  for (const button of byId("pages").children) {
    if (Number(button.dataset.page) === state.page) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  strip.page();
  for (const id of ["zoom-out", "zoom-in", "fit-page", "fit-width"]) byId(id).disabled = state.view === "all";
  byId("views").replaceChildren(...VIEWS.map(([view, word]) => html("button", { type: "button", "data-view": view, "aria-pressed": String(view === state.view), onclick: () => { show(state.page, view); document.querySelector(`[data-view="${view}"]`).focus(); } }, say(word))));
}

function overlayChoices() {
  byId("overlays").replaceChildren(byId("overlays").querySelector("legend"), ...OVERLAYS.map(([name, key, word, colour]) => {
    const swatch = html("span", { class: "swatch" });
    swatch.style.background = colour;
    const box = html("input", { type: "checkbox", "data-overlay": name, onchange: () => overlay(name, box.checked) });
    box.checked = state.overlays[name];
    return html("label", { class: "choice" }, box, swatch, say(word), html("kbd", {}, key));
  }));
}

function overlay(name, on) {
  state.overlays[name] = on;
  remember("overlays", state.overlays);
  const box = document.querySelector(`[data-overlay="${name}"]`);
  if (box) box.checked = on;
  overlays();
}

// --- Places ---------------------------------------------------------------------------------------------------

async function openEditor(place) {
  if (!place || place.name.startsWith("banxin/")) return;
  if (!state.overview?.editor) return tell(say("noEditor"));
  if (!token) return tell(say("noToken"));
  const answer = await fetch("open", {
    method: "POST",
    headers: { "content-type": "application/json", "x-banxin-token": token },
    body: JSON.stringify({ file: place.file, line: place.line, column: place.column }),
  });
  if (answer.ok) tell(say("opened", { file: place.name, line: place.line }));
  else if (answer.status === 403) tell(say("noToken"));
  else tell(say("cannotOpen", { why: await answer.text() }));
}

function choosePlace(page, area, found) {
  const sheet = state.sheets.get(page);
  state.chosen = { page, area, found };
  state.page = page;
  buttons();
  side.place({ area: sheet?.data?.areas[area], found }, openEditor);
  overlays();
  side.areaList(current(), pickArea);
}

async function pickAt(sheet, point) {
  const answer = await fetch(`at/${sheet.number}?x=${point[0].toFixed(2)}&y=${point[1].toFixed(2)}`);
  if (!answer.ok) return;
  const found = await answer.json();
  state.finding = null;
  choosePlace(sheet.number, found.area ?? undefined, found);
  if (state.openOnClick && state.overview?.editor && found.source) openEditor(found.source);
}

function pickArea(at) {
  state.finding = null;
  choosePlace(state.page, at, null);
  reveal(current()?.data?.areas[at]?.parts[0]);
}

function pickFinding(at, opens = true) {
  const finding = state.overview?.findings[at];
  if (!finding) return;
  state.finding = at;
  const place = finding.pages.find((place) => place.page === state.page) ?? finding.pages[0];
  state.chosen = null;
  side.place(null);
  if (place && place.page !== state.page) show(place.page, state.view === "all" || state.view === "plates" ? "page" : state.view);
  lists();
  overlays();
  if (place) setTimeout(() => reveal(place.rect), 60);
  document.querySelector(`.finding[data-finding="${at}"]`)?.scrollIntoView({ block: "nearest" });
  if (opens && state.openOnClick && state.overview.editor && finding.files[0]) openEditor(finding.files[0]);
}

// Scrolls so that a rectangle of the page is in sight.
function reveal(rect) {
  const sheet = current();
  if (!rect || !sheet?.leaf.isConnected || state.view === "all") return;
  const box = sheet.sheet.getBoundingClientRect();
  const view = stage.getBoundingClientRect();
  const [left, top] = [box.left + rect[0] * sheet.pixels, box.top + rect[1] * sheet.pixels];
  if (top < view.top || top > view.bottom - 40) stage.scrollTop += top - view.top - view.height / 3;
  if (left < view.left || left > view.right - 40) stage.scrollLeft += left - view.left - view.width / 3;
}

function nextFinding(way) {
  const found = visibleFindings();
  const order = found.map((_, at) => at).filter((at) => state.severities[found[at].severity]);
  if (order.length === 0) return;
  const at = order.indexOf(state.finding);
  pickFinding(order[(at + way + order.length) % order.length] ?? order[0], false);
}

function placeShown() {
  if (state.finding !== null) return state.overview?.findings[state.finding]?.files[0];
  const area = current()?.data?.areas[state.chosen?.area];
  return state.chosen?.found?.source ?? area?.source ?? area?.assignment;
}

// --- Pointer and keys -----------------------------------------------------------------------------------------

follow(stage, () => state.zoom, zoom, (event) => {
  const badge = event.target.closest(".badge");
  if (badge) return pickFinding(Number(badge.dataset.finding));
  const leaf = event.target.closest(".leaf[data-page]");
  if (!leaf || event.target.closest("button, .gutter")) return;
  const sheet = state.sheets.get(Number(leaf.dataset.page));
  const named = event.target.closest(".tag[data-area]");
  if (named && state.view !== "all") {
    state.page = sheet.number;
    return pickArea(Number(named.dataset.area));
  }
  if (state.view === "all") return show(sheet.number, "page");
  if (strip.pin(sheet, sheet.point(event))) return;
  pickAt(sheet, sheet.point(event));
});

const ACTIONS = {
  "+": () => step(1),
  "=": () => step(1),
  "-": () => step(-1),
  0: () => fitTo("page"),
  w: () => fitTo("width"),
  "[": () => turn(-1),
  "]": () => turn(1),
  PageUp: () => state.fit === "page" && turn(-1),
  PageDown: () => state.fit === "page" && turn(1),
  1: () => show(state.page, "page"),
  2: () => show(state.page, "spread"),
  3: () => show(state.page, "all"),
  4: () => show(state.page, "plates"),
  m: () => strip.toggle(),
  n: () => nextFinding(1),
  p: () => nextFinding(-1),
};
for (const [name, key] of OVERLAYS) ACTIONS[key] = () => overlay(name, !state.overlays[name]);

window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    byId("overlay-menu").open = false;
    state.chosen = null;
    state.finding = null;
    side.place(null);
    lists();
    overlays();
    return stage.focus();
  }
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (typing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    // The browser's own zoom would blur nothing, but it would enlarge the tools and not the page.
    if (["+", "=", "-", "0"].includes(event.key)) {
      event.preventDefault();
      ACTIONS[event.key]();
    }
    return;
  }
  if (event.key === "Enter" && !event.target.closest("button, a, summary, input, [tabindex]:not(#stage)")) {
    const place = placeShown();
    if (place) openEditor(place);
    return;
  }
  const action = ACTIONS[event.key];
  if (action) {
    action();
    if (!event.key.startsWith("Page")) event.preventDefault();
  }
});

byId("zoom-in").addEventListener("click", () => step(1));
byId("zoom-out").addEventListener("click", () => step(-1));
byId("fit-page").addEventListener("click", () => fitTo("page"));
byId("fit-width").addEventListener("click", () => fitTo("width"));
byId("open-on-click").checked = state.openOnClick;
byId("open-on-click").addEventListener("change", (event) => {
  state.openOnClick = event.target.checked;
  remember("openOnClick", state.openOnClick);
});
byId("side-toggle").addEventListener("click", () => {
  aside(byId("side").hidden);
  remember("side", !byId("side").hidden);
});
function aside(open) {
  byId("side").hidden = !open;
  byId("side-toggle").setAttribute("aria-expanded", String(open));
  if (state.fit !== "free") fit();
  later();
}
document.addEventListener("click", (event) => {
  const menu = byId("overlay-menu");
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
new ResizeObserver(() => {
  if (state.fit !== "free" || state.view === "all") fit();
  later();
}).observe(stage);

byId("language").addEventListener("change", (event) => speak(event.target.value));
async function speak(language) {
  remember("language", language);
  await words.load(language);
  overlayChoices();
  side.keys();
  if (state.overview) {
    state.overview.pages.forEach((entry) => state.sheets.get(entry.number)?.label(entry));
    await overview();
    await strip.speak();
    layout();
    if (state.chosen) side.place({ area: current()?.data?.areas[state.chosen.area], found: state.chosen.found }, openEditor);
  }
}

// Text that is shown before its face is there may stay as empty boxes: the page's own face is waited for, but not for long.
const own = document.fonts.load('14px "banxin hei"', "版").catch(() => {});
await Promise.race([own, new Promise((done) => setTimeout(done, 3000))]);
const usual = document.documentElement.lang;
const language = recall("language", usual);
byId("language").value = language;
await speak(language);
aside(recall("side", window.innerWidth > 820));
listen();
