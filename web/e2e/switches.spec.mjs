// Policies and levels of the organization set aside for a trial.

import { expect, expectAccessible, test } from './page.mjs';
import { choose, open } from './workbench.mjs';

test('a policy is switched off by its menu, stays in sight, and comes back', async ({ page }) => {
  const { verdict, undo } = await open(page);
  const policies = page.getByRole('list', { name: 'Policies', exact: true });
  const bar = page.getByRole('region', { name: 'Switched off' });
  await expect(bar).toHaveCount(0);
  await policies.getByRole('button', { name: 'Actions for ReadReceipts' }).click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await expect(verdict).toContainText('Denied');
  await expect(bar).toContainText('1 policy is off');
  const row = policies.getByRole('listitem').filter({ hasText: 'ReadReceipts' });
  await expect(row).toContainText('off');
  await expect(row.locator('.library-name')).toHaveCSS('text-decoration-line', 'line-through');
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Switch ReadReceipts on' }).click();
  await expect(verdict).toContainText('Allowed');
  await expect(bar).toHaveCount(0);
  await undo.click();
  await expect(verdict).toContainText('Denied');
  await bar.getByRole('button', { name: 'Switch all on' }).click();
  await expect(verdict).toContainText('Allowed');
});

test('the policies of a level are switched off by its menu', async ({ page }) => {
  const { caller, action, resource, row, verdict } = await open(page);
  await caller.selectOption({ label: 'Lea (user)' });
  await action.fill('translate:TranslateText');
  await resource.fill('*');
  await expect(verdict).toContainText('Denied');
  await choose(page, 'HR and Legal', 'Switch its policies off');
  await expect(verdict).toContainText('Allowed');
  await expect(row('HR and Legal')).toHaveAccessibleName(/its policies are off/);
  await expect(page.getByRole('region', { name: 'Switched off' })).toContainText('1 level of the organization is off');
  await choose(page, 'HR and Legal', 'Switch its policies on');
  await expect(verdict).toContainText('Denied');
});
