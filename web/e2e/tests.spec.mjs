// The drawer of saved requests: expectations, results, a pinned scenario, reports.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './page.mjs';
import { expectKept, open, retype } from './workbench.mjs';

async function drawer(page) {
  const given = await open(page);
  const button = page.getByRole('button', { name: /^Tests/ });
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const save = page.getByRole('form', { name: 'Save the current request' });
  const rows = page.getByRole('list', { name: 'Saved requests' }).getByRole('listitem');
  return { ...given, button, save, rows, before: await rows.count() };
}

const menu = async (page, name, entry) => {
  await page.getByRole('button', { name: `Actions for test ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
};

test('a request is saved with what it gets, and judged on every change', async ({ page }) => {
  const { save, rows, before, button, verdict, undo } = await drawer(page);
  await save.getByRole('textbox', { name: 'Name of the test' }).fill('Carla reads receipts');
  await save.getByRole('button', { name: 'Save this request' }).click();
  await expect(rows).toHaveCount(before + 1);
  const row = rows.last();
  await expect(row).toContainText('passes');
  await expect(row.getByRole('combobox').locator('option:checked')).toHaveText('should be allowed');
  await expectKept(page, 'Carla reads receipts');
  await expectAccessible(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  await expect(row).toContainText('fails');
  await expect(button).toContainText(/fail/);
  await row.getByRole('combobox').selectOption({ label: 'should be denied' });
  await expect(row).toContainText('passes');
  await undo.click();
  await expect(row).toContainText('fails');
});

test('saved requests are renamed, asked, replaced, moved and deleted', async ({ page }) => {
  const { save, rows, before, caller, action, notice } = await drawer(page);
  const name = save.getByRole('textbox', { name: 'Name of the test' });
  await name.fill('First');
  await name.press('Enter');
  await expect(rows).toHaveCount(before + 1);
  await caller.selectOption({ label: 'Ivo (user)' });
  await name.fill('Second');
  await name.press('Enter');
  await expect(rows).toHaveCount(before + 2);
  const second = page.getByRole('textbox', { name: `Name of test ${before + 2}`, exact: true });
  await second.fill('First');
  await second.press('Enter');
  await expect(notice).toContainText('A request named “First” is saved already');
  await expect(second).toHaveValue('Second');
  await second.fill('Ivo reads');
  await second.press('Enter');
  await expect(second).toHaveValue('Ivo reads');
  await menu(page, 'First', 'Ask this request');
  await expect(caller.locator('option:checked')).toHaveText('Carla (user)');
  await action.fill('s3:ListBucket');
  await menu(page, 'First', 'Replace with the current request');
  await expect(rows.nth(before)).toContainText('s3:ListBucket');
  await menu(page, 'Ivo reads', 'Move up');
  await expect(rows.nth(before).getByRole('textbox')).toHaveValue('Ivo reads');
  await menu(page, 'Ivo reads', 'Delete');
  await expect(rows).toHaveCount(before + 1);
});

test('what changes against a pinned scenario is shown before and after', async ({ page }) => {
  const { save, verdict, undo } = await drawer(page);
  await save.getByRole('button', { name: 'Save this request' }).click();
  await page.getByRole('button', { name: 'Pin this scenario' }).click();
  const changed = page.getByRole('group', { name: 'What has changed' });
  await expect(changed).toContainText('Every test gets the answer it had');
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  const flip = changed.getByRole('listitem').filter({ hasText: 'Carla: s3:GetObject' });
  await expect(flip).toContainText(/before.*Allowed.*now.*Denied/);
  await expectAccessible(page);
  await undo.click();
  await expect(changed.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Unpin' }).click();
  await expect(changed).toHaveCount(0);
});

for (const [format, name, part] of [
  ['CSV', 'coffee-shop-tests.csv', 'Carla: s3:GetObject'],
  ['JSON', 'coffee-shop-tests.json', '"name": "Carla: s3:GetObject"'],
  ['JUnit', 'coffee-shop-tests.xml', '<testcase'],
]) {
  test(`results are exported as ${format}`, async ({ page }) => {
    const { save } = await drawer(page);
    await save.getByRole('button', { name: 'Save this request' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: `Results as ${format}` }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(name);
    expect(await readFile(await download.path(), 'utf8')).toContain(part);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the drawer fits', async ({ page }) => {
    await page.goto('');
    await page.getByRole('button', { name: /^Tests/ }).tap();
    await page.getByRole('button', { name: 'Save this request' }).tap();
    await expect(page.getByRole('list', { name: 'Saved requests' })).toBeVisible();
    await expectAccessible(page);
    const beyond = await page.evaluate(() => {
      const all = [...document.querySelectorAll('.tests *')];
      return all.filter((part) => innerWidth + 1 < part.getBoundingClientRect().right && !part.closest('.unseen, svg, .test-request, .test-got')).length;
    });
    expect(beyond).toBe(0);
  });
});
