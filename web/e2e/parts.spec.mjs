// The page comes in two parts; the second follows the first verdict. A missing second part must
// never leave an old verdict beside a new request.

import { expect, test } from '@playwright/test';

const verdict = (page) => page.getByRole('status', { name: 'Verdict' });

const askForLea = async (page) => {
  await page.getByRole('combobox', { name: 'Caller' }).selectOption({ label: 'Lea (user)' });
};

test('the second part is fetched on demand when it did not come by itself', async ({ page }) => {
  await page.route('**/rest-*.wasm', (route) =>
    route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  await page.goto('');
  await expect(verdict(page)).toContainText('Allowed');
  await askForLea(page);
  await expect(verdict(page)).toContainText('Denied');
});

test('without the second part the page says so and shows no verdict', async ({ page }) => {
  await page.route('**/rest-*.wasm', (route) => route.abort());
  await page.goto('');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(verdict(page)).toHaveCount(0);
});

test('the second sheet of styles comes after the verdict', async ({ page }) => {
  const answer = await page.goto('');
  expect((await answer.text()).match(/rel="stylesheet"/g)).toHaveLength(1);
  await expect(verdict(page)).toContainText('Allowed');
  await expect.poll(() => page.evaluate(() => document.styleSheets.length)).toBe(2);
});
