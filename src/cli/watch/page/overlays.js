// What lies over a page: grid, row numbers, areas, baselines, white holes, how copy fits, findings. Nothing covers text:
// names and fits stand in the white between areas, or are folded to a mark there until the pointer is over them, and the
// badges of findings stand beside the page.
import { html, svg } from "./dom.js";
import { count, say } from "./words.js";

export const OVERLAYS = [
  ["grid", "g", "overlayGrid", "var(--grid)"],
  ["numbers", "r", "overlayNumbers", "#00518f"],
  ["names", "a", "overlayNames", "#00695c"],
  ["baselines", "b", "overlayBaselines", "var(--base)"],
  ["holes", "h", "overlayHoles", "var(--hole)"],
  ["fit", "f", "overlayFit", "var(--over)"],
  ["findings", "d", "overlayFindings", "#b3161b"],
];

const CONTENT = {
  stories: "contentStories",
  pictures: "contentPictures",
  guide: "contentGuide",
  advertisements: "contentAds",
  tables: "contentTables",
  masthead: "contentMasthead",
  "running head": "contentFolio",
};

export const tooLong = (area) => count("tooLong", { characters: area.fit.over }, area.fit.over);
export const tooShort = (area) => count("tooShort", { rows: area.fit.short }, area.fit.short);
export const contentWord = (area) => (area.content ? say(CONTENT[area.content] ?? area.content) : say("empty"));

export function draw(sheet, choices, findings, chosen) {
  const { data, over, tags, gutter } = sheet;
  const lit = [...over.querySelectorAll(".changed")];
  over.replaceChildren();
  tags.replaceChildren();
  gutter.replaceChildren();
  const tag = (left, top, kind, text) => {
    const element = html("div", { class: `tag ${kind}` }, text);
    element.style.left = `${(left / data.width) * 100}%`;
    element.style.top = `${(top / data.height) * 100}%`;
    tags.append(element);
    return element;
  };
  const rect = (kind, [x, y, width, height]) => over.append(svg("rect", { class: kind, x, y, width, height }));
  if (choices.grid) grid(data, over);
  if (choices.baselines) {
    const { grid } = data;
    const lines = rows(grid).map((top) => across(grid, top + grid.baseline));
    over.append(svg("path", { class: "base", d: lines.join("") }));
  }
  if (choices.numbers) numbers(data, tag, sheet.pixels);
  if (choices.holes && data.holes.length) {
    const id = `hatch-${data.number}`;
    const lines = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    lines.append(svg("rect", { width: 3, height: 8, fill: "#7a3fb5", "fill-opacity": ".35" }));
    over.append(svg("defs", {}, lines));
    for (const hole of data.holes) {
      const [x, y, width, height] = hole.rect;
      over.append(svg("rect", { class: "hole", x, y, width, height, fill: `url(#${id})` }));
      tag(x + width / 2, y + height / 2, "hole-tag", say("holeSize", hole));
    }
  }
  const parts = data.areas.flatMap((area) => area.parts);
  if (choices.names) {
    data.areas.forEach((area, at) => {
      area.parts.forEach((part) => rect("area", part));
      const [x, y, width] = area.parts[0];
      const title = area.title ? ` · ${area.title}` : ` · ${contentWord(area)}`;
      const own = tag(x, y, "name-tag", area.name + title);
      own.dataset.area = at;
      inWhite(own, whiteAbove(area.parts[0], parts) * sheet.pixels, width * sheet.pixels);
    });
  }
  if (choices.fit) {
    data.areas.forEach((area, at) => {
      const last = area.parts[area.parts.length - 1];
      const [x, y, width, height] = last;
      const is = area.fit?.over > 0 ? ["too-long", "long-tag", tooLong(area)] : area.fit?.short > 0 ? ["too-short", "short-tag", tooShort(area)] : null;
      if (!is) return;
      // Less than a row in each column is what even columns leave.
      if (area.fit.over > 0 || area.fit.short >= area.fit.columns) area.parts.forEach((part) => rect(is[0], part));
      const own = tag(x + width, y + height, is[1], is[2]);
      own.dataset.area = at;
      inWhite(own, whiteBelow(last, parts, data.height) * sheet.pixels, width * sheet.pixels);
    });
  }
  if (choices.findings && sheet.sides) badges(sheet, findings, chosen);
  if (choices.findings && !sheet.sides) outlines(sheet, findings, chosen);
  if (chosen?.page === data.number) {
    for (const part of chosen.parts) rect("chosen", part);
  }
  over.append(...lit);
}

const beside = ([x, , width], [left, , across]) => x < left + across - 1 && left < x + width - 1;

// The white over an area, to the nearest area above it or the edge of the page, in points; that below it.
const whiteAbove = (part, parts) => part[1] - Math.max(0, ...parts.filter((other) => other !== part && beside(part, other) && other[1] + other[3] <= part[1] + 1).map((other) => other[1] + other[3]));
const whiteBelow = (part, parts, height) => Math.min(height, ...parts.filter((other) => other !== part && beside(part, other) && other[1] >= part[1] + part[3] - 1).map((other) => other[1])) - part[1] - part[3];

// Makes a tag as high as the white that it stands in. Where that is too low for words, it is a mark that the pointer opens.
function inWhite(tag, room, width) {
  const high = Math.min(17, room - 1);
  tag.style.maxWidth = `${width}px`;
  if (high >= 9) {
    tag.style.height = `${high}px`;
    tag.style.fontSize = `${Math.min(12, high - 1)}px`;
    tag.style.lineHeight = `${high}px`;
  } else {
    tag.classList.add("folded");
    tag.style.setProperty("--high", `${Math.max(3, high)}px`);
  }
}

const rows = (grid) => Array.from({ length: grid.rows }, (_, row) => grid.top + row * grid.pitch);
const across = (grid, y) => {
  const left = grid.columns[0];
  return `M${left} ${y}H${grid.columns[grid.columns.length - 1] + grid.column}`;
};

function grid(data, over) {
  const { grid } = data;
  const height = (grid.rows - 1) * grid.pitch + grid.body;
  for (const x of grid.columns) over.append(svg("rect", { class: "column", x, y: grid.top, width: grid.column, height }));
  over.append(svg("path", { class: "row", d: rows(grid).map((top) => across(grid, top)).join("") }));
}

// Numbers beside the type area: as many as have room.
function numbers(data, tag, pixels) {
  const { grid } = data;
  const room = grid.pitch * (pixels ?? 1);
  const step = room >= 11 ? 1 : room * 5 >= 11 ? 5 : 10;
  const right = grid.columns[grid.columns.length - 1] + grid.column;
  rows(grid).forEach((top, at) => {
    const row = at + 1;
    if (row !== 1 && row !== grid.rows && row % step !== 0) return;
    tag(grid.columns[0] - 3, top, "row-tag", String(row));
    tag(right + 3, top, "row-tag right", String(row));
  });
}

const ofPage = (data, findings) => findings.flatMap((finding, at) => finding.pages.filter((place) => place.page === data.number).map((place) => ({ finding, at, rect: place.rect })));

function outlines({ data, over }, findings, chosen) {
  for (const { finding, at, rect } of ofPage(data, findings)) {
    const [x, y, width, height] = rect;
    // Notes are many and mild: their outline shows while they are chosen or pointed at.
    const quiet = finding.severity === "note" && chosen?.finding !== at ? " quiet" : "";
    over.append(svg("rect", { class: `found ${finding.severity}${quiet}`, "data-finding": at, x, y, width: Math.max(width, 2), height: Math.max(height, 2) }));
  }
}

// Pixels between the middles of badges that stand below each other, if there is room.
const APART = 27;

// Badges beside the page, each as near to its place as the others leave it, with a line to the place of the one that
// is chosen or pointed at.
function badges(sheet, findings, chosen) {
  const { data, over, gutter, pixels, sides } = sheet;
  outlines(sheet, findings, chosen);
  const side = ({ rect }) => (sides !== "both" ? sides : rect[0] + rect[2] / 2 < data.width / 2 ? "left" : "right");
  for (const at of ["left", "right"]) {
    const list = ofPage(data, findings).filter((place) => side(place) === at).sort((one, other) => one.rect[1] - other.rect[1]);
    const height = data.height * pixels;
    const apart = Math.min(APART, (height - 24) / Math.max(1, list.length - 1));
    const tops = [];
    list.forEach((place, nth) => tops.push(Math.max(12, place.rect[1] * pixels + 8, nth ? tops[nth - 1] + apart : 0)));
    // Those that would stand below the page move up.
    for (let nth = tops.length - 1, most = height - 12; nth >= 0 && tops[nth] > most; nth--, most -= apart) tops[nth] = most;
    list.forEach(({ finding, at: number, rect }, nth) => {
      const badge = html("button", { type: "button", class: `badge ${finding.severity} ${at}`, "data-finding": number, "aria-label": say("findingNumber", { number: number + 1, message: finding.message }), title: finding.message }, String(number + 1));
      if (chosen?.finding === number) badge.setAttribute("aria-current", "true");
      badge.style.top = `${tops[nth]}px`;
      gutter.append(badge);
      const edge = at === "left" ? 0 : data.width;
      const to = at === "left" ? rect[0] : rect[0] + rect[2];
      const hidden = chosen?.finding === number ? "" : " quiet";
      over.append(svg("path", { class: `leader ${finding.severity}${hidden}`, "data-finding": number, d: `M${edge} ${tops[nth] / pixels}L${to} ${Math.min(rect[1] + rect[3], Math.max(rect[1], tops[nth] / pixels))}` }));
      const point = (on) => over.querySelectorAll(`[data-finding="${number}"]`).forEach((element) => element.classList.toggle("pointed", on));
      for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) badge.addEventListener(event, () => point(on));
    });
  }
}
