// Documents too large for comfort: above the limit the editor is plain text, and says so.

import { Compartment, EditorState } from '@codemirror/state';
import { showPanel } from '@codemirror/view';
import { element } from './prose.js';

/** Length in UTF-16 units above which colours, folding, brackets and completion are off. */
export const LARGE = 300_000;

const NOTICE = 'Large document: colours, folding, bracket matching and completion are off.';

export const isLarge = (doc) => doc.length > LARGE;

/** `features` as long as the document, now of `length`, is not large. */
export function sizeGuard(features, length) {
  const guarded = new Compartment();
  const featuresFor = (large) => guarded.reconfigure(large ? [] : features);
  return [
    guarded.of(length > LARGE ? [] : features),
    EditorState.transactionExtender.of(({ docChanged, startState, newDoc }) => {
      if (!docChanged || isLarge(startState.doc) === isLarge(newDoc)) return null;
      return { effects: featuresFor(isLarge(newDoc)) };
    }),
    showPanel.compute(['doc'], ({ doc }) => (isLarge(doc) ? noticePanel : null)),
  ];
}

function noticePanel() {
  const dom = element('div', 'cm-notice', NOTICE);
  dom.setAttribute('role', 'status');
  return { dom, top: true };
}
