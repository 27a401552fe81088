// The package in a browser, without a bundler: the example of the README, and every case of `spec/`.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { code, printed } from './example.mjs';

const built = fileURLToPath(new URL('../../../target/js/', import.meta.url));
const web = createRequire(new URL('../../../web/package.json', import.meta.url));
const { chromium } = web('@playwright/test');

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const page = `<!doctype html>
<script type="importmap">{ "imports": { "iam-playground": "./index.js" } }</script>
<script type="module" src="example.js"></script>`;

const corpus = fileURLToPath(new URL('../../../target/corpus.jsonl', import.meta.url));

const server = createServer(async ({ url }, response) => {
  const name = path.basename(url);
  if (url === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  } else if (name === 'example.js') {
    response.writeHead(200, { 'content-type': types['.js'] }).end(code);
  } else if (name === 'empty.html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  } else {
    const content = await readFile(path.join(built, name)).catch(() => null);
    const type = types[path.extname(name)];
    response.writeHead(content === null ? 404 : 200, { 'content-type': type ?? 'text/plain' });
    response.end(content);
  }
});
let browser;

before(async () => {
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
});
after(async () => {
  await browser?.close();
  server.close();
});

test('the example of the README prints what it says', { timeout: 60_000 }, async () => {
  const tab = await browser.newPage();
  const said = [];
  const done = new Promise((all, failed) => {
    tab.on('console', (message) => {
      if (message.type() !== 'log') return;
      said.push(message.text());
      if (said.length === printed.length) all();
    });
    tab.on('pageerror', failed);
  });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await done;
  assert.deepEqual(said, printed);
});

test('every case of the spec comes out as it says', { timeout: 60_000 }, async () => {
  const cases = (await readFile(corpus, 'utf8')).trim().split('\n');
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/empty.html`);
  const outcomes = await tab.evaluate(async (lines) => {
    const { evaluate } = await import('./index.js');
    return lines.map((line) => evaluate(line));
  }, cases);
  assert.deepEqual(outcomes.filter(({ pass }) => pass !== true), []);
  const asked = new Set(outcomes.map(({ id }) => id));
  assert.ok(1600 < asked.size && asked.size === cases.length, `${asked.size} cases`);
  console.log(`${cases.length} cases in ${browser.version()}`);
});
