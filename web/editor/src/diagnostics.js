// Findings of the page in the text: underline, gutter mark, tooltip, and the fix that a finding
// may carry. It does not find anything itself.

import {
  linter,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnosticsEffect,
  forEachDiagnostic,
} from '@codemirror/lint';
import { ChangeSet, StateField } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { clamped } from './host.js';
import { element, prose } from './prose.js';

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' };

/** Edits made since the page last reported, to carry the offsets of a fix forward. */
const sinceReport = StateField.define({
  create: (state) => ChangeSet.empty(state.doc.length).desc,
  update(changes, transaction) {
    if (transaction.effects.some((effect) => effect.is(setDiagnosticsEffect))) {
      return ChangeSet.empty(transaction.newDoc.length).desc;
    }
    return transaction.docChanged ? changes.composeDesc(transaction.changes.desc) : changes;
  },
});

export const diagnosticsExtension = [linter(null), lintGutter({ hoverTime: 150 }), sinceReport];

/**
 * The effect that shows the page's `diagnostics` in a document of `length`.
 * `emit(type, detail)` sends an event and says whether the page let its default happen.
 */
export function showDiagnostics(diagnostics, length, emit) {
  return setDiagnosticsEffect.of(
    diagnostics.map((diagnostic, index) => ({
      ...clamped(diagnostic.from, diagnostic.to, length),
      severity: diagnostic.severity,
      message: `${WORDS[diagnostic.severity]}: ${diagnostic.message}`,
      renderMessage: () => renderMessage(diagnostic),
      fix: diagnostic.fix && ((view) => applyFix(view, diagnostic, index, emit)),
      actions: diagnostic.fix
        ? [{ name: diagnostic.fix.title, apply: (view) => applyFix(view, diagnostic, index, emit) }]
        : [],
    })),
  );
}

function renderMessage({ severity, message, code }) {
  const fragment = document.createDocumentFragment();
  const word = element('span', `cm-severity cm-severity-${severity}`, WORDS[severity]);
  fragment.append(word, ' ', prose(message), element('span', 'cm-diagnosticCode', code));
  return fragment;
}

/** Offers the fix to the page; unless the page takes it over, makes its edits as the user's. */
function applyFix(view, { code, fix }, index, emit) {
  if (view.state.readOnly) return;
  const edits = currentEdits(view.state, fix.edits);
  if (!edits) {
    view.dispatch({
      effects: EditorView.announce.of('The text has changed, the fix no longer fits'),
    });
    return;
  }
  if (!emit('editor-fix', { index, code, title: fix.title, edits })) return;
  view.dispatch({
    changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })),
    userEvent: 'input.fix',
    scrollIntoView: true,
  });
  view.focus();
}

/** `edits` with today's offsets, or null when what they replace has been edited meanwhile. */
function currentEdits(state, edits) {
  const changes = state.field(sinceReport);
  const fits = ({ from, to }) => to <= changes.length && !changes.touchesRange(from, to);
  if (!edits.every(fits)) return null;
  return edits.map(({ from, to, text }) => ({
    from: changes.mapPos(from),
    to: changes.mapPos(to),
    text,
  }));
}

/** Diagnostics under the cursor or selection. */
function diagnosticsHere(state) {
  const { from, to } = state.selection.main;
  const here = [];
  forEachDiagnostic(state, (diagnostic, start, end) => {
    if (start <= to && from <= end) here.push(diagnostic);
  });
  return here;
}

/** Moves by `command`, then reads out what is wrong there: the tooltip is silent. */
const moveAndAnnounce = (command) => (view) => {
  if (!command(view)) return false;
  const messages = diagnosticsHere(view.state).map(({ message }) => message);
  view.dispatch({ effects: EditorView.announce.of(messages.join('. ')) });
  return true;
};

function fixHere(view) {
  const fixable = diagnosticsHere(view.state).find(({ fix }) => fix);
  fixable?.fix(view);
  return Boolean(fixable);
}

export const diagnosticsKeymap = [
  { key: 'F8', run: moveAndAnnounce(nextDiagnostic), preventDefault: true },
  { key: 'Shift-F8', run: moveAndAnnounce(previousDiagnostic), preventDefault: true },
  { key: 'Mod-.', run: fixHere, preventDefault: true },
];
