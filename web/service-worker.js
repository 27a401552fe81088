// Keeps the whole site, so that it works without a network. `cargo xtask build` puts two lines before
// this text: `version`, which changes whenever a file does, and `files`, the addresses of all files.
//
// A new version is fetched and kept beside the old one. It takes over when the page asks for it
// (`take-over`), or when no page of the old one is open any more.

const prefix = `iam-playground ${registration.scope} `;
const cacheName = prefix + version;

async function keep() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The address a file is kept under: a folder stands for its page, and a query changes nothing. */
function addressOf({ url }) {
  const address = new URL(url);
  address.search = '';
  address.pathname = address.pathname.replace(/\/index\.html$/, '/');
  return address.href;
}

async function answer(request) {
  const cache = await caches.open(cacheName);
  return (await cache.match(addressOf(request))) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(keep()));

addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOthers(), clients.claim()]));
});

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) {
    event.respondWith(answer(event.request));
  }
});

addEventListener('message', ({ data }) => {
  if (data === 'take-over') skipWaiting();
});
