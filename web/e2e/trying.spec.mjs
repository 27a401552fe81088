// What would turn the answer around, and what has to be known before there is one.

import { expect, expectAccessible, test } from './page.mjs';
import { open, paste } from './workbench.mjs';

test('a change that would turn the answer around is tried and taken back', async ({ page }) => {
  const { verdict, undo, path } = await open(page);
  await expect(verdict).toContainText('Allowed');
  const changes = page.getByRole('list', { name: 'Changes' });
  await expect(changes).toHaveCount(0);
  const heading = page.getByRole('button', { name: /^Would be denied if you/ });
  await heading.click();
  await expect(heading).toHaveAttribute('aria-expanded', 'true');
  await expect(changes.getByRole('listitem').first()).toContainText('Denied');
  await expectAccessible(page);
  await changes.getByRole('button', { name: /^Try: / }).first().click();
  await expect(verdict).toContainText('Denied');
  await expect(page.getByRole('button', { name: /^Would be allowed if you/ })).toBeFocused();
  await undo.click();
  await expect(verdict).toContainText('Allowed');
  await expect(path.locator('> [data-role="decides"]')).toContainText('ReadReceipts');
  // The list is made anew once things have settled.
  await expect(changes.getByRole('listitem').first()).toContainText('Denied');
});

test('every change on offer does what it says', async ({ page }) => {
  const { verdict, action, undo } = await open(page);
  await action.fill('s3:DeleteObject');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Would be allowed if you/ }).click();
  const tries = page.getByRole('list', { name: 'Changes' }).getByRole('button', { name: /^Try: / });
  await expect(tries.first()).toBeVisible();
  const count = await tries.count();
  for (let place = 0; place < count; place += 1) {
    await tries.nth(place).click();
    await expect(verdict).toContainText('Allowed');
    await undo.click();
    await expect(verdict).toContainText('Denied');
    await expect(tries).toHaveCount(count);
  }
});

const asksForTeam = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestTag/team': ['beans', 'milk'] } },
  },
});

test('a key that nothing tells is asked for at its gate', async ({ page }) => {
  const { verdict, path, undo } = await open(page);
  await paste(page, asksForTeam);
  await expect(verdict).toContainText('Denied');
  const asked = path.getByRole('group', { name: 'Condition keys to fill in' });
  const value = asked.getByRole('combobox', { name: 'aws:RequestTag/team is not in the request' });
  await value.fill('milk');
  await value.press('Enter');
  await expect(verdict).toContainText('Allowed');
  await expect(asked).toHaveCount(0);
  await expect(path.locator('.gate-head:focus')).toHaveCount(1);
  await undo.click();
  await expect(verdict).toContainText('Denied');
  await asked.getByRole('button', { name: 'Its value is unknown' }).click();
  await expect(verdict).toContainText('Depends');
  const ways = verdict.getByRole('list', { name: 'What it depends on' }).getByRole('listitem');
  await expect(ways.filter({ hasText: 'Allowed' }).first()).toBeVisible();
  await expect(ways.filter({ hasText: 'Denied' }).first()).toBeVisible();
  await expectAccessible(page);
  await asked.getByRole('button', { name: 'It is not in the request' }).click();
  await expect(verdict).toContainText('Denied');
});
