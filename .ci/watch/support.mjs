// What the checks have in common: a copy of a sample, banxin over it, and Chromium before it.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(process.env.WATCH_MODULES, "package.json"));
const puppeteer = await import(require.resolve("puppeteer-core")).then((module) => module.default ?? module);
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const sleep = (time) => new Promise((done) => setTimeout(done, time));

// A copy of a sample in a folder of its own.
export function copy(sample) {
  const dir = mkdtempSync(join(tmpdir(), "banxin-watch-"));
  cpSync(join(root, "samples", sample), dir, { recursive: true });
  return dir;
}

export const read = (dir, file) => readFileSync(join(dir, file), "utf8");
export const write = (dir, file, text) => writeFileSync(join(dir, file), text);

// Replaces text in a file, which must be there.
export function edit(dir, file, from, to) {
  const text = read(dir, file);
  const next = text.replace(from, to);
  if (next === text) throw new Error(`${file} has no ${from}`);
  write(dir, file, next);
}

const running = new Set();

// Ends those that a check left because it failed.
export const endAll = () => [...running].forEach((end) => end());

// Runs `banxin watch` and gives its address.
export async function watch(dir, more = []) {
  const child = spawn(process.env.BANXIN, ["watch", dir, "--port", "48350", ...more], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, VISUAL: "", LANGUAGE: "", LC_ALL: "C.UTF-8" },
  });
  const url = await new Promise((done, fail) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      if (text.includes("\n")) done(text.trim().split("\n")[0]);
    });
    child.on("exit", (code) => fail(new Error(`banxin watch ended with ${code}`)));
  });
  const end = () => {
    running.delete(end);
    child.kill();
    rmSync(dir, { recursive: true, force: true });
  };
  running.add(end);
  return {
    url,
    origin: new URL(url).origin,
    end,
  };
}

// Milliseconds that anything may take: machines that run the checks may be slow.
export const LIMIT = 180000;
// Pages behind others are not slowed down, and colours are those of the files.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-renderer-backgrounding", "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--force-color-profile=srgb"];

export const launch = () =>
  puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true, args: FLAGS, protocolTimeout: LIMIT * 2 });

// A page of the browser whose faults are told, when so many parts of the page are shown.
export async function open(browser, url, { width = 1500, height = 1000, dark = false, scale = 1, parts = 4 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  if (dark) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  await page.goto(url, { timeout: LIMIT });
  await page.waitForFunction((parts) => document.querySelectorAll("svg.paper > g").length >= parts, { timeout: LIMIT, polling: 50 }, parts);
  await page.evaluate(() => document.fonts.ready);
  return page;
}
