// One plate of a page, with the buttons that choose another.
import { html } from "./dom.js";
import { say } from "./words.js";

const PROCESS = ["Cyan", "Magenta", "Yellow", "Black"];
const word = (name) => (PROCESS.includes(name) ? say(`plate${name}`) : name);

export function platesOf(entry, shown, choose) {
  const image = html("img", { class: "plate", alt: say("plateOf", { name: word(shown), number: entry.number }), src: `plate/${entry.number}/${encodeURIComponent(shown)}?dpi=120&of=${entry.drawn}` });
  const tools = html("div", { class: "group", role: "group", "aria-label": say("plates") },
    ...entry.plates.map((name) => html("button", { type: "button", "aria-pressed": String(name === shown), onclick: () => choose(name) }, word(name))));
  const wait = html("p", { class: "drawing", role: "status" }, say("loading"));
  image.addEventListener("load", () => wait.remove());
  // An image does not tell why it cannot be had; the answer does.
  image.addEventListener("error", async () => {
    const why = await fetch(image.src).then((answer) => (answer.status === 500 ? answer.text() : ""), () => "");
    wait.textContent = [say("plateLost"), why].filter(Boolean).join(": ");
  });
  const sheet = html("div", { class: "sheet" }, image, wait);
  return { leaf: html("div", { class: "leaf" }, tools, sheet), sheet, tools };
}
