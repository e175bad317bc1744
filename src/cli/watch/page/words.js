// The words of the page in its language. Names without a text show as themselves, so that a gap is seen.
let words = {};

export async function load(language) {
  words = await (await fetch(`words/${language}`)).json();
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const element of document.querySelectorAll("[data-title]")) element.title = say(element.dataset.title);
  for (const element of document.querySelectorAll("button[data-title]:not([data-word])")) element.setAttribute("aria-label", say(element.dataset.title));
}

// The text for one thing where there is one, and for several.
export const count = (name, values, number) => (number === 1 ? say(`${name}One`, values) : say(name, values));

export function say(name, values = {}) {
  const text = words[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (place, key) => (key in values ? values[key] : place));
}
