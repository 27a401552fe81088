// Signs in a margin of their own, one at the line where something begins: how full each is drawn,
// and what it means, is the page's to say.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import { clamped } from './host.js';

const SIGNS = ['full', 'half', 'empty'];

const setMargin = StateEffect.define();

const marginField = StateField.define({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMargin)) return render(effect.value, transaction.newDoc);
    }
    return transaction.docChanged ? marks.map(transaction.changes) : marks;
  },
});

export const marginExtension = [
  marginField,
  gutter({ class: 'cm-margin', markers: (view) => view.state.field(marginField) }),
];

/** The effect that shows the page's `margin`. */
export const showMargin = (margin) => setMargin.of(margin);

class MarginSign extends GutterMarker {
  constructor(sign, text) {
    super();
    this.sign = sign;
    this.text = text;
  }

  eq(other) {
    return this.sign === other.sign && this.text === other.text;
  }

  toDOM() {
    const sign = document.createElement('div');
    sign.className = `cm-margin-sign cm-margin-${this.sign}`;
    sign.title = this.text;
    return sign;
  }
}

function render(margin, doc) {
  const marks = margin
    .filter(({ sign }) => SIGNS.includes(sign))
    .map(({ from, sign, text }) => {
      const { from: start } = clamped(from, from, doc.length);
      return new MarginSign(sign, String(text ?? '')).range(doc.lineAt(start).from);
    });
  return RangeSet.of(marks, true);
}
