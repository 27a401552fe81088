// Where CodeMirror's style rules go: a constructed style sheet of the page.
//
// style-mod writes a <style> element into documents, which a content security policy without
// 'unsafe-inline' ignores; constructed sheets are not inline styles. Import this module before
// the first editor is made. It does not say what the rules are: see theme.js.

import { StyleModule } from 'style-mod';

/** For each document or shadow root: its sheet, and the modules in it, weakest first. */
const mounts = new WeakMap();

StyleModule.mount = (root, modules) => {
  const wanted = [].concat(modules);
  const mount = mounts.get(root) ?? adopt(root);
  if (wanted.every((module) => mount.modules.includes(module))) return;
  const others = mount.modules.filter((module) => !wanted.includes(module));
  mount.modules = [...others, ...wanted];
  mount.sheet.replaceSync(mount.modules.map((module) => module.getRules()).join('\n'));
};

function adopt(root) {
  const mount = { sheet: new CSSStyleSheet(), modules: [] };
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, mount.sheet];
  mounts.set(root, mount);
  return mount;
}
