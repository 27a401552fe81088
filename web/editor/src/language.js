// JSON as far as an editor needs it: colours, indentation and folding, also of text that is not
// valid yet. What the text means, and what is wrong with it, is the page's to say (diagnostics).
//
// A stream parser of our own, because the grammar of @codemirror/lang-json costs 7 kB gzip more.

import {
  HighlightStyle,
  StreamLanguage,
  foldService,
  indentUnit,
  matchBrackets,
  syntaxHighlighting,
} from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** How far a fold mark looks for its closing bracket, in characters. */
const FOLD_REACH = 50_000;

const STRING = /^"(?:[^"\\]|\\.)*"?/;
const NUMBER = /^-?\d[\d.eE+-]*/;

const jsonLanguage = StreamLanguage.define({
  name: 'json',
  // `open` is a linked list of the brackets still open: the indentation of the line of each.
  startState: () => ({ open: null }),
  copyState: ({ open }) => ({ open }),
  token(stream, state) {
    if (stream.eatSpace()) return null;
    if (stream.match(STRING)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
    if (stream.match(NUMBER)) return 'number';
    if (stream.match(/^(?:true|false|null)\b/)) return 'keyword';
    if (stream.match(/^[[{]/)) {
      state.open = { indentation: stream.indentation(), outer: state.open };
      return 'bracket';
    }
    if (stream.match(/^[\]}]/)) {
      state.open = state.open?.outer ?? null;
      return 'bracket';
    }
    if (stream.match(/^[:,]/)) return 'punctuation';
    stream.next();
    return 'invalid';
  },
  indent({ open }, textAfter, context) {
    if (!open) return 0;
    return open.indentation + (/^\s*[\]}]/.test(textAfter) ? 0 : context.unit);
  },
  languageData: {
    closeBrackets: { brackets: ['[', '{', '"'] },
    indentOnInput: /^\s*[\]}]$/,
  },
});

/** A line that ends in an opening bracket folds up to the bracket that closes it. */
const bracketFolding = foldService.of((state, lineStart, lineEnd) => {
  const opening = /[[{]\s*$/.exec(state.sliceDoc(lineStart, lineEnd));
  if (!opening) return null;
  const from = lineStart + opening.index;
  const match = matchBrackets(state, from, 1, { maxScanDistance: FOLD_REACH });
  if (!match?.matched || match.end.from <= lineEnd) return null;
  return { from: from + 1, to: match.end.from };
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'cm-json-property' },
  { tag: tags.string, class: 'cm-json-string' },
  { tag: tags.number, class: 'cm-json-number' },
  { tag: tags.keyword, class: 'cm-json-keyword' },
  { tag: [tags.bracket, tags.punctuation], class: 'cm-json-punctuation' },
  { tag: tags.invalid, class: 'cm-json-invalid' },
]);

export const json = [
  jsonLanguage,
  bracketFolding,
  syntaxHighlighting(colours),
  indentUnit.of('  '),
];
