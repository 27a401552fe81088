// The walk along the decision path, by buttons and by keys, and copies of it.

import { expect, expectAccessible, test } from './page.mjs';
import { open } from './workbench.mjs';

test('the path is walked stop by stop', async ({ page }) => {
  const { path } = await open(page);
  const walk = page.getByRole('toolbar', { name: 'Walk along the path' });
  const here = path.locator('[aria-current="step"]');
  await expect(here).toHaveCount(0);
  await walk.getByRole('button', { name: 'Next stop' }).click();
  await expect(walk).toContainText(/^1 of \d+$/);
  await expect(here.getByRole('heading').first()).toContainText('Explicit deny');
  await expect(page.locator('.walk-stop')).toContainText('The request goes on.');
  await expectAccessible(page);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('#announcements')).toContainText(/^\d+ of \d+, /);
  await expect(here).toHaveCount(1);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(walk).toContainText(/^2 of \d+$/);
  await expect(here).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(here).toHaveCount(0);
  await expect(page.locator('.walk-stop')).toHaveCount(0);
});

test('the walk says where the answer is made', async ({ page }) => {
  const { path } = await open(page);
  await page.getByRole('button', { name: 'Next stop' }).focus();
  const decided = page.locator('.walk-stop').filter({ hasText: 'The decision is made here.' });
  for (let stop = 0; stop < 30 && (await decided.count()) === 0; stop += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(decided).toContainText('Identity-based policies');
  await expect(path.locator('[aria-current="step"]')).toHaveAttribute('data-role', 'decides');
});

for (const [format, part] of [
  ['text', 'Allowed'],
  ['Markdown', '**'],
  ['JSON', '"decision"'],
]) {
  test(`the path is copied as ${format}`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    await page.getByRole('button', { name: 'Copy the path' }).click();
    await page.getByRole('menuitem', { name: `Copy as ${format}` }).click();
    await expect(page.getByRole('status', { name: 'Message' })).toContainText(`copied as ${format}`);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(part);
    expect(copied).toContain('ReadReceipts');
  });
}
