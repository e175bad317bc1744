// The panel beside the pages: broken input, the place that was pointed at, findings, areas, keys.
import { byId, html } from "./dom.js";
import { say } from "./words.js";
import { contentWord, tooLong, tooShort } from "./overlays.js";

export const SEVERITIES = ["error", "warning", "note"];
const WORDS = { error: "severityError", warning: "severityWarning", note: "severityNote" };
const KINDS = { error: "kindError", warning: "kindWarning", note: "kindNote" };
const KEYS = [
  ["+ −", "keyZoom"],
  ["0 w", "keyFit"],
  ["[ ]", "keyPages"],
  ["1 2 3 4", "keyViews"],
  ["g r a b h f d", "keyOverlays"],
  ["n p", "keyFindings"],
  ["m", "keyMakeup"],
  ["Enter", "keyOpen"],
  ["Esc", "keyEscape"],
];

// Whether a click opens an editor; without one there is a link that VS Code takes.
let hasEditor = false;
export const useEditor = (set) => {
  hasEditor = Boolean(set);
};

// A place in a file: a button that opens the editor, or beside it a link that VS Code takes.
export function filePlace(place, open) {
  if (!place) return null;
  const shown = `${place.name}:${place.line}:${place.column}`;
  // Layouts of banxin's own are in the program: no editor can open them.
  if (place.name.startsWith("banxin/")) return html("span", {}, shown);
  const button = html("button", { type: "button", class: "file", onclick: () => open(place) }, shown);
  if (hasEditor) return html("span", { class: "files" }, button);
  const path = place.file.startsWith("/") ? place.file : `/${place.file.replaceAll("\\", "/")}`;
  const link = html("a", { class: "outside", href: `vscode://file${path.split("/").map(encodeURIComponent).join("/").replace(/^\/([a-z])%3A/i, "/$1:")}:${place.line}:${place.column}` }, say("openVsCode"));
  return html("span", { class: "files" }, button, link);
}

// A line of a file with the marked place underlined.
function excerpt({ name, line, column, before, marked, behind, words }) {
  const place = html("mark", { class: marked ? null : "gap" }, marked);
  return html("div", { class: "excerpt" },
    html("code", { lang: "zh", title: `${name}:${line}:${column}` }, before, place, behind),
    words ? html("p", { class: "said" }, words) : null);
}

export function broken(list, open) {
  byId("broken").hidden = !list;
  byId("broken-list").replaceChildren(...(list ?? []).map((finding) => html("article", { class: finding.severity },
    html("p", { class: "message" }, html("strong", {}, say(KINDS[finding.severity])), " ", finding.message),
    ...finding.excerpts.map(excerpt),
    html("div", { class: "files" }, ...finding.files.map((place) => filePlace(place, open))),
    finding.severity === "note" ? null : html("p", { class: "help" }, finding.help))));
}

export function severities(choice, findings, change) {
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  byId("severities").replaceChildren(
    ...SEVERITIES.map((severity) =>
      html(
        "button",
        { type: "button", "aria-pressed": String(choice[severity]), "data-severity": severity, onclick: () => change(severity) },
        `${say(WORDS[severity])} ${count(severity)}`,
      ),
    ),
  );
  byId("tally").textContent = String(findings.length);
}

export function findingList(findings, choice, chosen, pick, open) {
  const items = findings.map((finding, at) => {
    if (!choice[finding.severity]) return null;
    const pages = [...new Set(finding.pages.map((place) => place.page))].map((number) => say("onPage", { number }));
    return html(
      "li",
      { class: `finding${chosen === at ? " chosen" : ""}`, "data-finding": at },
      html("span", { class: `number ${finding.severity}`, "aria-hidden": "true" }, String(at + 1)),
      html("button", { type: "button", class: "message", onclick: () => pick(at) }, finding.message),
      html(
        "div",
        { class: "rest" },
        html("span", { class: "code" }, `${say(KINDS[finding.severity])} · ${finding.code}`),
        pages.length ? ` · ${pages.join(", ")}` : "",
        finding.severity === "note" ? null : html("span", { class: "help" }, finding.help),
        html("div", { class: "files" }, ...finding.files.map((place) => filePlace(place, open))),
      ),
    );
  });
  byId("findings").replaceChildren(...items.filter(Boolean));
  byId("no-findings").hidden = findings.length > 0;
}

export function areaList(sheet, pick) {
  const areas = sheet?.data?.areas ?? [];
  byId("areas").replaceChildren(
    ...areas.map((area, at) => {
      const fit = area.fit?.over > 0 ? ["long", tooLong(area)] : area.fit?.short > 0 ? ["short", tooShort(area)] : null;
      return html(
        "li",
        {},
        html(
          "button",
          { type: "button", "data-area": area.name, onclick: () => pick(at) },
          html("strong", {}, area.name),
          html("span", { class: "what", lang: area.title ? "zh" : null }, area.title || contentWord(area)),
          fit ? html("span", { class: `fit ${fit[0]}` }, fit[1]) : null,
        ),
      );
    }),
  );
}

// What the place of a content is called: of a story its manuscript, of a picture where it is named.
const SOURCES = { stories: "source", pictures: "sourcePicture", advertisements: "sourceAd", tables: "sourceTable" };
function sourceWord(area, found) {
  if (found?.what === "picture") return area?.content === "advertisements" ? "sourceAd" : "sourcePicture";
  return SOURCES[area?.content] ?? "sourceWords";
}

// Shows what stands at a place and where it is written.
export function place(shown, open) {
  byId("place").hidden = !shown;
  if (!shown) return;
  const { area, found } = shown;
  byId("place-title").textContent = area?.title || (area ? `${area.name} · ${contentWord(area)}` : found?.what || "");
  const rows = [];
  const row = (word, content) => content && rows.push(html("dt", {}, say(word)), html("dd", {}, content));
  row(sourceWord(area, found), filePlace(found?.source ?? area?.source, open));
  row("assignment", filePlace(area?.assignment, open));
  row("layout", filePlace(area?.layout, open));
  if (area) {
    const [column, columns, first, count] = area.cells;
    row("area", say("areaCells", { name: area.name, column, lastColumn: column + columns - 1, row: first, lastRow: first + count - 1 }));
  }
  byId("place-list").replaceChildren(...rows);
  byId("place-words").textContent = found?.words ?? "";
}

export function keys() {
  const entry = ([keys, word]) => [
    html("dt", {}, ...keys.split(" ").flatMap((key) => [html("kbd", {}, key), " "])),
    html("dd", {}, say(word)),
  ];
  byId("key-list").replaceChildren(...KEYS.flatMap(entry));
}
