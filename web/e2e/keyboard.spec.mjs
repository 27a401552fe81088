// Everything by keyboard alone, and the focus where one looks for it.

import { expect, test } from './page.mjs';
import { open } from './workbench.mjs';

test('the legal account is moved and moved back by keys', async ({ page }) => {
  const { row, caller, action, resource, verdict, dialog } = await open(page);
  await caller.selectOption({ label: 'Lea (user)' });
  await action.fill('translate:TranslateText');
  await resource.fill('*');
  await expect(verdict).toContainText('Denied');
  await row('Root').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(row('Root')).toBeFocused();
  await page.keyboard.type('leg');
  await page.keyboard.press('Home');
  await page.keyboard.press('l');
  await expect(page.locator('[role="treeitem"]:focus')).toHaveAccessibleName(/^L/i);
  await row('Legal').focus();
  await page.keyboard.press('ArrowRight');
  await row('Legal').click();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(row('Legal')).toBeFocused();
  await page.keyboard.press('Enter');
  while (!(await page.getByRole('menuitem', { name: 'Move to…' }).evaluate((entry) => entry === document.activeElement))) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(row('Legal')).toBeFocused();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Home');
  await expect(row('Root')).toBeFocused();
  await page.keyboard.press('Control+v');
  await expect(row('Legal')).toHaveAttribute('aria-level', '2');
  await expect(row('Legal')).toBeFocused();
  await expect(verdict).toContainText('Allowed');
  await page.keyboard.press('Control+z');
  await expect(row('Legal')).toHaveAttribute('aria-level', '3');
  await expect(verdict).toContainText('Denied');
  await page.keyboard.press('Control+y');
  await expect(verdict).toContainText('Allowed');
});

test('F2 renames, Escape thinks better of it', async ({ page }) => {
  const { row, dialog } = await open(page);
  await row('Legal').click();
  await page.keyboard.press('F2');
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await name.fill('Law');
  await page.keyboard.press('Escape');
  await expect(row('Legal')).toBeFocused();
  await page.keyboard.press('F2');
  await name.fill('Law');
  await page.keyboard.press('Enter');
  await expect(row('Law')).toBeFocused();
});

test('Tab goes through the whole page and is never trapped', async ({ page }) => {
  const { editor, caller } = await open(page);
  await editor.focus();
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await caller.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(caller).not.toBeFocused();
  // From the first to the last: each stop can be seen, and the way ends.
  await page.locator('body').click({ position: { x: 1, y: 1 } });
  const stops = [];
  const where = () =>
    page.evaluate(() => {
      const stop = document.activeElement;
      const { width, height } = stop.getBoundingClientRect();
      const name = stop.getAttribute('aria-label') ?? stop.id ?? '';
      return { name: `${stop.localName} ${name} ${stop.textContent.slice(0, 30)}`, seen: 0 < width * height };
    });
  await page.keyboard.press('Tab');
  let stop = await where();
  while (!stop.name.startsWith('body') && !stops.includes(stop.name) && stops.length < 200) {
    expect(stop.seen, stop.name).toBe(true);
    stops.push(stop.name);
    await page.keyboard.press('Tab');
    stop = await where();
  }
  expect(stops.some((name) => name.startsWith('button Share'))).toBe(true);
  expect(stops.some((name) => name.includes('Policy editor'))).toBe(true);
  expect(stops.some((name) => name.startsWith('select caller'))).toBe(true);
  expect(stops.length).toBeLessThan(200);
});

test('a question mark shows the keys', async ({ page }) => {
  const { dialog, row } = await open(page);
  await row('Root').click();
  await page.keyboard.press('?');
  await expect(dialog.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(row('Root')).toBeFocused();
});
