// An organization of 1,000 accounts: only the rows in view are drawn, and nobody notices.

import { large, keep } from './large.mjs';
import { expect, expectAccessible, test } from './page.mjs';
import { open } from './workbench.mjs';

const drawn = (page) => page.getByRole('treeitem').count();
const focused = (page) => page.locator('[role="treeitem"]:focus');

test.beforeEach(async ({ page }) => keep(page, await large(1000)));

test('keys go everywhere in 1,000 accounts', async ({ page }) => {
  const { row, tree } = await open(page);
  expect(await drawn(page)).toBeLessThan(100);
  await row('Root').focus();
  await page.keyboard.press('End');
  await expect(focused(page)).toHaveAccessibleName(/^Branch 999/);
  await expect(focused(page)).toBeInViewport();
  await expect(focused(page)).toHaveAttribute('aria-posinset', '50');
  await expect(focused(page)).toHaveAttribute('aria-setsize', '50');
  await expect(focused(page)).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('ArrowUp');
  await expect(focused(page)).toHaveAccessibleName(/^Branch 998/);
  await page.keyboard.type('branch 25', { delay: 20 });
  await expect(focused(page)).toHaveAccessibleName(/^Branch 25 ?,/);
  await expect(focused(page)).toBeInViewport();
  // What has the focus keeps it while it is scrolled out of view, and leads back.
  for (const by of [12_000, -6_000, 20_000]) {
    await tree.hover();
    await page.mouse.wheel(0, by);
    await expect(focused(page)).not.toBeInViewport();
    await expect(focused(page)).toHaveAccessibleName(/^Branch 25 ?,/);
    await expect(page.getByRole('treeitem').filter({ hasText: 'Branch 25' }).first()).toBeAttached();
  }
  await page.keyboard.press('ArrowDown');
  await expect(focused(page)).toHaveAccessibleName(/^Branch 26 ?,/);
  await expect(focused(page)).toBeInViewport();
  expect(await drawn(page)).toBeLessThan(100);
  await expectAccessible(page);
});

test('a search leaves what it finds', async ({ page }) => {
  const { row } = await open(page);
  await row('Root').focus();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search the organization' });
  await expect(search).toBeFocused();
  await page.keyboard.type('branch 721');
  await expect(page.locator('.tree-found')).toHaveText('1 row found');
  await expect(page.getByRole('treeitem')).toHaveCount(3);
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await expect(row('Branch 721')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(row('Branch 721')).toBeFocused();
  await expect(row('Branch 721')).toBeInViewport();
  await expect(search).toHaveValue('');
});

test('an account is dragged to an OU far below, the list scrolls by itself', async ({ page }) => {
  const { row, tree } = await open(page);
  await row('Legal').scrollIntoViewIfNeeded();
  const frame = await tree.boundingBox();
  const start = await row('Legal').boundingBox();
  await page.mouse.move(start.x + 80, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 90, start.y + 30, { steps: 3 });
  await page.mouse.move(start.x + 90, frame.y + frame.height - 2, { steps: 3 });
  await expect.poll(() => tree.evaluate((list) => list.scrollTop)).toBeGreaterThan(6000);
  await page.mouse.move(start.x + 90, frame.y + frame.height / 2, { steps: 3 });
  const label = page.locator('.drag-label');
  await expect(label).toContainText('Move account Legal under OU Region');
  const target = /OU (Region \d+)/.exec(await label.textContent())[1];
  await page.mouse.up();
  await expect(row('Legal')).toBeFocused();
  await expect(row('Legal')).toBeInViewport();
  await page.keyboard.press('ArrowLeft');
  await expect(row(target)).toBeFocused();
});
