// A plain static host for `dist/`, or the folder in DIST: files under one path, with the headers
// of `web/_headers`, no compression.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersOf } from './headers.mjs';

const { BASE: base = '/', PORT: port = '4173' } = process.env;
const dist = process.env.DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const server = createServer(async (request, response) => {
  const [pathname] = request.url.split(/[?#]/);
  const asked = decodeURIComponent(pathname.slice(base.length));
  const wanted = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  const file = path.join(dist, wanted);
  if (!pathname.startsWith(base) || !file.startsWith(dist)) {
    response.writeHead(404).end();
    return;
  }
  try {
    const content = await readFile(file);
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headersOf(`/${asked}`), 'content-type': type }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});

server.listen(Number(port), '127.0.0.1');
