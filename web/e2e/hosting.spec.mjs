// The configuration in `docs/hosting/nginx.conf`, run by nginx, sends what `web/_headers` says.
// NGINX_PROGRAM names it (NGINX means something else to nginx); where there is none, nothing is tested.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersOf } from './headers.mjs';
import { expect, unconnected } from './page.mjs';

const program = process.env.NGINX_PROGRAM;
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const config = new URL('../../docs/hosting/nginx.conf', import.meta.url);

const test = unconnected.extend({
  host: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'iam-playground-nginx-'));
    const port = String(21_000 + Math.floor(Math.random() * 20_000));
    const site = (await readFile(config, 'utf8'))
      .replace('listen 8080;', `listen 127.0.0.1:${port};`)
      .replace('root /srv/iam-playground;', `root ${dist};`);
    const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder};`)
      .join(' ');
    await writeFile(
      path.join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr;
       ${process.getuid() === 0 ? 'user root;' : ''}
       events {} http { access_log off; ${own} ${site} }`,
    );
    const server = spawn(program, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const address = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await fetch(address).then(() => true, () => false);
      if (up) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await use(address);
    server.kill();
    await rm(folder, { recursive: true });
  },
});

test.use({ serviceWorkers: 'allow' });
test.skip(!program, 'there is no nginx here');

test('nginx sends the headers of the site', async ({ host }) => {
  const names = await readdir(dist);
  const first = names.find((name) => /^first-.*\.wasm$/.test(name));
  for (const asked of ['/', '/index.html', '/embed/', `/${first}`, '/manifest.webmanifest']) {
    const answer = await fetch(host + asked);
    expect(answer.status, asked).toBe(200);
    for (const [name, values] of Object.entries(headersOf(asked))) {
      expect(answer.headers.get(name), `${name} of ${asked}`).toBe(values.join(', '));
    }
  }
  expect((await fetch(`${host}/_headers`)).status).toBe(404);
});

test('nginx sends types, compresses, and lets browsers keep what never changes', async ({ host }) => {
  const names = await readdir(dist);
  const header = async (name, wanted) => {
    const asked = name instanceof RegExp ? names.find((file) => name.test(file)) : name;
    const answer = await fetch(`${host}/${asked}`, { headers: { 'accept-encoding': 'gzip' } });
    return answer.headers.get(wanted);
  };
  expect(await header(/^first-.*\.wasm$/, 'content-type')).toBe('application/wasm');
  expect(await header('manifest.webmanifest', 'content-type')).toContain('application/manifest+json');
  expect(await header(/^start-.*\.js$/, 'content-type')).toContain('text/javascript');
  expect(await header(/^first-.*\.wasm$/, 'content-encoding')).toBe('gzip');
  expect(await header(/^first-.*\.wasm$/, 'cache-control')).toContain('immutable');
  expect(await header('service-worker.js', 'cache-control')).toBe('no-cache');
  expect(await header('', 'cache-control')).toBe('no-cache');
});

test('the page works behind nginx', async ({ page, host }) => {
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(`${host}/`);
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('Allowed');
  await expect(page.locator('json-editor')).toBeVisible();
  expect(complaints).toEqual([]);
});
