// Starts the app in the frame.
//
// A frame may have no origin of its own (`sandbox="allow-scripts"`). Such a frame may fetch
// nothing from a host that sends no CORS header, not even from the host it came from; classic
// scripts it may run. So the WebAssembly comes in scripts: packed, in base64, as strings.
//
// It comes in two parts (see `crates/xtask/src/split.rs`). The first finds the answer, which is
// painted here; the app that draws everything else is in the second. Until that is there the frame
// is inert, and what the page around says waits.

const parts = globalThis.iamPlayground;
parts.examples = {};
const told = (name) => document.head.querySelector(`meta[name="${name}-src"]`)?.content;

let exports;

/** Nothing on the page may be taken for an answer any more. */
function giveUp(why) {
  const message = make('p', { role: 'alert' }, `${why} Load the page again, or use a newer browser.`);
  document.body.inert = false;
  document.body.replaceChildren(message);
}

function make(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...content);
  return element;
}

/** A sentence whose parts between backticks are code. */
const prose = (sentence) =>
  sentence.split('`').map((part, place) => (place % 2 ? make('code', {}, part) : part));

const unpack = (text) =>
  parts.unpack(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));

const rules = { createScriptURL: (address) => address };
const policy = globalThis.trustedTypes?.createPolicy('iam-playground', rules) ?? rules;

/** Runs a script of this site. */
function run(address) {
  const script = document.createElement('script');
  script.src = policy.createScriptURL(address);
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error('a part of it did not come'));
    document.head.append(script);
  });
}

parts.fetchEditor = () => run(told('editor'));

/** The link of an example. */
parts.fetchExample = async (id) => {
  if (!parts.examples[id]) await run(`scenarios/${encodeURIComponent(id)}.js`);
  return parts.examples[id];
};

/** What stands after `#`; an example that is not built in is replaced by its link. */
async function fragment() {
  const [, id] = location.hash.match(/^#example\/([a-z0-9-]+)$/) ?? [];
  if (!parts.scenarios.includes(id)) return location.hash;
  return parts.fetchExample(id).catch(() => location.hash);
}

/** The second part, ready to be joined. */
async function fetchRest() {
  if (!told('rest')) return null;
  await run(told('rest'));
  return WebAssembly.compile(unpack(parts.rest));
}

/** Puts the functions of the second part where the first looks for them. */
function join(module) {
  if (!module) return;
  new WebAssembly.Instance(module, { first: exports });
  exports.rest_is_there.value = 1;
}

/** The first part, whose stand-ins for functions of the second fail until that is there. */
async function startFirst() {
  const fetch = () => {
    throw new Error('this answer needs the second part');
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (bytes, imports) => {
    const made = await instantiate(bytes, { ...imports, rest: { fetch } });
    ({ exports } = made.instance);
    return made;
  };
  const { app } = parts;
  await app({ module_or_path: unpack(parts.first) });
  WebAssembly.instantiate = instantiate;
  return app;
}

/** Paints the answer, if the first part can find it. */
function paint(app, fragment) {
  const stack = exports.g0?.value;
  let told = [];
  try {
    told = app.first_answer(location.search, fragment);
  } catch {
    // What was begun is given up, and its stack with it.
    if (exports.g0) exports.g0.value = stack;
  }
  const [title, question, state, word, sentence, ...notes] = told;
  if (word === undefined) return;
  const verdict = make(
    'div',
    { class: 'verdict', role: 'status', 'aria-label': 'Verdict', 'aria-live': 'off', 'data-state': state },
    make('span', { class: 'icon' }),
    make('strong', { class: 'verdict-word' }, word),
    make('p', { class: 'verdict-sentence' }, ...prose(sentence)),
    ...notes.map((note) => make('p', { class: 'verdict-note' }, ...prose(note))),
  );
  const answer = [make('p', { class: 'embed-question' }, ...prose(question)), verdict];
  const main = make('main', { class: 'embed-parts' }, make('div', { class: 'embed-answer' }, ...answer));
  const header = make('header', { class: 'embed-bar' }, make('h1', {}, title));
  document.body.replaceChildren(make('div', { class: 'embed' }, ...(title ? [header] : []), main));
}

/** A frame that is out of sight is not painted, and shall answer all the same. */
const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done, 0));
    setTimeout(done, 300);
  });

const waiting = [];
const hold = (event) => waiting.push(event);

function theme() {
  const asked = new URLSearchParams(location.search).get('theme');
  if (['light', 'dark'].includes(asked)) document.documentElement.dataset.theme = asked;
}

try {
  theme();
  document.body.inert = true;
  addEventListener('message', hold);
  const [app, held] = await Promise.all([startFirst(), fragment()]);
  paint(app, held);
  await painted();
  join(await fetchRest());
  document.body.replaceChildren();
  app.run(held);
  // The app draws itself before anything else that waits.
  await new Promise((done) => setTimeout(done, 0));
  document.body.inert = false;
  removeEventListener('message', hold);
  for (const event of waiting) dispatchEvent(event);
} catch (error) {
  giveUp(`IAM Playground could not start: ${error.message}.`);
  throw error;
}
