// Prints the numbers of the functions that run until the first verdict is on the screen, as JSON.
// `cargo xtask build` calls it with a copy of the site in which every function reports itself:
//
//     node first-load.mjs FOLDER [ADDRESS]...
//
// The addresses, from the site's own, are opened one after the other; the page's is the only one
// unless others are given.

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const web = path.dirname(fileURLToPath(import.meta.url));
const port = String(20_000 + (process.pid % 20_000));
const site = `http://127.0.0.1:${port}/`;
const [folder, ...given] = process.argv.slice(2);
const addresses = given.length ? given : [''];
const screens = [
  { viewport: { width: 1440, height: 900 } },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

/** Runs in the page before anything else: takes the reports until the verdict has been painted. */
function listen() {
  globalThis.entered = new Set();
  let listening = true;
  const reports = { enter: (number) => void (listening && globalThis.entered.add(number)) };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = (source, imports) => original(source, { ...imports, reports });
  }
  const stop = () => {
    listening = false;
  };
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="status"][aria-label="Verdict"]')) return;
    observer.disconnect();
    // The embed is inert until its app starts, which is after the verdict was painted.
    if (document.body.inert) stop();
    else requestAnimationFrame(() => setTimeout(stop, 0));
  }).observe(document, { childList: true, subtree: true });
  globalThis.reported = () => !listening && [...globalThis.entered];
}

const server = spawn('node', ['e2e/server.mjs'], {
  cwd: web,
  env: { ...process.env, PORT: port, DIST: `${path.resolve(folder)}${path.sep}` },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
});

/** The server needs a moment to listen. */
async function open(page, address) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await page.goto(new URL(address, site).href);
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

try {
  const entered = new Set();
  for (const screen of screens) {
    for (const address of addresses) {
      const page = await browser.newPage(screen);
      await page.addInitScript(listen);
      await open(page, address);
      const reported = await page.waitForFunction(() => globalThis.reported());
      for (const number of await reported.jsonValue()) entered.add(number);
      await page.close();
    }
  }
  console.log(JSON.stringify([...entered].sort((a, b) => a - b)));
} finally {
  await browser.close();
  server.kill();
}
