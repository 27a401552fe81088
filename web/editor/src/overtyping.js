// Typing over a selection of several lines. Left to themselves, browsers join the lines and copy
// how they looked into inline styles, which a strict content security policy forbids and reports.

import { EditorView } from '@codemirror/view';

export const overtyping = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { from, to } = state.selection.main;
    const isOver = state.doc.lineAt(from).number < state.doc.lineAt(to).number;
    const isTyped = event.inputType === 'insertText' && event.data && !view.composing;
    if (!isOver || !isTyped || state.readOnly) return false;
    event.preventDefault();
    const insert = () => state.update(state.replaceSelection(event.data), { userEvent: 'input.type' });
    const handlers = state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, event.data, insert))) view.dispatch(insert());
    return true;
  },
});
