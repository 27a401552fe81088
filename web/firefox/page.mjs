// Firefox with the built site in it, and the few things that every journey does there. Puppeteer
// speaks WebDriver BiDi to Debian's Firefox ESR, which Playwright cannot drive.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

/** How long anything may take, on however loaded a machine. */
export const PATIENCE = 30_000;

const web = fileURLToPath(new URL('..', import.meta.url));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(String(port)));
    });
  });

/** Starts the browser, with these preferences, and a server for `dist/`. */
export async function start(preferences = {}) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/some/path/`;
  const downloads = await mkdtemp(path.join(os.tmpdir(), 'iam-playground-'));
  const server = spawn('node', ['e2e/server.mjs'], {
    cwd: web,
    env: { ...process.env, PORT: port, BASE: '/some/path/' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.helperApps.neverAsk.saveToDisk': 'application/json',
      ...preferences,
    },
  });
  const stop = async () => {
    await browser.close();
    server.kill();
    await rm(downloads, { recursive: true, force: true });
  };
  return { browser, address, downloads, stop };
}

/** A visitor of whom the browser knows nothing, on the page. */
export async function visit({ browser, address }, { fragment = '', width = 1440, height = 950 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewport({ width, height });
  const visitor = Object.assign(new Visit(page), { context, complaints, viewport: { width, height } });
  await visitor.open(`${address}${fragment}`);
  return visitor;
}

/** What a visitor sees and does. */
class Visit {
  constructor(page) {
    this.page = page;
  }

  async open(address) {
    await this.page.goto(address);
    await this.page.waitForSelector('json-editor .cm-content');
  }

  /** The page in another tab of the same browser. */
  async otherTab(address) {
    const page = await this.context.newPage();
    await page.setViewport(this.viewport);
    const other = new Visit(page);
    await other.open(address);
    return other;
  }

  async leave() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }

  /** Waits until the verdict says all of these. */
  async verdict(...parts) {
    const selector = '[role="status"][aria-label="Verdict"]';
    const says = (where, wanted) => {
      const text = document.querySelector(where)?.textContent ?? '';
      return wanted.every((part) => text.includes(part));
    };
    try {
      await this.page.waitForFunction(says, { timeout: PATIENCE }, selector, parts);
    } catch {
      const text = await this.page.$eval(selector, (status) => status.textContent);
      assert.fail(`the verdict is “${text}” and not ${parts.join(', ')}`);
    }
  }

  /** Waits for a text somewhere in an element. */
  async says(selector, text) {
    const holds = (where, wanted) =>
      [...document.querySelectorAll(where)].some((element) => element.textContent.includes(wanted));
    await this.until(holds, () => `“${text}” in ${selector}`, selector, text);
  }

  /** Waits until a function of the page answers, or says what is missing and what the page shows. */
  async until(holds, missing, ...given) {
    try {
      return await this.page.waitForFunction(holds, { timeout: PATIENCE, polling: 50 }, ...given);
    } catch {
      const text = await this.page.evaluate(() => {
        const shown = document.querySelector('dialog') ?? document.querySelector('.column-request') ?? document.body;
        return shown.innerText.replaceAll('\n', ' | ');
      });
      return assert.fail(`there is no ${missing()}; the page says: ${text}`);
    }
  }

  /** The row of the tree with this name. */
  async row(name) {
    const find = (wanted) =>
      [...document.querySelectorAll('.tree-row')].find(
        (row) => row.querySelector('.tree-name').textContent === wanted,
      );
    const handle = await this.page.waitForFunction(find, { timeout: PATIENCE }, name);
    return handle.asElement();
  }

  /** Waits until a row stands on a level. */
  async level(name, level) {
    const stands = (wanted, on) =>
      [...document.querySelectorAll('.tree-row')].some(
        (row) => row.querySelector('.tree-name').textContent === wanted && row.ariaLevel === on,
      );
    await this.page.waitForFunction(stands, { timeout: PATIENCE }, name, String(level));
  }

  /** Clicks what has this text: a button or an entry of a menu. */
  async press(text, selector = 'button') {
    const find = (where, wanted) =>
      [...document.querySelectorAll(where)].find(
        (button) => 0 < button.offsetWidth && (button.ariaLabel ?? button.textContent).trim().startsWith(wanted),
      );
    const handle = await this.until(find, () => `“${text}” to press`, selector, text);
    await this.settled(handle.asElement());
    await handle.asElement().click();
  }

  /** Waits until an element stays where it is, so that a click meets it. */
  async settled(element) {
    const stays = (part) =>
      new Promise((done) => {
        const place = () => JSON.stringify(part.getBoundingClientRect());
        const look = (before) =>
          requestAnimationFrame(() => (place() === before ? done() : look(place())));
        look('');
      });
    await element.evaluate(stays);
  }

  /** Waits until a field holds a value. */
  async holds(selector, value) {
    const has = (where, wanted) => document.querySelector(where)?.value === wanted;
    await this.page.waitForFunction(has, { timeout: PATIENCE }, selector, value);
  }

  /** Waits until no element is there any more. */
  async gone(selector) {
    await this.page.waitForFunction((where) => !document.querySelector(where), { timeout: PATIENCE }, selector);
  }

  /** Chooses an entry of a row's menu. */
  async choose(name, entry) {
    await (await this.row(name)).click({ button: 'right' });
    await this.press(entry, '.menu-item');
  }

  /** Types into a field in place of what it holds. */
  async fill(selector, text) {
    await this.page.click(selector, { count: 3 });
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    if (text === '') await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(text);
  }

  /** Chooses who asks, by what the list says. */
  async ask(caller) {
    const value = await this.page.$eval(
      '#caller',
      (select, label) => [...select.options].find((option) => option.label === label).value,
      caller,
    );
    await this.page.select('#caller', value);
  }

  /** Puts text where the caret is, in one piece, so that the editor closes no bracket by itself. */
  async insert(text) {
    await this.page.evaluate((inserted) => document.execCommand('insertText', false, inserted), text);
  }

  /** Waits until a scenario with this part is kept for the next visit. */
  async kept(part) {
    const has = (wanted) =>
      Object.entries(localStorage).some(([key, text]) => key.startsWith('iam-playground.work.') && text.includes(wanted));
    await this.until(has, () => `kept “${part}”`, part);
  }

  /** Presses keys together, such as Control and z. */
  async keys(...keys) {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1));
    for (const key of keys.slice(0, -1).reverse()) await this.page.keyboard.up(key);
  }

  /** The row of the library with this policy. */
  async policy(name) {
    const find = (wanted) =>
      [...document.querySelectorAll('.library-list [data-policy]')].find((row) => row.textContent.includes(wanted));
    const handle = await this.page.waitForFunction(find, { timeout: PATIENCE }, name);
    return handle.asElement();
  }

  /** Drags an element by mouse to the row with this name. */
  async drag(element, to, { drop = true } = {}) {
    const middle = async (part) => {
      await part.scrollIntoView();
      const { x, y, height } = await part.boundingBox();
      return [x + 90, y + height / 2];
    };
    await this.page.mouse.move(...(await middle(element)));
    await this.page.mouse.down();
    await this.page.mouse.move(...(await middle(await this.row(to))), { steps: 6 });
    if (drop) await this.page.mouse.up();
  }

  /** Lets go of what is dragged where it may not go, and waits for the reason. */
  async refuses(element, to, reason) {
    await this.drag(element, to, { drop: false });
    await this.says('.drag-label', reason);
    await this.page.mouse.up();
    await this.says('[role="alert"]', reason);
  }

  /** Drags the icon of a row by finger to another row. */
  async swipe(from, to) {
    const grip = await (await (await this.row(from)).$('.grip')).boundingBox();
    const target = await (await this.row(to)).boundingBox();
    const start = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    const end = [start[0] + 60, target.y + target.height / 2];
    const { touchscreen } = this.page;
    await touchscreen.touchStart(...start);
    await touchscreen.touchMove(start[0] + 9, start[1] + 9);
    await touchscreen.touchMove(...end);
    await touchscreen.touchMove(...end);
    await touchscreen.touchEnd();
  }
}
