// Who draws cursors and selection: the browser while there is one cursor in a text that can be
// changed; the editor for several cursors, and in a read-only text, where browsers show none.
// What the editor draws it measures at each key, and a blinking layer is one more to paint.

import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection } from '@codemirror/view';

const several = new Compartment();

/** The editor's own drawing; touch keeps the system's handles. */
export function drawn() {
  if (matchMedia('(pointer: coarse)').matches) return [];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return drawSelection({ cursorBlinkRate: still ? 0 : 1200 });
}

/** Several cursors for a mouse and for keys. */
export function cursors() {
  if (matchMedia('(pointer: coarse)').matches) return [];
  const layers = drawn();
  return [
    several.of([]),
    EditorState.allowMultipleSelections.of(true),
    EditorState.transactionExtender.of(({ startState, newSelection }) => {
      const wanted = newSelection.ranges.length === 1 ? [] : layers;
      const is = several.get(startState) === layers;
      return is === (wanted === layers) ? null : { effects: several.reconfigure(wanted) };
    }),
  ];
}
