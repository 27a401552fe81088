// Measures the speed that people feel, on the built site in Chromium, and prints it as JSON:
// `cargo xtask perf` calls it, and holds the numbers against their bars.
//
// A key press is timed from the moment the browser got it until the frame with the new verdict has
// been painted. Those runs let the browser paint at once, so that no number holds the wait for the
// screen; frames are counted at the screen's own pace.

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keep, large, wide } from './e2e/large.mjs';

const web = path.dirname(fileURLToPath(import.meta.url));
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(String(free)));
  });
});
const address = `http://127.0.0.1:${port}/`;
const viewport = { width: 1440, height: 900 };
const atOnce = ['--disable-gpu-vsync', '--disable-frame-rate-limit'];

const launch = (args = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...args],
  });

const part = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};
const summary = (numbers) => ({
  middle: part(numbers, 0.5),
  most: part(numbers, 0.95),
  worst: Math.max(...numbers),
  count: numbers.length,
});

/** Runs in the page: notes when the first verdict has been painted. */
function noteVerdict() {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="status"][aria-label="Verdict"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (globalThis.firstVerdict = performance.now());
      port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true });
}

/**
 * Runs in the page: times each event of a kind until what it changed has been painted, and reports
 * it. Nobody asks the page meanwhile, so that asking takes no part of the time.
 */
function timeEvents(kind) {
  const element = document.querySelector('[role="status"][aria-label="Verdict"]');
  const verdict = () => element.textContent;
  const listener = (event) => {
    const before = verdict();
    let frames = 0;
    const wait = () =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const took = performance.now() - event.timeStamp;
          const changed = verdict() !== before;
          frames += 1;
          // A key's letter may come a frame after the key.
          if (changed || 100 < frames) globalThis.report({ took, changed });
          else wait();
        };
        port2.postMessage(null);
      });
    wait();
  };
  if (globalThis.stopTiming) globalThis.stopTiming();
  addEventListener(kind, listener, { capture: true });
  globalThis.stopTiming = () => removeEventListener(kind, listener, { capture: true });
}

/** Runs in the page: the time from each frame to the next, until it is asked for. */
function countFrames() {
  const frames = [];
  let last = performance.now();
  let counting = true;
  const frame = (now) => {
    frames.push(now - last);
    last = now;
    if (counting) requestAnimationFrame(frame);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(frame);
  });
  globalThis.frames = () => {
    counting = false;
    return frames;
  };
}

/** Who waits for what a page reports. */
const waiting = new WeakMap();

async function open(browser, work) {
  const page = await browser.newPage({ viewport });
  await page.exposeFunction('report', (timed) => waiting.get(page)(timed));
  if (work) await keep(page, work);
  await page.goto(address);
  await page.locator('json-editor .cm-content').waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  return page;
}

/** Cold: a browser that has seen nothing of the page yet. */
async function firstVerdicts(rounds) {
  const took = [];
  for (let round = 0; round < rounds; round += 1) {
    const browser = await launch();
    const page = await browser.newPage({ viewport });
    await page.addInitScript(noteVerdict);
    await page.goto(address);
    const verdict = await page.waitForFunction(() => globalThis.firstVerdict);
    took.push(await verdict.jsonValue());
    await browser.close();
  }
  return summary(took);
}

/** Times what is done to a page, one event after the other; each has to change the answer. */
async function timing(page, kind) {
  await page.evaluate(timeEvents, kind);
  const all = [];
  return {
    /** Does something with one such event in it, and waits until the event's answer is painted. */
    async one(act) {
      const heard = new Promise((resolve) => waiting.set(page, resolve));
      await act();
      const { took, changed } = await heard;
      if (!changed) throw new Error(`a ${kind} changed no verdict`);
      all.push(took);
    },
    /** The first few warm the engine up. */
    summary: () => summary(all.slice(4)),
  };
}

/** What each of these presses took. */
async function presses(page, keys) {
  // The keys that led here have been painted by then.
  await page.waitForTimeout(500);
  const timed = await timing(page, 'keydown');
  for (const key of keys) {
    // A finger lets go later than the answer comes.
    await timed.one(() => page.keyboard.down(key));
    await page.keyboard.up(key);
  }
  return timed.summary();
}

const backAndForth = (rounds) => Array.from({ length: rounds }, () => ['x', 'Backspace']).flat();

async function typing(browser, work) {
  const page = await open(browser, work);
  await page.getByRole('combobox', { name: 'Action' }).focus();
  await page.keyboard.press('End');
  const action = await presses(page, backAndForth(120));
  await page.locator('json-editor').getByText('"s3:GetObject"').first().click();
  await page.keyboard.press('End');
  for (const key of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  const policy = await presses(page, backAndForth(120));
  await page.close();
  return { action, policy };
}

/** The same work with Legal outside of its OU, and a request that the OU's policy would deny. */
function asked(work) {
  const document = JSON.parse(work);
  const { children } = document.organization.root;
  const legal = '333333333333';
  const [outside, [office]] = [children.filter(({ ou }) => !ou), children.filter(({ ou }) => ou)];
  office.children = office.children.filter(({ account }) => account !== legal);
  children.splice(outside.length, 0, { account: legal });
  const caller = { type: 'user', account: legal, name: 'Lea' };
  document.request = { caller, action: 'translate:TranslateText', resource: '*' };
  return JSON.stringify(document);
}

/** Takes an account into the OU whose policy denies, by mouse, again and again. */
async function drops(browser, work, rounds) {
  const page = await open(browser, asked(work));
  const row = (name) => page.getByRole('treeitem', { name: new RegExp(`^${name} ?,`) });
  const within = async (name, part) => {
    const { x, y, height } = await row(name).boundingBox();
    return [x + 80, y + height * part];
  };
  const timed = await timing(page, 'pointerup');
  for (let round = 1; round <= rounds; round += 1) {
    await page.locator('.tree').evaluate((list) => list.scrollTo(0, 0));
    await page.mouse.move(...(await within('Legal', 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await within('HR and Legal', 0.5)), { steps: 4 });
    await timed.one(() => page.mouse.up());
    const level = await row('Legal').getAttribute('aria-level');
    if (level !== '3') throw new Error(`the drop left the account on level ${level}`);
    await page.keyboard.press('Control+z');
    await row('Legal').and(page.locator('[aria-level="2"]')).waitFor();
  }
  await page.close();
  return timed.summary();
}

async function scrolling(browser, work) {
  const page = await open(browser, work);
  await page.locator('.tree').hover();
  await page.evaluate(countFrames);
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, turn % 20 === 19 ? -40_000 : 2500);
    await page.waitForTimeout(30);
  }
  const frames = await page.evaluate(() => globalThis.frames());
  await page.close();
  return summary(frames);
}

async function dragging(browser, work) {
  const page = await open(browser, work);
  const row = page.getByRole('treeitem', { name: /^Finance ?,/ });
  const from = await row.boundingBox();
  const frame = await page.locator('.tree').boundingBox();
  const x = from.x + 80;
  await page.mouse.move(x, from.y + 10);
  await page.mouse.down();
  await page.evaluate(countFrames);
  for (let y = from.y; y < frame.y + frame.height - 4; y += 6) await page.mouse.move(x, y);
  await page.waitForTimeout(2500);
  for (let y = frame.y + frame.height - 4; frame.y + 40 < y; y -= 6) await page.mouse.move(x, y);
  const frames = await page.evaluate(() => globalThis.frames());
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.close();
  return summary(frames);
}

/** A matrix of 200 by 200: from opening it until its last answer is painted, and the frames. */
async function matrix(browser, work) {
  const page = await open(browser, work);
  await page.evaluate(countFrames);
  const took = await page.evaluate(async () => {
    const begun = performance.now();
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Matrix').click();
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const isDone = () =>
      document.querySelector('.matrix-cell') && document.querySelector('.matrix-progress').textContent === '';
    for (await painted(); !isDone(); await painted());
    return performance.now() - begun;
  });
  const frames = await page.evaluate(() => globalThis.frames());
  const counts = await page.locator('.matrix-summary').textContent();
  if (!counts.startsWith('40000 requests')) throw new Error(`the matrix has ${counts}`);
  await page.close();
  return { took, frames: summary(frames) };
}

/** How long the page is busy when typing pauses: tests, saving, what would turn the answer. */
async function pause(browser, work) {
  const page = await open(browser, work);
  await page.evaluate(countFrames);
  await page.getByRole('combobox', { name: 'Action' }).focus();
  await page.keyboard.press('End');
  for (let round = 0; round < 5; round += 1) {
    await page.keyboard.press('x');
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(900);
  }
  const frames = await page.evaluate(() => globalThis.frames());
  await page.close();
  return summary(frames);
}

const server = spawn('node', ['e2e/server.mjs'], { cwd: web, env: { ...process.env, PORT: port }, stdio: ['ignore', 'ignore', 'inherit'] });
const browsers = [];
try {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const works = { 500: await large(500), 5000: await large(5000) };
  const measured = { first: await firstVerdicts(9) };
  const quick = await launch(atOnce);
  browsers.push(quick);
  for (const [accounts, work] of Object.entries(works)) {
    measured[accounts] = { ...(await typing(quick, work)), drop: await drops(quick, work, 104) };
  }
  await quick.close();
  const paced = await launch();
  browsers.push(paced);
  measured.scrolling = await scrolling(paced, works[5000]);
  measured.dragging = await dragging(paced, works[5000]);
  measured.pause = await pause(paced, works[5000]);
  measured.matrix = await matrix(paced, await wide());
  console.log(JSON.stringify(measured));
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  server.kill();
}
