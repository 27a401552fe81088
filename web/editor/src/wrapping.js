// Long lines: their wrapped rows start where the text of the line starts, a little further in.

import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';

/** How far wrapped rows stand in from the line's own indentation, in characters. */
const STEP = 2;
/** No row starts further right than this, or little would fit on a phone. */
const MOST = 16;

const decorations = Array.from({ length: MOST + 1 }, (_, indent) =>
  Decoration.line({ class: `cm-indent-${indent}` }),
);
/** Classes, for a browser that edits a line may copy its style, and a strict policy forbids that. */
const rules = Array.from({ length: MOST + 1 }, (_, indent) => [
  `.cm-indent-${indent}`,
  { '--cm-indent': `${indent}ch` },
]);

const plugin = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = indentVisible(view);
    }

    update({ docChanged, viewportChanged, view }) {
      if (docChanged || viewportChanged) this.decorations = indentVisible(view);
    }
  },
  { decorations: (held) => held.decorations },
);

export const hangingIndent = [plugin, EditorView.theme(Object.fromEntries(rules))];

function indentVisible({ state: { doc }, viewport }) {
  const builder = new RangeSetBuilder();
  for (let line = doc.lineAt(viewport.from); ; line = doc.line(line.number + 1)) {
    const indent = Math.min(line.text.search(/\S|$/) + STEP, MOST);
    builder.add(line.from, line.from, decorations[indent]);
    if (line.number === doc.lines || viewport.to <= line.to) return builder.finish();
  }
}
