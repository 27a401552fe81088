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
  await page.goto(`${address}${fragment}`);
  await page.waitForSelector('json-editor .cm-content');
  return Object.assign(new Visit(page), { context, complaints });
}

/** What a visitor sees and does. */
class Visit {
  constructor(page) {
    this.page = page;
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
      await this.page.waitForFunction(says, { timeout: 5000 }, selector, parts);
    } catch {
      const text = await this.page.$eval(selector, (status) => status.textContent);
      assert.fail(`the verdict is “${text}” and not ${parts.join(', ')}`);
    }
  }

  /** Waits for a text somewhere in an element. */
  async says(selector, text) {
    const holds = (where, wanted) =>
      [...document.querySelectorAll(where)].some((element) => element.textContent.includes(wanted));
    await this.page.waitForFunction(holds, { timeout: 5000 }, selector, text);
  }

  /** The row of the tree with this name. */
  async row(name) {
    const find = (wanted) =>
      [...document.querySelectorAll('.tree-row')].find(
        (row) => row.querySelector('.tree-name').textContent === wanted,
      );
    const handle = await this.page.waitForFunction(find, { timeout: 5000 }, name);
    return handle.asElement();
  }

  /** Waits until a row stands on a level. */
  async level(name, level) {
    const stands = (wanted, on) =>
      [...document.querySelectorAll('.tree-row')].some(
        (row) => row.querySelector('.tree-name').textContent === wanted && row.ariaLevel === on,
      );
    await this.page.waitForFunction(stands, { timeout: 5000 }, name, String(level));
  }

  /** Clicks what has this text: a button or an entry of a menu. */
  async press(text, selector = 'button') {
    const find = (where, wanted) =>
      [...document.querySelectorAll(where)].find(
        (button) => 0 < button.offsetWidth && (button.ariaLabel ?? button.textContent).trim().startsWith(wanted),
      );
    const handle = await this.page.waitForFunction(find, { timeout: 5000 }, selector, text);
    await handle.asElement().click();
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

  /** Presses keys together, such as Control and z. */
  async keys(...keys) {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1));
    for (const key of keys.slice(0, -1).reverse()) await this.page.keyboard.up(key);
  }

  /** Drags by mouse from the middle of one row to that of another. */
  async drag(from, to, { drop = true } = {}) {
    const middle = async (name) => {
      const { x, y, height } = await (await this.row(name)).boundingBox();
      return [x + 90, y + height / 2];
    };
    await this.page.mouse.move(...(await middle(from)));
    await this.page.mouse.down();
    await this.page.mouse.move(...(await middle(to)), { steps: 6 });
    if (drop) await this.page.mouse.up();
  }
}
