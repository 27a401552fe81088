// The built site comes up under any path.

import { expect, expectAccessible, test } from './page.mjs';

test('the page comes up under a path', async ({ page }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1, name: 'IAM Playground' })).toBeVisible();
  const first = fetched.filter((path) => /\/first-[0-9a-f]+\.wasm$/.test(path));
  expect(first).toHaveLength(1);
  await expectAccessible(page);
});

test('no script stands inside the page', async ({ page }) => {
  await page.goto('');
  const inline = page.locator('script:not([src])');
  await expect(inline).toHaveCount(0);
});
