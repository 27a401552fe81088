// How much fits, and who decides how large the parts are.

import { expect, test } from './page.mjs';
import { open, parts } from './workbench.mjs';

test.describe('on a laptop', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('the whole story of the first example is there without scrolling', async ({ page }) => {
    const { row, path, verdict, caller } = await open(page);
    for (const shown of [caller, verdict, row('Root'), row('Legal')]) {
      await expect(shown).toBeInViewport({ ratio: 1 });
    }
    for (const gate of await path.locator('> li').all()) await expect(gate).toBeInViewport({ ratio: 1 });
    for (const policy of await page.getByRole('list', { name: 'Policies', exact: true }).getByRole('listitem').all()) {
      await expect(policy).toBeInViewport({ ratio: 1 });
    }
  });

  test('the columns and the tests are as large as somebody likes', async ({ page }) => {
    await open(page);
    const size = async (selector) => page.locator(selector).boundingBox();
    const separator = (name) => page.getByRole('separator', { name });
    const organization = separator('Width of the organization');
    const { width: usual } = await size('.column-tree');
    await organization.focus();
    await page.keyboard.press('ArrowRight');
    await expect(organization).toHaveAttribute('aria-valuenow', String(usual + 16));
    expect((await size('.column-tree')).width).toBe(usual + 16);
    // However far it is dragged, there is room for the others.
    const line = await organization.boundingBox();
    await page.mouse.move(line.x + 4, line.y + 300);
    await page.mouse.down();
    await page.mouse.move(1400, line.y + 300, { steps: 4 });
    await page.mouse.up();
    const wide = (await size('.column-tree')).width;
    expect(wide).toBeGreaterThan(usual + 100);
    expect((await size('.column-policy')).width).toBeGreaterThanOrEqual(320);
    await page.reload();
    await expect.poll(async () => Math.abs((await size('.column-tree')).width - wide)).toBeLessThan(1);
    await organization.dblclick();
    await expect(page.locator('.column-tree')).toHaveCSS('width', `${usual}px`);
    await page.reload();
    await expect(page.locator('.column-tree')).toHaveCSS('width', `${usual}px`);
    const { width: before } = await size('.column-request');
    await separator('Width of the request').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    expect((await size('.column-request')).width).toBeCloseTo(before + 64, 0);
    await page.keyboard.press('Home');
    expect((await size('.column-request')).width).toBe(360);
    await page.getByRole('button', { name: /^Tests/ }).click();
    const tests = separator('Height of the tests');
    const { height } = await size('.tests');
    await tests.focus();
    await page.keyboard.press('ArrowDown');
    expect((await size('.tests')).height).toBeCloseTo(height - 16, 0);
    await page.keyboard.press('Enter');
    expect((await size('.tests')).height).toBeCloseTo(height, 0);
  });
});

test.describe('on a screen of 320 pixels', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing scrolls sideways', async ({ page }) => {
    await page.goto('');
    const bar = page.getByRole('navigation', { name: 'Parts of the page' });
    const { verdict } = parts(page);
    await expect(verdict).toBeVisible();
    const beyond = () =>
      page.evaluate(() => {
        const wide = [...document.querySelectorAll('.app *, dialog *')].filter((element) => {
          const inside = element.closest('json-editor, .policy-tabs, .unseen, svg, datalist, .test-got');
          const { width, right } = element.getBoundingClientRect();
          return !inside && 0 < width && 321 < right;
        });
        return wide.map((element) => `${element.localName}.${element.className}`);
      });
    for (const part of ['Organization', 'Policy', 'Request']) {
      await bar.getByRole('button', { name: part }).click();
      expect(await beyond(), part).toEqual([]);
    }
    await page.getByRole('button', { name: /^Details/ }).click();
    await page.getByRole('button', { name: /^Context/ }).click();
    await page.getByRole('button', { name: /^Would be denied/ }).click();
    expect(await beyond(), 'request, all open').toEqual([]);
    await page.getByRole('button', { name: /^Tests/ }).click();
    expect(await beyond(), 'tests').toEqual([]);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    expect(await beyond(), 'share').toEqual([]);
  });
});
