// What the checks have in common: an e-paper of a sample, a small server before it, and Chromium before that.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const require = createRequire(join(process.env.EPAPER_MODULES, "package.json"));
const puppeteer = await import(require.resolve("puppeteer-core")).then((module) => module.default ?? module);
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const sleep = (time) => new Promise((done) => setTimeout(done, time));
export const LIMIT = 120000;

// The two windows in which everything is looked at.
export const DESK = { name: "desk", width: 1280, height: 800 };
export const PHONE = { name: "phone", width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

// --- The e-paper ----------------------------------------------------------------------------------

const folders = new Set();
export const removeAll = () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));

// The e-paper of a sample, or the one that EPAPER_SITE names; with the folder of its issue and its data.
export function make(sample = "four-pages") {
  let site = process.env.EPAPER_SITE;
  if (!site) {
    site = mkdtempSync(join(tmpdir(), "banxin-epaper-"));
    folders.add(site);
    execFileSync(process.env.BANXIN, ["epaper", join(root, "samples", sample), "-o", site, "--pdf", "--quiet"], { stdio: ["ignore", "inherit", "inherit"] });
  }
  return opened(site);
}

export function opened(site) {
  const [date] = readdirSync(site).filter((name) => existsSync(join(site, name, "edition.json"))).sort().reverse();
  const edition = JSON.parse(readFileSync(join(site, date, "edition.json"), "utf8"));
  return { site, date, edition };
}

// Every file under a folder, from it, in order.
export function files(folder, from = folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path, from) : [relative(from, path)];
  });
}

// The words of a manuscript's body: what a reader must find on the page of its article, without blanks and marks of typing.
export const dense = (text) => text.replace(/\s+/gu, "");

// --- The server -----------------------------------------------------------------------------------

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png", ".json": "application/json", ".xml": "application/xml", ".pdf": "application/pdf" };

// Serves a folder as any web server would; `asked` has what browsers asked for.
export async function serve(folder) {
  const asked = [];
  const server = http.createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, normalize(path));
    asked.push(path);
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      answer.writeHead(404).end();
      return;
    }
    answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    answer.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, end: () => server.close() };
}

// --- The browser ----------------------------------------------------------------------------------

export const launch = (more = []) =>
  puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true, protocolTimeout: LIMIT * 2, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", ...more] });

// A window of its own whose faults are told; what it asks from elsewhere is one of them.
export async function window_(browser, size, { dark = false, scripts = true, origin } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ deviceScaleFactor: 1, ...size });
  await page.setJavaScriptEnabled(scripts);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("request", (request) => {
    if (origin && !request.url().startsWith(origin) && !request.url().startsWith("data:")) page.faults.push(`asked elsewhere: ${request.url()}`);
  });
  return page;
}

// Goes to a page and waits until its scripts have run.
export async function go(page, url) {
  await page.goto(url, { timeout: LIMIT, waitUntil: "load" });
  await sleep(60);
}
