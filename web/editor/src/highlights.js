// Statements of the decision path: coloured lines, and a mark in a gutter of their own, so that
// colour is never the only signal. Which statements, and why, is the page's to say.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';
import { clamped } from './host.js';

/** What the gutter's tooltip says of each kind, strongest first. */
const MEANINGS = {
  decides: 'Decides the request',
  denies: 'Denies the request',
  allows: 'Allows the request',
  hover: 'Selected in the decision path',
  dim: 'Does not apply to the request',
};
const KINDS = Object.keys(MEANINGS);

const setHighlights = StateEffect.define();

const highlightField = StateField.define({
  create: () => ({ decorations: Decoration.none, marks: RangeSet.empty }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setHighlights)) return render(effect.value, transaction.newDoc);
    }
    if (!transaction.docChanged) return value;
    const { changes } = transaction;
    return { decorations: value.decorations.map(changes), marks: value.marks.map(changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

export const highlightsExtension = [
  highlightField,
  gutter({ class: 'cm-path-gutter', markers: (view) => view.state.field(highlightField).marks }),
];

/** The effect that shows the page's `highlights`. */
export const showHighlights = (highlights) => setHighlights.of(highlights);

/** A bar in the gutter; on the first line of a statement with the sign of its kind. */
class PathMark extends GutterMarker {
  constructor(kinds, first) {
    super();
    this.kinds = kinds;
    this.first = first;
    this.elementClass = kinds.map((kind) => `cm-path cm-path-${kind}`).join(' ');
  }

  eq(other) {
    return this.elementClass === other.elementClass && this.first === other.first;
  }

  toDOM() {
    const sign = document.createElement('div');
    sign.className = this.first ? 'cm-path-sign' : 'cm-path-rest';
    sign.title = this.kinds.map((kind) => MEANINGS[kind]).join('. ');
    return sign;
  }
}

function render(highlights, doc) {
  const ranges = highlights
    .filter(({ kind }) => KINDS.includes(kind))
    .map(({ from, to, kind }) => ({ ...clamped(from, to, doc.length), kind }));
  const decorations = ranges.flatMap((range) => decorate(range, doc));
  return { decorations: Decoration.set(decorations, true), marks: marksOf(ranges, doc) };
}

/** Lines of their own are coloured whole; a statement that shares its line only behind itself. */
function decorate({ from, to, kind }, doc) {
  if (sharesLine(from, to, doc)) {
    return from < to ? [Decoration.mark({ class: `cm-part cm-part-${kind}` }).range(from, to)] : [];
  }
  const line = Decoration.line({ class: `cm-lines cm-lines-${kind}` });
  return linesOf(from, to, doc).map((start) => line.range(start));
}

function sharesLine(from, to, doc) {
  const line = doc.lineAt(from);
  if (line.to < to) return false;
  // Not put together first: a policy of megabytes may be one line, and have many statements.
  const before = line.text.slice(0, from - line.from);
  return [before, line.text.slice(to - line.from)].some((text) => /[^\s,[\]]/.test(text));
}

function marksOf(ranges, doc) {
  const lines = new Map();
  for (const { from, to, kind } of ranges) {
    linesOf(from, to, doc).forEach((start, index) => {
      const line = lines.get(start) ?? { kinds: new Set(), first: false };
      line.kinds.add(kind);
      line.first ||= index === 0;
      lines.set(start, line);
    });
  }
  const marks = [...lines].map(([start, { kinds, first }]) =>
    new PathMark(
      KINDS.filter((kind) => kinds.has(kind)),
      first,
    ).range(start),
  );
  return RangeSet.of(marks, true);
}

/** Start offsets of the lines that `from..to` touches. */
function linesOf(from, to, doc) {
  const starts = [];
  for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
    starts.push(line.from);
    if (to <= line.to) return starts;
  }
}
