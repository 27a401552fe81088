// The matrix: a table of answers that follows every edit, and opens the path of each cell.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './page.mjs';
import { keep, wide } from './large.mjs';
import { open, retype } from './workbench.mjs';

const matrix = (page) => {
  const region = page.getByRole('region', { name: 'Matrix' });
  return {
    region,
    grid: region.getByRole('grid'),
    cell: (row, column) => region.getByRole('gridcell', { name: new RegExp(`^${row}, ${column}: `) }),
    summary: region.getByRole('status'),
  };
};

async function opened(page) {
  const given = await open(page);
  await page.getByRole('button', { name: 'Matrix', exact: true }).click();
  return { ...given, ...matrix(page) };
}

test('cells follow an edit and a move', async ({ page }) => {
  const { cell, summary, row } = await opened(page);
  const carla = cell('Carla', 's3:GetObject');
  await expect(carla).toHaveAccessibleName(/Allowed/);
  await expect(summary).toContainText(/requests: \d+ allowed/);
  await page.getByRole('button', { name: 'Pin this scenario' }).click();
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(carla).toHaveAccessibleName(/nothing allows it\); pinned: Allowed/);
  await expect(carla).toHaveText('N');
  await expect(summary).toContainText('differ');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(carla).toHaveAccessibleName(/: Allowed/);
  const hana = cell('Hana', 'dynamodb:GetItem');
  await expect(hana).toHaveAccessibleName(/Denied: explicit deny/);
  await row('HR').locator('.tree-name').click();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await expect(hana).toHaveAccessibleName(/nothing allows it\); pinned: Denied: explicit deny/);
});

test('a cell opens its path, and undo takes that back', async ({ page }) => {
  const { cell, caller, verdict, undo } = await opened(page);
  const before = await caller.inputValue();
  await cell('Ivo', 's3:GetObject').click();
  await expect(caller.locator('option:checked')).toHaveText('Ivo (user)');
  await expect(cell('Ivo', 's3:GetObject')).toHaveAttribute('data-current', 'true');
  await expect(verdict).toContainText(/Denied|Allowed/);
  await undo.click();
  await expect(caller).toHaveValue(before);
});

test('the keyboard alone walks, asks, and closes', async ({ page }) => {
  const { caller, editor } = await open(page);
  await expect(editor).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.keyboard.press('F9');
  const { region, grid } = matrix(page);
  await expect(region).toBeVisible();
  // Its styles come after the first verdict.
  await expect(grid).toHaveCSS('overflow', 'auto');
  await grid.focus();
  const here = () => page.locator('#matrix-active').getAttribute('aria-label');
  const first = await here();
  await page.keyboard.press('ArrowDown');
  expect(await here()).not.toBe(first);
  await page.keyboard.press('Control+End');
  await expect(page.locator('#matrix-active')).toHaveAttribute('aria-label', /^anonymous, /);
  await expect(page.locator('#matrix-active')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(caller.locator('option:checked')).toHaveText(/anonymous/);
  await expect(grid).toBeFocused();
  await page.keyboard.press('Control+Home');
  expect(await here()).toContain(first.split(':')[0]);
  await page.keyboard.press('F9');
  await expect(region).toBeHidden();
});

test('what is shown can be chosen, swapped, filtered, extended and exported', async ({ page }) => {
  const { region, grid, cell } = await opened(page);
  await region.getByRole('textbox', { name: 'More actions and resources' }).fill('s3:List*');
  await page.keyboard.press('Enter');
  await expect(cell('Carla', 's3:ListBucket')).toBeAttached();
  await region.getByRole('searchbox', { name: 'Filter rows' }).fill('carla');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await region.getByRole('button', { name: 'Swap' }).click();
  await expect(grid).toHaveAttribute('aria-colcount', '2');
  await region.getByRole('combobox', { name: 'Rows are' }).selectOption('Resources');
  await expect(grid).toHaveAccessibleName('Resources by callers');
  await expect(region.getByRole('combobox', { name: 'Action of all cells' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('Carla');
});

test('200 by 200 answers are decided, and those in sight drawn', async ({ page }) => {
  await keep(page, await wide());
  const { grid, cell, summary, region } = await opened(page);
  await expect(grid).toHaveAttribute('aria-rowcount', '201');
  await expect(grid).toHaveAttribute('aria-colcount', '201');
  await expect(summary).toContainText('40000 requests', { timeout: 30_000 });
  await expect(region.locator('[data-stale]')).toHaveCount(0, { timeout: 30_000 });
  expect(await region.getByRole('gridcell').count()).toBeLessThan(3000);
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(page.locator('#matrix-active')).toBeInViewport();
  await page.keyboard.press('Control+Home');
  await expect(cell('Carla', 's3:Act000')).toBeInViewport();
});

test('on a phone it scrolls in its own box', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('');
  await page.getByRole('button', { name: 'Matrix', exact: true }).click();
  const { grid, cell, region } = matrix(page);
  await expect(grid).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await cell('Carla', 's3:GetObject').click();
  await expect(region.locator('.matrix-here')).toContainText('Carla, s3:GetObject on ');
  await expectAccessible(page, '.matrix');
});
