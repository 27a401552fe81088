// What AWS refuses: said while it is dragged, said in the list, and nothing happens.

import { expect, expectAccessible, test } from './page.mjs';
import { limits, refusedDetaching, refusedMoves, refusedPolicy } from './refusals.mjs';
import { choose, open } from './workbench.mjs';

test.use({ viewport: { width: 1440, height: 1000 } });

/** Drags one element onto another, reads what is said, and lets go there. */
async function tryDrag(page, from, to, reason) {
  const middle = async (element) => {
    await element.scrollIntoViewIfNeeded();
    const { x, y, height } = await element.boundingBox();
    return [x + 90, y + height / 2];
  };
  await to.scrollIntoViewIfNeeded();
  const start = await middle(from);
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move(start[0] + 9, start[1] + 9, { steps: 2 });
  await page.mouse.move(...(await middle(to)), { steps: 4 });
  const label = page.locator('.drag-label');
  await expect(label).toContainText(reason);
  await expect(to).toHaveAttribute('data-drop', 'no');
  await page.mouse.up();
  await expect(label).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: reason })).toBeVisible();
}

test('each refusal is said with its reason, and nothing changes', async ({ page }) => {
  const { row, undo, notice, dialog } = await open(page, limits);
  // That it comes from a link.
  await notice.getByRole('button', { name: 'Close this message' }).click();
  for (const [from, to, reason] of refusedMoves) {
    const level = await row(from).getAttribute('aria-level');
    await tryDrag(page, row(from), row(to), reason);
    await expect(row(from)).toHaveAttribute('aria-level', level);
  }
  const [policy, full, reason] = refusedPolicy;
  const policies = page.getByRole('list', { name: 'Policies', exact: true }).getByRole('listitem');
  await tryDrag(page, policies.filter({ hasText: policy }), row(full), reason);
  // By keys the same.
  await row('Sixth').click();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+v');
  await expect(notice).toContainText('5 levels deep');
  await row('Head Office').click();
  await page.keyboard.press('Delete');
  await expect(notice).toContainText('management account cannot be removed');
  await row('Outer').click();
  await page.keyboard.press('Delete');
  await expect(notice).toContainText('is not empty');
  const [sixth, last, why] = refusedDetaching;
  await choose(page, sixth, 'Detach policy…');
  const choice = dialog.getByRole('button', { name: new RegExp(`^${last}`) });
  await expect(choice).toHaveAttribute('aria-disabled', 'true');
  await expect(choice).toContainText(why);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
});
