// What lies over a page: grid, row numbers, areas, baselines, white holes, how copy fits, findings.
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
  const { data, over, tags } = sheet;
  const lit = [...over.querySelectorAll(".changed")];
  over.replaceChildren();
  tags.replaceChildren();
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
  if (choices.names) {
    for (const area of data.areas) {
      area.parts.forEach((part) => rect("area", part));
      const [x, y] = area.parts[0];
      const title = area.title ? ` · ${area.title}` : ` · ${contentWord(area)}`;
      const own = tag(x, y, "name-tag", area.name + title);
      own.style.maxWidth = `${(area.parts[0][2] / data.width) * 100}%`;
    }
  }
  if (choices.fit) {
    for (const area of data.areas) {
      const [x, y, , height] = area.parts[area.parts.length - 1];
      if (area.fit?.over > 0) {
        area.parts.forEach((part) => rect("too-long", part));
        tag(x, y + height, "long-tag", tooLong(area));
      } else if (area.fit?.short > 0) {
        // Less than a row in each column is what even columns leave.
        if (area.fit.short >= area.fit.columns) area.parts.forEach((part) => rect("too-short", part));
        tag(x, y + height, "short-tag", tooShort(area));
      }
    }
  }
  if (choices.findings) badges(sheet, findings, chosen, rect, tags);
  if (chosen?.page === data.number) {
    for (const part of chosen.parts) rect("chosen", part);
  }
  over.append(...lit);
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

function badges(sheet, findings, chosen, rect, tags) {
  const { data } = sheet;
  const taken = [];
  findings.forEach((finding, at) => {
    for (const place of finding.pages) {
      if (place.page !== data.number) continue;
      const [x, y, width, height] = place.rect;
      // Notes are many and mild: their outline shows while they are chosen.
      if (finding.severity !== "note" || chosen?.finding === at) rect(`found ${finding.severity}`, [x, y, Math.max(width, 2), Math.max(height, 2)]);
      const badge = html("button", { type: "button", class: `badge ${finding.severity}`, "data-finding": at, "aria-label": say("findingNumber", { number: at + 1, message: finding.message }), title: finding.message }, String(at + 1));
      if (chosen?.finding === at) badge.setAttribute("aria-current", "true");
      // Badges of one place stand side by side.
      let shift = 0;
      while (taken.some(([left, top]) => Math.abs(left - (x + shift)) * sheet.pixels < 26 && Math.abs(top - y) * sheet.pixels < 22)) shift += 28 / sheet.pixels;
      taken.push([x + shift, y]);
      badge.style.left = `${((x + shift) / data.width) * 100}%`;
      badge.style.top = `${(y / data.height) * 100}%`;
      tags.append(badge);
    }
  });
}
