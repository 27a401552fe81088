// Text that the page, not the person, puts into the editor. Marking such changes is what keeps
// them from coming back as events and from being undone key by key.

import { Annotation, Transaction } from '@codemirror/state';

/** Marks transactions made by the page. */
export const fromHost = Annotation.define();

/** True when a person made the transaction. */
export const byUser = (transaction) => !transaction.annotation(fromHost);

/** Annotations of every transaction made by the page. */
export const hostAnnotations = [fromHost.of(true), Transaction.addToHistory.of(false)];

/**
 * The one replacement that turns `before` into `after`, as small as a common start and end make
 * it, so that the selection, folds and marks around it stay where they are.
 */
export function replacement(before, after) {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (splitsPair(before, start)) start--;
  let end = 0;
  while (
    end < limit - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  if (splitsPair(before, before.length - end)) end--;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** True when a surrogate pair lies across `offset`. */
function splitsPair(text, offset) {
  return (
    /[\uD800-\uDBFF]/.test(text.charAt(offset - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(offset))
  );
}

/** A range of the page within a document of `length`: whole numbers, in order, inside. */
export function clamped(from, to, length) {
  const start = Math.max(0, Math.min(from, length));
  return { from: start, to: Math.max(start, Math.min(to, length)) };
}
