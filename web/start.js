// Starts the app. Trunk puts the addresses of the two files into the page's head as preloads; the
// start stands in a file of its own because a strict content security policy forbids inline scripts.
//
// A release build is split (see `crates/xtask/src/split.rs`): the first WebAssembly file holds what
// runs until the first verdict is on the screen, the second the rest. It is fetched once the verdict
// has been painted; when the app needs it earlier, `fetchNow` keeps the app waiting for it.

const preloaded = (selector) => document.head.querySelector(selector);
/** The element that tells the address of a file, and in built sites its digest. */
const told = (name) => document.head.querySelector(`meta[name="${name}-src"]`);
const rest = told('rest');

let first;

/** Nothing on the page may be taken for an answer any more. */
function giveUp(why, advice = 'Load the page again, or use a newer browser.') {
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = `${why} ${advice}`;
  document.body.replaceChildren(message);
}

/**
 * Whether a page of another site has this one in a frame, where it could lay something over it. A
 * host that sends `frame-ancestors` keeps it from coming that far; `/embed/` is for frames.
 */
function isFramedByOthers() {
  try {
    return window.top.location.origin !== location.origin;
  } catch {
    return true;
  }
}

function offerTab() {
  giveUp('IAM Playground does not open inside of another site’s page.', '');
  const link = document.createElement('a');
  Object.assign(link, { href: location.href, target: '_blank', rel: 'noopener' });
  link.textContent = 'Open it in a tab of its own.';
  document.body.firstChild.append(link);
}

/** Puts the functions of the second file where the first looks for them. */
function join(module) {
  if (first.rest_is_there.value) return;
  new WebAssembly.Instance(module, { first });
  first.rest_is_there.value = 1;
}

const digestOf = ({ dataset }) => ({ integrity: dataset.integrity ?? '' });

/** Whatever type the host gives the file: streaming would insist on the right one. */
async function fetchRest() {
  const answer = await fetch(rest.content, digestOf(rest));
  return WebAssembly.compile(await answer.arrayBuffer());
}

/** The app calls a function of the second file and cannot go on without it. */
function fetchNow() {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', rest.content, false);
    // As text in which each character is a byte: a request that blocks may not ask for bytes.
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
    join(new WebAssembly.Module(bytes));
  } catch (error) {
    giveUp('A part of IAM Playground could not be loaded.');
    throw error;
  }
}

/** Has the app's module import `fetchNow` too, and joins the rest before the app runs, if it is on its way. */
function lendFetch(early) {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (source, imports) => {
      const made = await original(source, { ...imports, rest: { fetch: fetchNow } });
      first = (made.instance ?? made).exports;
      await early?.then(join, () => {});
      return made;
    };
  }
}

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

/** The styles of what the first screen does not show. */
function addLaterStyles() {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  const { content, dataset } = told('later');
  sheet.integrity = dataset.integrity ?? '';
  sheet.href = content;
  document.head.append(sheet);
}

/** Imports a module of the site; the preload is what holds it to its digest. */
function importTold(name) {
  const { content, dataset } = told(name);
  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.integrity = dataset.integrity ?? '';
  preload.href = content;
  document.head.append(preload);
  return import(preload.href);
}

/**
 * Whether the rest is better there before the app starts: it will read a link or kept work before
 * its first verdict, or the service worker has the file at hand (which `fetchNow` cannot ask).
 */
function wantsRestFirst() {
  try {
    if (localStorage.length + sessionStorage.length > 0) return true;
  } catch {
    // This browser keeps nothing.
  }
  return location.hash.length > 1 || Boolean(navigator.serviceWorker?.controller);
}

async function begin() {
  const { default: start } = await import(preloaded('link[rel="modulepreload"]').href);
  const wasm = preloaded('link[rel="preload"][type="application/wasm"]');
  const app = { module_or_path: fetch(wasm.href, digestOf(wasm)) };
  if (rest) {
    const early = wantsRestFirst() ? fetchRest() : null;
    lendFetch(early);
    await start(app);
    // Should it not come now, `fetchNow` asks again when it is needed.
    if (!early) painted().then(fetchRest).then(join, () => {});
  } else {
    await start(app);
  }
  await painted();
  addLaterStyles();
  // The app waits for the element that this defines; without it a plain text box stays.
  importTold('editor').catch(() => {});
  const worker = document.head.querySelector('meta[name="service-worker"]');
  if (worker) importTold('offline').then((offline) => offline.default(worker.content), () => {});
}

if (isFramedByOthers()) {
  offerTab();
} else {
  try {
    await begin();
  } catch (error) {
    giveUp(`IAM Playground could not start: ${error.message}.`);
    throw error;
  }
}
