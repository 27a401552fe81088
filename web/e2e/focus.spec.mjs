// Where the focus goes when what had it is gone, and what nodes inherit.

import { expect, expectAccessible, test } from './page.mjs';
import { choose, open } from './workbench.mjs';

test('after a deletion the focus is on what stands next', async ({ page }) => {
  const { undo } = await open(page);
  await page.getByRole('button', { name: /^Tests/ }).click();
  const tests = page.getByRole('list', { name: 'Saved requests' }).getByRole('textbox');
  const remove = async (name) => {
    await page.getByRole('button', { name: `Actions for test ${name}`, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
  };
  await remove('Carla reads a receipt');
  await expect(tests.first()).toHaveValue('Carla lists the bucket');
  await expect(page.getByRole('button', { name: 'Actions for test Carla lists the bucket', exact: true })).toBeFocused();
  const last = await tests.last().inputValue();
  const before = await tests.nth(-2).inputValue();
  await remove(last);
  await expect(page.getByRole('button', { name: `Actions for test ${before}`, exact: true })).toBeFocused();
  await undo.click();
  // A policy of the library, after it was detached everywhere.
  await page.getByRole('button', { name: 'New policy' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Spare');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('list', { name: 'Policies', exact: true }).getByRole('button', { name: 'Actions for Spare' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Policies', exact: true }).getByText('Spare')).toHaveCount(0);
  const inLibrary = () => page.evaluate(() => Boolean(document.activeElement.closest('.library-row')));
  await expect.poll(inLibrary).toBe(true);
});

test('a dialog that is closed and a bar that goes leave the focus on the page', async ({ page }) => {
  const { row } = await open(page);
  await row('Legal').click();
  const inherited = page.getByRole('group', { name: 'Organization policies of the selected row' });
  await expect(inherited).toContainText('HR and Legal: FullAWSAccess, ApprovedServices');
  // The line takes room at the foot of the tree, where the row stands.
  await expect(row('Legal')).toBeInViewport({ ratio: 1 });
  await expect(inherited).toContainText('SCPs allow at most iam:*, s3:*, sts:*');
  await page.keyboard.press('Alt+Enter');
  const dialog = page.getByRole('dialog', { name: 'Effective policies of account Legal' });
  await expect(dialog).toContainText('2 of 10 attached');
  await expect(dialog).toContainText('everything but iam:*, s3:*, sts:*');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(row('Legal')).toBeFocused();
  await inherited.getByRole('button', { name: 'Effective policies…' }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inherited.getByRole('button')).toBeFocused();
  // A mouse has the number of policies, too.
  await row('HR and Legal').locator('.tag').click();
  await expect(page.getByRole('dialog', { name: 'Effective policies of OU HR and Legal' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(page, 'HR and Legal', 'Switch its policies off');
  await page.getByRole('button', { name: 'Switch all on' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Switched off' })).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement.localName)).not.toBe('body');
});

test('the margin says what the tests reach while they are looked at', async ({ page }) => {
  await open(page);
  const signs = page.locator('.cm-margin-sign');
  await expect(signs).toHaveCount(0);
  await page.getByRole('button', { name: /^Tests/ }).click();
  await expect(signs).toHaveCount(2);
  await expect(signs.first()).toHaveAttribute('title', 'Decides a test');
  await expect(page.getByRole('list', { name: 'Signs in the margin of the policy' })).toContainText('no test reaches it');
  await page.getByRole('button', { name: /^Tests/ }).click();
  await expect(signs).toHaveCount(0);
});
