// Lighthouse over each kind of page of an e-paper, as on a phone: accessibility and best practices are 95 at the least.
import { make, launch, removeAll, require, serve } from "./support.mjs";

const LEAST = 95;
const { site, date, edition } = make();
const server = await serve(site);
const browser = await launch(["--remote-debugging-port=0"]);
const lighthouse = await import(require.resolve("lighthouse")).then((module) => module.default);
const port = Number(new URL(browser.wsEndpoint()).port);
const pages = ["index.html", `${date}/index.html`, `${date}/page-${edition.pages[0].number}.html`, `${date}/articles/${edition.articles[0].id}.html`, `${date}/search.html`];
let failed = 0;
for (const page of pages) {
  const { lhr } = await lighthouse(server.url + page, { port, onlyCategories: ["accessibility", "best-practices"], logLevel: "error", maxWaitForLoad: 60000 });
  for (const category of Object.values(lhr.categories)) {
    const score = Math.round((category.score ?? 0) * 100);
    const low = category.auditRefs.map((part) => lhr.audits[part.id]).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id);
    const good = score >= LEAST;
    failed += good ? 0 : 1;
    console.log(`${good ? "ok     " : "FAILED "} ${page}: ${category.title} ${score}${low.length ? ` (${low.join(", ")})` : ""}`);
  }
}
await browser.close();
server.end();
removeAll();
process.exit(failed ? 1 : 0);
