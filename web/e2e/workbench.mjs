// The parts of the page by the names that docs/ACCESSIBILITY.md promises, and the few things that
// every journey does with them.

import { expect } from './page.mjs';

export const parts = (page) => ({
  tree: page.getByRole('tree', { name: 'Organization' }),
  row: (name) => page.getByRole('treeitem', { name: new RegExp(`^${name} ?,`, 'i') }),
  editor: page.getByRole('textbox', { name: 'Policy editor' }),
  findings: page.getByRole('list', { name: 'Findings' }),
  request: page.getByRole('form', { name: 'Request' }),
  caller: page.getByRole('combobox', { name: 'Caller' }),
  action: page.getByRole('combobox', { name: 'Action' }),
  resource: page.getByRole('combobox', { name: 'Resource' }),
  verdict: page.getByRole('status', { name: 'Verdict' }),
  path: page.getByRole('list', { name: 'Decision path' }),
  share: page.getByRole('button', { name: 'Share', exact: true }),
  undo: page.getByRole('button', { name: 'Undo', exact: true }),
  redo: page.getByRole('button', { name: 'Redo', exact: true }),
  notice: page.getByRole('alert'),
  dialog: page.getByRole('dialog'),
});

/** Opens the page and waits for its editor. */
export async function open(page, address = '') {
  await page.goto(address);
  await page.locator('json-editor .cm-content').waitFor({ state: 'attached' });
  return parts(page);
}

/** Replaces all text of the policy in the editor, as pasting does. */
export async function paste(page, text) {
  const { editor } = parts(page);
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const options = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', options));
  }, text);
}

/** Replaces a word of the policy by double click and typing. */
export async function retype(page, word, typed) {
  const { editor } = parts(page);
  await editor.getByText(word, { exact: false }).last().dblclick();
  await page.keyboard.type(typed);
}

/** The text of the policy in the editor. */
export const text = (page) => page.locator('json-editor').evaluate((editor) => editor.value);

/** Chooses who asks, by what the list says. */
export async function ask(page, caller) {
  const { caller: select } = parts(page);
  await select.selectOption({ label: caller });
}

/** Chooses an entry of the menu of a row. */
export async function choose(page, row, entry) {
  const { row: find } = parts(page);
  await find(row).click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
}

/** The documents that the browser keeps for the next visit. */
export const kept = (page) =>
  page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('iam-playground.work.'));
    return keys.map((key) => localStorage.getItem(key)).join('\n');
  });

/** Waits until something the page did is kept for the next visit. */
export async function expectKept(page, part) {
  await expect.poll(() => kept(page)).toContain(part);
}
