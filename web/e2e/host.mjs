// Somebody else's site on another origin, for the journeys of the embed: the pages of
// `embed/examples/` as a host would have them, and pages that a journey writes itself.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' };

const listen = (answer) =>
  new Promise((done) => {
    const server = createServer((request, response) => {
      const [pathname] = request.url.split(/[?#]/);
      answer(pathname).then(
        ({ type, content }) => response.writeHead(200, { 'content-type': type }).end(content),
        () => response.writeHead(404).end(),
      );
    });
    server.listen(0, '127.0.0.1', () => done(server));
  });

const file = async (name) => ({
  type: `${types[path.extname(name)] ?? 'application/octet-stream'}; charset=utf-8`,
  content: await readFile(name),
});

/** A host whose pages show the embed of `site`; its name differs from the site's. */
export async function startHost(site) {
  const pages = new Map();
  const server = await listen(async (pathname) => {
    const written = pages.get(pathname);
    if (written) return { type: 'text/html; charset=utf-8', content: written };
    const found = await file(path.join(dist, 'embed/examples', path.basename(pathname)));
    const text = String(found.content).replaceAll('../../', site).replaceAll('"../?', `"${site}embed/?`);
    return { ...found, content: text };
  });
  const address = `http://localhost:${server.address().port}/`;
  return {
    address,
    /** The address of a page with this body. */
    write(name, body) {
      pages.set(`/${name}`, `<!doctype html><html lang="en"><title>${name}</title><link rel="icon" href="data:,"><body>${body}</body></html>`);
      return `${address}${name}`;
    },
    stop: () => server.close(),
  };
}

/** The site on a host that sends no headers but the type. */
export async function startPlainSite() {
  const server = await listen((pathname) =>
    file(path.join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname)),
  );
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
