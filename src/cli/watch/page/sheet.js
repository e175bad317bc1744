// One page: its paper as SVG, of which only the parts that changed are replaced, and what lies over it.
import { html, svg } from "./dom.js";
import { say } from "./words.js";
import { draw as drawOverlays } from "./overlays.js";

// Resolves when what was put into the document has been painted: behind the next frame.
const painted = () =>
  new Promise((done) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    }),
  );

export class Sheet {
  constructor(entry) {
    this.number = entry.number;
    this.width = entry.width;
    this.height = entry.height;
    this.revision = 0;
    this.digest = "";
    this.data = null;
    this.known = new Map();
    // Whether the last state that was fetched looks otherwise than the one before.
    this.moved = false;
    this.paper = svg("svg", { class: "paper", "aria-hidden": "true" });
    this.over = svg("svg", { class: "over", "aria-hidden": "true" });
    this.tags = html("div", { class: "tags" });
    this.sheet = html("div", { class: "sheet picking" }, this.paper, this.over, this.tags);
    // Beside the page, where badges stand: at the left, at the right or on both sides; nowhere on small pages.
    this.gutter = html("div", { class: "gutter" });
    this.sides = null;
    this.leaf = html("div", { class: "leaf", "data-page": entry.number }, this.sheet, this.gutter);
    this.label(entry);
  }

  label(entry) {
    this.entry = entry;
    const pages = entry.facing ? say("pageNumbers", entry) : say("pageNumber", entry);
    this.leaf.setAttribute("role", "group");
    this.leaf.setAttribute("aria-label", pages + (entry.section ? ` ${entry.section}` : ""));
  }

  // Gives the sheet so many CSS pixels to the point.
  scale(pixels) {
    this.pixels = pixels;
    this.sheet.style.width = `${this.width * pixels}px`;
    this.sheet.style.height = `${this.height * pixels}px`;
  }

  // Fetches what changed since the state that is shown, and shows it.
  async refresh(wanted, shown) {
    if (this.loading) {
      this.again = true;
      return this.loading;
    }
    this.loading = this.fetch(wanted, shown).finally(() => {
      this.loading = null;
      if (this.again) {
        this.again = false;
        this.refresh(null, shown);
      }
    });
    return this.loading;
  }

  async fetch(wanted, shown) {
    if (wanted && wanted === this.digest) return;
    const asked = performance.now();
    const answer = await fetch(`page/${this.number}?from=${this.revision}`);
    if (!answer.ok) return;
    const data = await answer.json();
    if (data.digest === this.digest) {
      this.revision = data.revision;
      return;
    }
    const first = this.digest === "";
    const fetched = performance.now();
    const before = this.paper.childElementCount;
    const changed = this.show(data);
    if (changed === null) {
      // The server does not remember the state that was shown: all parts are fetched.
      this.revision = 0;
      return this.fetch(null, shown);
    }
    this.moved = changed.length > 0 || this.paper.childElementCount !== before;
    shown();
    const replaced = performance.now();
    await painted();
    const now = performance.now();
    performance.measure("banxin-painted", { start: asked, end: now });
    window.dispatchEvent(
      new CustomEvent("banxin:painted", {
        detail: { page: this.number, revision: data.revision, at: performance.timeOrigin + now, asked, fetched, replaced, now },
      }),
    );
    if (!first) this.light(changed);
  }

  // Puts the parts in place. Gives those that are new, or null where one is not at hand.
  show(data) {
    const have = new Map(this.known);
    const next = new Map();
    const order = [];
    const changed = [];
    for (const part of data.parts) {
      const list = have.get(part.digest);
      let element = list?.shift();
      if (!element) {
        const text = part.svg ?? next.get(part.digest)?.[0]?.innerHTML ?? this.known.get(part.digest)?.[0]?.innerHTML;
        if (text === undefined) return null;
        element = svg("g");
        element.innerHTML = text;
        changed.push(element);
      }
      const place = `translate(${part.at[0]} ${part.at[1]})`;
      if (element.getAttribute("transform") !== place) {
        if (element.hasAttribute("transform")) changed.push(element);
        element.setAttribute("transform", place);
      }
      order.push(element);
      next.set(part.digest, [...(next.get(part.digest) ?? []), element]);
    }
    if (this.width !== data.width || this.height !== data.height || !this.paper.hasAttribute("viewBox")) {
      this.width = data.width;
      this.height = data.height;
      for (const layer of [this.paper, this.over]) layer.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
      this.scale(this.pixels ?? 1);
    }
    const staying = new Set(order);
    for (const element of [...this.paper.children]) if (!staying.has(element)) element.remove();
    let before = null;
    for (const element of order.reverse()) {
      if (element.nextSibling !== before || element.parentNode !== this.paper) this.paper.insertBefore(element, before);
      before = element;
    }
    this.known = next;
    this.data = data;
    this.digest = data.digest;
    this.revision = data.revision;
    return changed;
  }

  // Shows for a moment where something changed.
  light(elements) {
    for (const element of elements.slice(0, 60)) {
      if (!element.isConnected) continue;
      const box = element.getBBox();
      const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
      const lit = svg("rect", { class: "changed", x: box.x + x - 2, y: box.y + y - 2, width: box.width + 4, height: box.height + 4 });
      lit.addEventListener("animationend", () => lit.remove());
      this.over.append(lit);
    }
  }

  overlay(choices, findings, chosen) {
    if (this.data) drawOverlays(this, choices, findings, chosen);
  }

  // The point of the page under a pointer, in points.
  point(event) {
    const box = this.sheet.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.width, ((event.clientY - box.top) / box.height) * this.height];
  }

  // The area at a point, as an index.
  area([x, y]) {
    const holds = ([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height;
    return this.data?.areas.findIndex((area) => area.parts.some(holds)) ?? -1;
  }
}
