// Sentences of the page as elements: what stands between backticks is set as code.

/** @returns {DocumentFragment} `text` with each `` `word` `` as a <code> element. */
export function prose(text) {
  const fragment = document.createDocumentFragment();
  text.split('`').forEach((part, index) => {
    fragment.append(index % 2 === 0 ? part : element('code', '', part));
  });
  return fragment;
}

/** @returns {HTMLElement} a `tag` element of class `className` that holds `children`. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
