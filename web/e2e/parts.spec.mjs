// The page comes in two parts; the second follows the first verdict. A missing second part must
// never leave an old verdict beside a new request.

import { expect, unconnected as test, watchPolicy } from './page.mjs';

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

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  test(`the first part draws the same page with and without the second, ${width} wide`, async ({ browser, baseURL }) => {
    const drawn = async (prepare) => {
      const context = await browser.newContext({ baseURL, viewport: { width, height } });
      const complaints = [];
      watchPolicy(context, complaints);
      const page = await context.newPage();
      await page.addInitScript(prepare);
      // What the page drew first, before anything that came later.
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector('[role="status"][aria-label="Verdict"]')) return;
          observer.disconnect();
          globalThis.drawn = document.querySelector('.app').outerHTML;
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto('');
      const held = await page.waitForFunction(() => globalThis.drawn);
      const html = await held.jsonValue();
      await context.close();
      expect(complaints).toEqual([]);
      return html;
    };
    const alone = await drawn(() => {});
    // With something kept, the second part comes before the app starts.
    const together = await drawn(() => sessionStorage.setItem('visited', 'yes'));
    expect(alone).toBe(together);
    expect(alone).not.toContain('\0');
  });
}
