// Screenshots of each kind of page of an e-paper, at a desk and on a phone, light and dark, for people to look at.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DESK, PHONE, go, launch, make, removeAll, serve, sleep, window_ } from "./support.mjs";

const [to = "shots"] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
const { site, date, edition } = make();
const server = await serve(site);
const browser = await launch();
const of = (test) => `${date}/articles/${(edition.articles.find(test) ?? edition.articles[0]).id}.html`;
const zoom = () => { for (let times = 0; times < 3; times += 1) document.querySelector('[data-zoom="in"]').click(); };
const vertical = () => { document.documentElement.dataset.writing = "vertical"; document.dispatchEvent(new CustomEvent("epaper-option")); };
const shots = [
  ["issues", "index.html"], ["issue", `${date}/index.html`], ["page", `${date}/page-${edition.pages[0].number}.html`],
  ["zoomed", `${date}/page-${edition.pages[0].number}.html`, zoom], ["article", of((article) => article.body.some((block) => block.type === "figure"))],
  ["table", of((article) => article.body.some((block) => block.type === "table"))],
  ["vertical", of((article) => article.direction === "vertical"), vertical], ["search", `${date}/search.html#q=${encodeURIComponent("的")}`],
];
for (const size of [DESK, PHONE]) {
  for (const dark of [false, true]) {
    const page = await window_(browser, size, { dark });
    for (const [name, path, act] of shots) {
      await go(page, "about:blank");
      await go(page, server.url + path);
      if (act) await page.evaluate(act);
      await sleep(800);
      await page.screenshot({ path: join(to, `${name}-${size.name}${dark ? "-dark" : ""}.png`) });
    }
  }
}
await browser.close();
server.end();
removeAll();
