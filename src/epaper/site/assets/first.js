// Runs before the page is painted: what the reader chose (type size, light or dark, direction of text) is set at once.
// Choices are kept in this browser alone; where it keeps nothing, they hold for this page.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const names = ["size", "theme", "writing"];
  const key = (name) => "epaper-" + name;

  const read = (name) => {
    try {
      return localStorage.getItem(key(name)) || "";
    } catch {
      return "";
    }
  };
  const set = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of names) set(name, read(name));

  document.addEventListener("DOMContentLoaded", () => {
    const options = document.querySelector(".options");
    if (!options) return;
    for (const name of names) {
      const value = root.dataset[name] || "";
      for (const input of options.querySelectorAll(`input[name="${name}"]`)) input.checked = input.value === value;
    }
    options.addEventListener("change", (event) => {
      const { name, value } = event.target;
      set(name, value);
      try {
        if (value) localStorage.setItem(key(name), value);
        else localStorage.removeItem(key(name));
      } catch {
        // It holds for this page.
      }
      document.dispatchEvent(new CustomEvent("epaper-option", { detail: name }));
    });
    // A press elsewhere, or Escape, closes the panel.
    document.addEventListener("pointerdown", (event) => {
      if (!options.contains(event.target)) options.open = false;
    });
    options.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !options.open) return;
      options.open = false;
      options.querySelector("summary").focus();
      event.stopPropagation();
    });
  });
})();
