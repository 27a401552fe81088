// The editor's parts put together: which extensions, which keys.

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, redo, undo } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { completion, hover } from './completion.js';
import { cursors } from './cursors.js';
import { diagnosticsExtension, diagnosticsKeymap } from './diagnostics.js';
import { highlightsExtension } from './highlights.js';
import { marginExtension } from './margin.js';
import { json } from './language.js';
import { overtyping } from './overtyping.js';
import { revealExtension } from './reveal.js';
import { sizeGuard } from './size.js';
import { theme } from './theme.js';
import { hangingIndent } from './wrapping.js';

/** Characters that are worth showing because they look like nothing, or like a space. */
const INVISIBLE = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu;

/**
 * Undo and redo do not claim their keys when they have nothing to do, so that the page's own
 * undo can have them. Tab and Ctrl+M are left to the browser: Tab leaves the editor.
 */
const keys = keymap.of([
  ...closeBracketsKeymap,
  ...diagnosticsKeymap,
  ...searchKeymap,
  ...foldKeymap,
  { key: 'Mod-z', run: undo },
  { key: 'Mod-y', run: redo },
  { key: 'Mod-Shift-z', run: redo },
  ...defaultKeymap.filter(({ key }) => key !== 'Ctrl-m'),
]);

/** All extensions but those of the element (events, name, read-only), for a text of `length`. */
export function setup(provider, length) {
  return [
    // Line ends stay as they are in the text: offsets of the page must fit.
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorView.lineWrapping,
    highlightSpecialChars({ specialChars: INVISIBLE }),
    history(),
    search({ top: true }),
    keys,
    overtyping,
    cursors(),
    diagnosticsExtension,
    lineNumbers(),
    sizeGuard(richFeatures(provider), length),
    marginExtension,
    highlightsExtension,
    highlightActiveLine(),
    highlightActiveLineGutter(),
    revealExtension,
    theme,
  ];
}

function richFeatures(provider) {
  return [
    json,
    hangingIndent,
    foldGutter(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    highlightSelectionMatches(),
    completion(provider),
    hover(provider),
  ];
}
