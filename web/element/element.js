// <iam-playground>: IAM Playground in a frame of any page. docs/EMBEDDING.md is the contract.
//
// A classic script, so that it loads from any host without a header.

const NAMESPACE = 'iam-playground';
/** Where this file lies, the site lies, unless `src` is an address of another one. */
const site = document.currentScript?.src ?? document.baseURI;
const EVENTS = ['ready', 'resize', 'result', 'changed', 'state', 'exercise'];
const QUERY = ['mode', 'lock', 'hide', 'theme', 'lang', 'autorun', 'readonly', 'height'];

let count = 0;

class IamPlayground extends HTMLElement {
  static observedAttributes = ['src', 'theme', 'lang', 'readonly'];

  #id = `${NAMESPACE}-${++count}`;
  #frame = null;
  #isReady = false;
  /** What is said once the frame is ready. */
  #waiting = [];
  /** Who waits for the state. */
  #asked = [];
  #take = ({ source, data }) => {
    const isOurs = source && source === this.#frame?.contentWindow && data?.ns === NAMESPACE;
    if (!isOurs || data.v !== 1 || data.id !== this.#id || !EVENTS.includes(data.type)) return;
    if (data.type === 'ready') {
      this.#isReady = true;
      this.#waiting.splice(0).forEach((message) => this.#say(message));
    }
    if (data.type === 'resize') this.#frame.style.height = `${Number(data.height) || 0}px`;
    if (data.type === 'state') this.#asked.shift()?.resolve(data.link);
    this.dispatchEvent(new CustomEvent(data.type, { detail: data }));
  };

  connectedCallback() {
    addEventListener('message', this.#take);
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#take);
    this.#forget();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) return;
    if (name === 'theme') this.#say({ type: 'setTheme', theme: now ?? 'auto' });
    if (name === 'lang') this.#say({ type: 'setLang', lang: now || 'en' });
    if (name === 'readonly') this.#say({ type: 'setReadonly', readonly: now !== null && now !== '0' });
    if (name === 'src') this.#show();
  }

  #address() {
    const given = new URL(this.getAttribute('src') ?? '', site);
    const url = new URL(/\/embed\/([\w.]*)$/.test(given.pathname) ? '.' : 'embed/', given);
    for (const name of QUERY) {
      if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name) || '1');
    }
    url.searchParams.set('id', this.#id);
    // A page on a disk has none that a frame could check.
    if (location.origin.startsWith('http')) url.searchParams.set('origin', location.origin);
    url.hash = given.hash;
    return url.href;
  }

  /** Makes the frame; its address never changes, so that Back leaves the page around. */
  #show() {
    this.#forget();
    const frame = document.createElement('iframe');
    frame.title = this.title || 'IAM Playground';
    frame.loading = 'lazy';
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
    frame.allow = 'clipboard-write';
    const height = parseInt(this.getAttribute('height'), 10) || 420;
    Object.assign(frame.style, { display: 'block', width: '100%', height: `${height}px`, border: '0' });
    frame.src = this.#address();
    this.#frame = frame;
    this.replaceChildren(frame);
  }

  #forget() {
    this.#isReady = false;
    this.#waiting = [];
    this.#asked.splice(0).forEach(({ reject }) => reject(new Error('The frame is gone.')));
  }

  #say(message) {
    if (!this.#isReady) this.#waiting.push(message);
    // The frame has no origin that could be named; links are all that is told.
    else this.#frame.contentWindow.postMessage({ ns: NAMESPACE, v: 1, id: this.#id, ...message }, '*');
  }

  /** What is in hand, as a link; `null` where it is too large for one. */
  getState() {
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#say({ type: 'getState' });
    });
  }

  setState(link) {
    this.#say({ type: 'setState', link: String(link) });
  }

  run() {
    this.#say({ type: 'run' });
  }

  reset() {
    this.#say({ type: 'reset' });
  }

  focus() {
    this.#frame?.focus();
    this.#say({ type: 'focus' });
  }
}

if (!customElements.get(NAMESPACE)) customElements.define(NAMESPACE, IamPlayground);
