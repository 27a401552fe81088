// Phones and tablets: one part of the page at a time, nothing wider than the screen.

import { expect, expectAccessible, test } from './page.mjs';
import { choose, open, parts } from './workbench.mjs';

const expectNoSidewaysScroll = async (page) => {
  const beyond = await page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('.app *')].filter((element) => {
      const inside = element.closest('json-editor, .policy-tabs, .unseen, svg, datalist');
      const box = element.getBoundingClientRect();
      return !inside && 0 < box.width && clientWidth + 1 < box.right;
    });
    return wide.map((element) => `${element.localName}.${element.className}`);
  });
  expect(beyond).toEqual([]);
};

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the bar at the foot shows one part at a time', async ({ page }) => {
    await page.goto('');
    const { tree, request, verdict, editor } = parts(page);
    const bar = page.getByRole('navigation', { name: 'Parts of the page' });
    await expect(verdict).toContainText('Allowed');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await bar.getByRole('button', { name: 'Organization' }).tap();
    await expect(tree).toBeVisible();
    await expect(request).toBeHidden();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await bar.getByRole('button', { name: 'Policy' }).tap();
    await expect(editor).toBeVisible();
    await expect(tree).toBeHidden();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test('a long name leaves the line at the top one line', async ({ page }) => {
    await page.goto('#example/data-perimeter');
    const header = page.getByRole('banner');
    await expect(header.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue(/perimeter/);
    expect((await header.boundingBox()).height).toBeLessThan(60);
    await expectNoSidewaysScroll(page);
  });

  test('targets are large enough for fingers', async ({ page }) => {
    await page.goto('');
    const bar = page.getByRole('navigation', { name: 'Parts of the page' });
    for (const part of ['Organization', 'Policy', 'Request']) {
      await bar.getByRole('button', { name: part }).tap();
      const small = await page.evaluate(() => {
        const targets = document.querySelectorAll('button, select, input, [role="treeitem"]');
        const boxes = [...targets].map((target) => [target, target.getBoundingClientRect()]);
        const tooSmall = boxes.filter(([target, { width, height }]) => {
          // A link within a sentence may be as high as its line.
          const inText = target.matches('.link') || target.closest('json-editor');
          return !inText && 0 < height && (height < 43.5 || width < 43.5);
        });
        return tooSmall.map(([target]) => `${target.className} ${target.textContent.slice(0, 20)}`);
      });
      expect(small, part).toEqual([]);
    }
  });
});

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('the organization is a drawer', async ({ page }) => {
    const { tree, editor, verdict, dialog } = await open(page);
    await expect(editor).toBeVisible();
    await expect(verdict).toBeVisible();
    await expect(tree).toBeHidden();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Show the organization' }).click();
    await expect(tree).toBeVisible();
    await expectAccessible(page);
    await choose(page, 'Legal', 'Move to…');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(tree).toBeHidden();
  });
});
