// Completion list and hover texts, both asked of the page's provider. The editor knows no
// action, key or resource.

import { autocompletion, insertCompletionText } from '@codemirror/autocomplete';
import { hoverTooltip } from '@codemirror/view';
import { element, prose } from './prose.js';

/** @param {() => object|null} provider gives the page's provider of the moment */
export function completion(provider) {
  const source = async ({ state, pos }) => {
    const found = await provider()?.complete?.(state.doc.toString(), pos);
    return found ? { from: found.from, to: found.to, options: found.options.map(option) } : null;
  };
  // Among equal matches the page's order stays.
  return autocompletion({ override: [source], icons: false, compareCompletions: () => 0 });
}

/** An option of the page as CodeMirror's; `cursor` is the caret's place within `apply`. */
function option({ label, detail, type, apply, cursor }) {
  const text = apply ?? label;
  return {
    label,
    detail: detail ?? type,
    apply(view, _option, from, to) {
      const change = insertCompletionText(view.state, text, from, to);
      const selection = cursor === undefined ? change.selection : { anchor: from + cursor };
      view.dispatch({ ...change, selection });
    },
  };
}

/** @param {() => object|null} provider gives the page's provider of the moment */
export function hover(provider) {
  return hoverTooltip(async (view, pos) => {
    const found = await provider()?.hover?.(view.state.doc.toString(), pos);
    if (!found) return null;
    return {
      pos: found.from,
      end: found.to,
      above: true,
      create: () => ({ dom: element('div', 'cm-tooltip-text', prose(found.text)) }),
    };
  });
}
