// Starts the app. Trunk puts the addresses of the two files into the page's head as preloads; the
// start stands in a file of its own because a strict content security policy forbids inline scripts.
//
// A release build is split (see `crates/xtask/src/split.rs`): the first WebAssembly file holds what
// runs until the first verdict is on the screen, the second the rest. It is fetched once the verdict
// has been painted; when the app needs it earlier, `fetchNow` keeps the app waiting for it.

const preloaded = (selector) => document.head.querySelector(selector).href;
const told = (name) => document.head.querySelector(`meta[name="${name}-src"]`)?.content;
const restAddress = told('rest');

let first;

/** Nothing on the page may be taken for an answer any more. */
function giveUp(why) {
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = `${why} Load the page again, or use a newer browser.`;
  document.body.replaceChildren(message);
}

/** Puts the functions of the second file where the first looks for them. */
function join(module) {
  if (first.rest_is_there.value) return;
  new WebAssembly.Instance(module, { first });
  first.rest_is_there.value = 1;
}

/** Whatever type the host gives the file: streaming would insist on the right one. */
async function fetchRest() {
  const answer = await fetch(restAddress);
  return WebAssembly.compile(await answer.arrayBuffer());
}

/** The app calls a function of the second file and cannot go on without it. */
function fetchNow() {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', restAddress, false);
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

/** Has the app's module import `fetchNow` too, and joins `rest` before the app runs, if it is given. */
function lendFetch(rest) {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (source, imports) => {
      const made = await original(source, { ...imports, rest: { fetch: fetchNow } });
      first = (made.instance ?? made).exports;
      await rest?.then(join, () => {});
      return made;
    };
  }
}

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

/** The styles of what the first screen does not show. */
function addLaterStyles() {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = told('later');
  document.head.append(sheet);
}

/** Whether the app will read a link or kept work before its first verdict. */
function hasSomethingToRead() {
  try {
    return location.hash.length > 1 || localStorage.length > 0;
  } catch {
    return location.hash.length > 1;
  }
}

try {
  const { default: start } = await import(preloaded('link[rel="modulepreload"]'));
  const app = { module_or_path: preloaded('link[rel="preload"][type="application/wasm"]') };
  if (restAddress) {
    const early = hasSomethingToRead() ? fetchRest() : null;
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
  import(told('editor')).catch(() => {});
  if (told('sw')) import(told('offline')).then(({ default: start }) => start(told('sw')), () => {});
} catch (error) {
  giveUp(`IAM Playground could not start: ${error.message}.`);
  throw error;
}
