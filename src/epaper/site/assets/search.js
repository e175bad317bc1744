// Search in an issue: every word of the query stands in a story. What is looked for is kept in the address, so that the
// way back from a story leads to the results. On the index of an issue it links to issues that were added later.
(() => {
  "use strict";

  // --- Neighbours of the issue ------------------------------------------------------------------

  const around = document.querySelector("[data-issue]");
  const issues = window.EPAPER_ISSUES;
  if (around && issues) {
    const at = issues.indexOf(around.dataset.issue);
    const link = (folder, rel, words) => {
      let known = around.querySelector(`[rel="${rel}"]`);
      if (at < 0) return;
      if (!folder) {
        if (known) known.remove();
        return;
      }
      if (!known) {
        known = document.createElement("a");
        known.rel = rel;
        known.textContent = words;
        if (rel === "prev") around.prepend(known);
        else around.append(known);
      }
      known.href = `../${folder}/index.html`;
    };
    link(issues[at - 1], "prev", "‹ " + around.dataset.before);
    link(issues[at + 1], "next", around.dataset.after + " ›");
  }

  // --- Search -----------------------------------------------------------------------------------

  const input = document.getElementById("query");
  const index = window.EPAPER_INDEX;
  if (!input || !index) return;
  const results = document.getElementById("results");
  const count = document.getElementById("count");

  // Full-width letters, capitals and compatible forms are the same; the length of a text may change by that, so excerpts
  // are looked for letter by letter.
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const stories = index.map((story, at) => ({ ...story, at, title: fold(story.t), text: fold(story.k + " " + story.x) }));

  const times = (text, word) => text.split(word).length - 1;

  const find = (query) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return { words, found: [] };
    const found = stories.filter((story) => words.every((word) => story.text.includes(word) || story.title.includes(word)));
    const worth = (story) => words.reduce((sum, word) => sum + (story.title.includes(word) ? 100 : 0) + Math.min(20, times(story.text, word)), 0);
    found.sort((one, other) => worth(other) - worth(one) || one.at - other.at);
    return { words, found };
  };

  // The text with its words marked, as nodes.
  const marked = (text, words, node) => {
    const folded = Array.from(text, fold);
    let at = 0;
    const letters = Array.from(text);
    const hit = (from) => {
      for (const word of words) {
        let [seen, to] = ["", from];
        while (to < folded.length && seen.length < word.length) seen += folded[to++];
        if (seen === word) return to;
      }
      return 0;
    };
    let plain = "";
    while (at < letters.length) {
      const to = hit(at);
      if (!to) {
        plain += letters[at++];
        continue;
      }
      node.append(plain);
      plain = "";
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(at, to).join("");
      node.append(mark);
      at = to;
    }
    node.append(plain);
    return node;
  };

  // Words around the first place of the first word that is found, from the start of a sentence if it is near.
  const excerpt = (story, words) => {
    const within = words.some((word) => fold(story.x).includes(word));
    const flat = within || !story.k ? story.x : story.k;
    // Letters may become more when they are folded: `starts` tells of each where it begins in the folded text.
    const letters = Array.from(flat);
    const starts = [];
    let folded = "";
    for (const letter of letters) {
      starts.push(folded.length);
      folded += fold(letter);
    }
    const places = words.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
    const first = places.length ? Math.min(...places) : 0;
    let found = 0;
    while (found + 1 < starts.length && starts[found + 1] <= first) found += 1;
    let at = Math.max(0, found - 24);
    for (let near = at; at > 0 && near < found; near += 1) {
      if ("。！？；".includes(letters[near])) {
        at = near + 1;
        break;
      }
    }
    const cut = letters.slice(at, at + 96).join("");
    return (at > 0 ? "……" : "") + cut + (at + 96 < letters.length ? "……" : "");
  };

  const element = (name, kind) => {
    const node = document.createElement(name);
    node.className = kind;
    return node;
  };

  const show = () => {
    const query = input.value.trim();
    const { words, found } = find(query);
    results.replaceChildren(...found.map((story) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = story.h;
      link.append(marked(story.t, words, element("span", "title")));
      link.append(marked(excerpt(story, words), words, element("span", "excerpt")));
      const place = element("span", "eyebrow");
      place.textContent = story.p;
      link.append(place);
      item.append(link);
      return item;
    }));
    count.textContent = !query ? "" : found.length ? count.dataset.found.replace("{n}", found.length) : count.dataset.none;
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname.split("/").pop());
  };

  const asked = /^#q=(.*)$/.exec(location.hash);
  if (asked) {
    try {
      input.value = decodeURIComponent(asked[1]);
    } catch {
      input.value = "";
    }
  }
  let waiting = 0;
  input.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // Letters of an input method are no words yet.
    if (event.isComposing) return;
    waiting = setTimeout(show, 120);
  });
  if (input.value) show();
  else input.focus();
})();
