// Bringing a place into view and marking it for a moment, without touching selection or focus.

import { foldedRanges, unfoldEffect } from '@codemirror/language';
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { clamped, hostAnnotations } from './host.js';

/** How long the mark stays, in milliseconds. */
const MARK_TIME = 1500;

const setMark = StateEffect.define();

/** The mark stands still and then is gone: no motion to be reduced. */
export const revealExtension = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMark)) return effect.value;
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Unfolds, scrolls to and marks `from..to`. */
export function reveal(view, from, to) {
  const range = clamped(from, to, view.state.doc.length);
  const marks =
    range.from < range.to
      ? Decoration.set(Decoration.mark({ class: 'cm-reveal' }).range(range.from, range.to))
      : Decoration.none;
  const folds = [];
  foldedRanges(view.state).between(range.from, range.to, (start, end) => {
    folds.push(unfoldEffect.of({ from: start, to: end }));
  });
  view.dispatch({
    effects: [...folds, setMark.of(marks), EditorView.scrollIntoView(range.from, { y: 'center' })],
    annotations: hostAnnotations,
  });
  setTimeout(() => {
    if (view.state.field(revealExtension, false) !== marks) return;
    view.dispatch({ effects: setMark.of(Decoration.none), annotations: hostAnnotations });
  }, MARK_TIME);
}
