// After one visit the site works without a network; a newer version is offered, never forced; and
// the single file opens from a disk.

import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, unconnected } from './page.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A host of its own for each journey: it can be stopped, and its files changed. */
const test = unconnected.extend({
  host: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'iam-playground-'));
    await cp(dist, folder, { recursive: true });
    const port = String(21_000 + Math.floor(Math.random() * 20_000));
    const server = spawn('node', [fileURLToPath(new URL('server.mjs', import.meta.url))], {
      env: { ...process.env, PORT: port, BASE: '/', DIST: `${folder}/` },
      stdio: 'ignore',
    });
    const address = `http://127.0.0.1:${port}/`;
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await fetch(address).then(() => true, () => false);
      if (up) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await use({ address, folder, stop: () => server.kill() });
    server.kill();
    await rm(folder, { recursive: true });
  },
});

test.use({ serviceWorkers: 'allow' });

const verdict = (page) => page.getByRole('status', { name: 'Verdict' });
const askForLea = (page) =>
  page.getByRole('combobox', { name: 'Caller' }).selectOption({ label: 'Lea (user)' });

/** Waits until the service worker has taken over: from then on no network is needed. */
const isKept = (page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

test('without a network the page loads, is edited, shared and opened again', async ({ page, host, context }) => {
  await page.goto(host.address);
  await isKept(page);
  host.stop();
  await page.reload();
  await expect(verdict(page)).toContainText('Allowed');
  await askForLea(page);
  await expect(verdict(page)).toContainText('Denied');
  await expect(page.locator('json-editor')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await expect(verdict(other)).toContainText('Denied');
  await other.goto(`${host.address}#example/region-lock`);
  await expect(other.getByRole('tree')).toBeVisible();
  await expect(other.getByText('could not be fetched')).toHaveCount(0);
});

test('a newer version is offered and loaded when asked for', async ({ page, host }) => {
  await page.goto(host.address);
  await isKept(page);
  await askForLea(page);
  const worker = path.join(host.folder, 'service-worker.js');
  const text = await readFile(worker, 'utf8');
  await writeFile(worker, text.replace(/version = '\w+'/, "version = 'newer'"));
  const index = path.join(host.folder, 'index.html');
  await writeFile(index, (await readFile(index, 'utf8')).replace('<title>', '<title>Newer '));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await expect(page.getByText('A new version of IAM Playground is ready')).toBeVisible();
  await expect(page).not.toHaveTitle(/Newer/);
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page).toHaveTitle(/Newer/);
  await expect(verdict(page)).toContainText('Denied');
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
});

test('the single file opens from a disk', async ({ page, context }) => {
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  const address = pathToFileURL(path.join(dist, 'iam-playground.html')).href;
  await page.goto(address);
  await expect(verdict(page)).toContainText('Allowed');
  await askForLea(page);
  await expect(verdict(page)).toContainText('Denied');
  await expect(page.locator('json-editor')).toBeVisible();
  await page.goto(`${address}#example/region-lock`);
  await expect(page.getByText('could not be fetched')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('tree')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
});
