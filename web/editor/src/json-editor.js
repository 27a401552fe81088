// <json-editor>: CodeMirror 6 as a custom element, in the light DOM. Properties in, events out;
// the contract is in ../README.md. It knows JSON, and nothing of policies.

import './styles.js';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { drawn } from './cursors.js';
import { showDiagnostics } from './diagnostics.js';
import { showHighlights } from './highlights.js';
import { showMargin } from './margin.js';
import { byUser, hostAnnotations, replacement } from './host.js';
import { reveal } from './reveal.js';
import { setup } from './setup.js';
import { LARGE, isLarge } from './size.js';

const MARKS = ['diagnostics', 'highlights', 'margin'];

const PROPERTIES = [
  'documentId',
  'value',
  'diagnostics',
  'highlights',
  'margin',
  'provider',
  'readonly',
  'label',
];

class JsonEditor extends HTMLElement {
  #view = null;
  #state = null;
  #access = new Compartment();
  #text = '';
  #textDoc = null;
  #documentId = null;
  #diagnostics = [];
  #highlights = [];
  #margin = [];
  #provider = null;
  #readonly = false;
  #label = 'Policy editor';
  /** Which marks the text does not show yet. */
  #stale = new Set();

  constructor() {
    super();
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.contains(relatedTarget)) this.#emit('editor-blur', {});
    });
  }

  connectedCallback() {
    PROPERTIES.forEach((name) => this.#takeOver(name));
    this.#view = new EditorView({ state: this.#state ?? this.#newState(this.#text), parent: this });
    this.#applyAccess();
    this.#annotate();
    if (isLarge(this.#view.state.doc)) this.#notice(true);
  }

  disconnectedCallback() {
    this.#text = this.value;
    this.#state = this.#view.state;
    this.#view.destroy();
    this.#view = null;
  }

  /** The text. Setting the text it has does nothing. */
  get value() {
    if (!this.#view) return this.#text;
    const { doc } = this.#view.state;
    if (doc !== this.#textDoc) {
      this.#text = doc.toString();
      this.#textDoc = doc;
    }
    return this.#text;
  }

  set value(value) {
    const text = String(value ?? '');
    const current = this.value;
    if (text === current) return;
    if (this.#view) {
      this.#dispatch({ changes: replacement(current, text), effects: this.#marks(text.length) });
    } else {
      this.#text = text;
      this.#state = null;
    }
  }

  /** Which document the text is of. Another one starts with no history and the cursor at 0. */
  get documentId() {
    return this.#documentId;
  }

  set documentId(id) {
    if (id === this.#documentId) return;
    this.#documentId = id;
    this.#state = null;
    if (!this.#view) return;
    this.#view.setState(this.#newState(this.value));
    this.#annotate();
  }

  get diagnostics() {
    return this.#diagnostics;
  }

  set diagnostics(diagnostics) {
    this.#diagnostics = diagnostics ?? [];
    this.#annotateSoon('diagnostics');
  }

  get highlights() {
    return this.#highlights;
  }

  set highlights(highlights) {
    this.#highlights = highlights ?? [];
    this.#annotateSoon('highlights');
  }

  get margin() {
    return this.#margin;
  }

  set margin(margin) {
    this.#margin = margin ?? [];
    this.#annotateSoon('margin');
  }

  get provider() {
    return this.#provider;
  }

  set provider(provider) {
    this.#provider = provider ?? null;
  }

  get readonly() {
    return this.#readonly;
  }

  set readonly(readonly) {
    if (Boolean(readonly) === this.#readonly) return;
    this.#readonly = Boolean(readonly);
    this.#applyAccess();
  }

  get label() {
    return this.#label;
  }

  set label(label) {
    const name = label || 'Policy editor';
    if (name === this.#label) return;
    this.#label = name;
    this.#applyAccess();
  }

  /** Scrolls to `from..to` and marks it for a moment; selection and focus stay. */
  reveal(from, to) {
    if (this.#view) reveal(this.#view, from, to);
  }

  focus() {
    this.#view?.focus();
  }

  /** A property set before the element was defined hides the setter: hand it over. */
  #takeOver(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #newState(text) {
    return EditorState.create({
      doc: text,
      extensions: [
        setup(() => this.#provider, text.length),
        this.#access.of(this.#accessExtensions()),
        EditorView.updateListener.of((update) => this.#report(update)),
      ],
    });
  }

  /** Name and read-only; a read-only text can still have the focus, be searched and copied. */
  #accessExtensions() {
    return [
      EditorState.readOnly.of(this.#readonly),
      EditorView.editable.of(!this.#readonly),
      this.#readonly ? drawn() : [],
      EditorView.contentAttributes.of({ 'aria-label': this.#label, tabindex: '0' }),
    ];
  }

  #applyAccess() {
    if (!this.#view) return;
    const effects = this.#access.reconfigure(this.#accessExtensions());
    this.#dispatch({ effects: [effects, this.#diagnosticsEffect(this.#view.state.doc.length)] });
  }

  /** All marks, or those that are not shown yet. */
  #marks(length, names = MARKS) {
    const effects = {
      diagnostics: () => this.#diagnosticsEffect(length),
      highlights: () => showHighlights(this.#highlights),
      margin: () => showMargin(this.#margin),
    };
    const made = names.map((name) => effects[name]());
    names.forEach((name) => this.#stale.delete(name));
    return made;
  }

  #diagnosticsEffect(length) {
    const offered = this.#readonly
      ? this.#diagnostics.map(({ fix, ...diagnostic }) => diagnostic)
      : this.#diagnostics;
    return showDiagnostics(offered, length, (type, detail) => this.#emit(type, detail));
  }

  #annotate(names) {
    if (this.#view) this.#dispatch({ effects: this.#marks(this.#view.state.doc.length, names) });
  }

  /** What is set in one go is shown in one go, before anything is painted. */
  #annotateSoon(name) {
    if (!this.#view) return;
    if (this.#stale.size === 0) queueMicrotask(() => this.#annotateStale());
    this.#stale.add(name);
  }

  #annotateStale() {
    if (0 < this.#stale.size) this.#annotate([...this.#stale]);
  }

  #dispatch(spec) {
    this.#view.dispatch({ ...spec, annotations: hostAnnotations });
  }

  #report({ transactions, startState, state, focusChanged, view }) {
    if (isLarge(startState.doc) !== isLarge(state.doc)) this.#notice(isLarge(state.doc));
    const users = transactions.filter(byUser);
    if (users.some(({ docChanged }) => docChanged)) {
      this.#emit('editor-change', { value: this.value });
    }
    const moved = users.some(
      (transaction) =>
        transaction.newSelection.main.head !== transaction.startState.selection.main.head,
    );
    if (moved || (focusChanged && view.hasFocus)) {
      this.#emit('editor-cursor', { offset: state.selection.main.head });
    }
  }

  #notice(limited) {
    this.#emit('editor-notice', { limited, limit: LARGE });
  }

  /** Sends an event; false when the page prevented its default. */
  #emit(type, detail) {
    const cancelable = type === 'editor-fix';
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }),
    );
  }
}

customElements.define('json-editor', JsonEditor);
