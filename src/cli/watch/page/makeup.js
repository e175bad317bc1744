// The strip of alternatives of a page that has a pool: asks for them, shows their pictures, takes one, and pins what stays.
import { byId, html, svg } from "./dom.js";
import { count, say } from "./words.js";

// How long the pointer rests on an alternative until it is shown large, in milliseconds.
const REST = 180;

// `current` gives the sheet that is looked at, `token` what a request with an effect shows, `tell` shows a word in passing,
// and `redraw` draws what lies over the pages again.
export function makeup({ current, token, tell, redraw }) {
  const strip = byId("strip");
  let made = null;
  let asked = 0;
  let own = 0;
  const pinned = new Set();
  const isOpen = () => !strip.hidden;
  const page = () => current()?.entry;
  const language = () => byId("language").value;
  const send = (path, body) => fetch(`${path}?language=${language()}`, { method: "POST", headers: { "content-type": "application/json", "x-banxin-token": token }, body: JSON.stringify(body) });

  function note(text, isFault = false) {
    byId("strip-told").textContent = text;
    byId("strip-told").classList.toggle("fault", isFault);
  }

  function open(on) {
    strip.hidden = !on;
    byId("makeup").setAttribute("aria-expanded", String(on));
    preview(null);
    redraw();
    if (!on) return;
    draw();
    if (made?.page !== page()?.number) search();
  }

  // Asks for alternatives; what stands on the page and is pinned stays.
  async function search() {
    const entry = page();
    if (!entry?.pool) return;
    const number = ++asked;
    if (made?.page !== entry.number) made = null;
    const areas = current().data?.areas ?? [];
    const pins = areas.filter((area) => pinned.has(area.name)).map((area) => ({ name: area.name, cells: area.cells }));
    strip.setAttribute("aria-busy", "true");
    draw();
    note(say("making"));
    const answer = await send(`makeup/${entry.number}`, { pinned: pins }).catch(() => null);
    if (number !== asked) return;
    strip.setAttribute("aria-busy", "false");
    if (answer?.ok) {
      made = await answer.json();
      draw();
      note(count("madeCount", { count: made.choices.length }, made.choices.length));
    } else if (!answer) note(say("lost"), true);
    else if (answer.status === 403) note(say("noTokenMakeup"), true);
    else if (answer.status === 409) note(say("makingNewer"));
    else note((await answer.text()) || say("makingNothing"), true);
  }

  async function take(choice) {
    own = Date.now();
    const answer = await send(`made/${made.id}/${choice.number}`, {}).catch(() => null);
    if (answer?.ok) {
      made.choices.forEach((other) => (other.is_taken = other === choice));
      mark();
      note(say("taken", choice));
      tell(say("taken", choice));
    } else if (!answer) note(say("lost"), true);
    else if (answer.status === 403) note(say("noTokenMakeup"), true);
    else if (answer.status === 404) note(say("makingNewer"), true);
    else note(await answer.text(), true);
  }

  const image = (choice, alt) => html("img", { src: `made/${made.id}/${choice.number}`, alt, width: Math.round(choice.width), height: Math.round(choice.height), draggable: "false" });

  // Shows an alternative large over the page, as long as it is pointed at or has the focus.
  function preview(choice) {
    clearTimeout(preview.timer);
    const box = byId("preview");
    box.hidden = !choice;
    box.style.height = `${byId("stage").offsetHeight}px`;
    box.replaceChildren(...(choice ? [image(choice, "")] : []));
  }

  function card(choice) {
    const id = `notes-${choice.number}`;
    const show = () => {
      clearTimeout(preview.timer);
      preview.timer = setTimeout(() => preview(choice), REST);
    };
    const button = html("button", { type: "button", class: "alternative", "data-choice": choice.number, "aria-describedby": id, onclick: () => { preview(null); take(choice); }, onpointerenter: show, onpointerleave: () => preview(null), onfocus: (event) => event.target.matches(":focus-visible") && show(), onblur: () => preview(null) },
      image(choice, ""), html("span", { class: "title" }, choice.title));
    const notes = html("ul", { id, class: "notes" }, ...choice.notes.map((text) => html("li", { title: text }, text)));
    return html("li", {}, button, notes);
  }

  // Which of them is on the page.
  function mark() {
    for (const button of byId("alternatives").querySelectorAll(".alternative")) {
      const choice = made.choices.find((choice) => choice.number === Number(button.dataset.choice));
      button.setAttribute("aria-pressed", String(Boolean(choice?.is_taken)));
    }
  }

  function draw() {
    const entry = page();
    byId("strip-title").textContent = entry ? say("alternatives", { number: entry.number }) : "";
    const shown = made?.page === entry?.number ? made.choices : [];
    byId("alternatives").replaceChildren(...shown.map(card));
    if (shown.length) mark();
    pins();
  }

  // The pieces that stand on the page now, by the names of their areas.
  function standing() {
    if (!made || made.page !== page()?.number) return [];
    const names = new Set(made.choices.flatMap((choice) => choice.pieces.map((piece) => piece.name)));
    return (current()?.data?.areas ?? []).filter((area) => names.has(area.name));
  }

  function pins() {
    const list = standing();
    byId("pins").hidden = list.length === 0;
    byId("pin-list").replaceChildren(...list.map((area) => html("button", { type: "button", "data-pin": area.name, "aria-pressed": String(pinned.has(area.name)), title: area.title, lang: "zh", onclick: () => toggle(area.name) }, area.name)));
  }

  function toggle(name) {
    if (!pinned.delete(name)) pinned.add(name);
    const focused = document.activeElement?.dataset?.pin;
    pins();
    if (focused) document.querySelector(`[data-pin="${CSS.escape(focused)}"]`)?.focus();
    redraw();
  }

  byId("makeup").addEventListener("click", () => open(!isOpen()));
  byId("strip-close").addEventListener("click", close);
  byId("strip-search").addEventListener("click", search);
  strip.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });

  function close() {
    open(false);
    byId("makeup").focus();
  }

  return {
    toggle: () => page()?.pool && open(!isOpen()),
    // Another page is looked at, or the same as it is now.
    page() {
      byId("makeup").hidden = !page()?.pool;
      if (isOpen() && made?.page !== page()?.number && asked && strip.getAttribute("aria-busy") !== "true") open(false);
      if (isOpen() && !page()?.pool) open(false);
      if (isOpen()) pins();
    },
    // The issue is another one than before: by an alternative that was taken, or otherwise.
    changed() {
      if (!made) return;
      if (Date.now() - own < 5000) own = 0;
      else if (strip.getAttribute("aria-busy") !== "true") note(say("madeBefore"));
    },
    // In another language.
    async speak() {
      if (!made) return;
      const answer = await fetch(`made/${made.id}?language=${language()}`).catch(() => null);
      if (answer?.ok) made = await answer.json();
      note("");
      draw();
    },
    // A point of the page was clicked: whether that pins what stands there, or lets it go.
    pin(sheet, point) {
      if (!isOpen() || sheet !== current()) return false;
      const area = sheet.data?.areas[sheet.area(point)];
      if (!area || !standing().includes(area)) return false;
      toggle(area.name);
      return true;
    },
    // Shows over a page what is pinned on it.
    overlay(sheet) {
      if (!isOpen() || sheet !== current()) return;
      for (const area of standing().filter((area) => pinned.has(area.name))) {
        for (const [x, y, width, height] of area.parts) sheet.over.append(svg("rect", { class: "pinned", x, y, width, height }));
        const [x, y, width] = area.parts[0];
        const tag = html("div", { class: "tag pin-tag" }, say("pinned"));
        tag.style.left = `${((x + width) / sheet.data.width) * 100}%`;
        tag.style.top = `${(y / sheet.data.height) * 100}%`;
        sheet.tags.append(tag);
      }
    },
  };
}
