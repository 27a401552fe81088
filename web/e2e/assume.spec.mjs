// Assuming roles: allowed, refused, in a chain; every step with its trust decision.

import { readFileSync } from 'node:fs';
import { expect, expectAccessible, test } from './page.mjs';
import { choose, open, parts, paste } from './workbench.mjs';

const chain = readFileSync(new URL('../../crates/scenario/tests/golden/documents/v1-role-chain.json', import.meta.url), 'utf8');

/** Opens a scenario in which Ana assumes Auditor, and that assumes Deploy. */
async function openChain(page) {
  const given = await open(page, `#v1.j.${Buffer.from(chain).toString('base64url')}`);
  const steps = page.getByRole('list', { name: 'Role chain' });
  const step = (title) => steps.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  return { ...given, steps, first: step('Ana (user) assumes Auditor'), second: step(/assumes Deploy$/) };
}

test('a chain shows each step, and a refused one denies the request', async ({ page }) => {
  const { verdict, first, second } = await openChain(page);
  await expect(verdict).toContainText('Allowed');
  await expect(first).toContainText('Allowed');
  await expect(second).toContainText('Role chaining: this session lasts one hour at most');
  await expect(second).toContainText('Transitive tags from the session before: project');
  await first.getByRole('button', { name: /^Passed with the call/ }).click();
  await first.getByRole('checkbox', { name: 'code passed with the call' }).uncheck();
  await expect(verdict).toContainText('Denied');
  await expect(verdict).toContainText('cannot be created in step 1');
  await expect(second).toContainText('Would be allowed');
  await expect(second).toContainText('Not reached');
  const path = first.getByRole('list', { name: 'Decision path of sts:AssumeRole' });
  await expect(path).toContainText('aws:MultiFactorAuthPresent');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Answer as if the session existed' }).click();
  await expect(verdict).toContainText('Would be allowed');
  await page.getByRole('button', { name: 'Back to what AWS answers' }).click();
  await expect(verdict).toContainText('Denied');
});

test('what is passed with a step is undone, and kept for the next visit', async ({ page }) => {
  const { verdict, first, undo } = await openChain(page);
  await first.getByRole('button', { name: /^Passed with the call/ }).click();
  await first.getByRole('checkbox', { name: 'code passed with the call' }).uncheck();
  await expect(verdict).toContainText('cannot be created');
  await undo.click();
  await expect(verdict).toContainText('Allowed');
  await page.reload();
  await expect(parts(page).verdict).toContainText('Allowed');
  await expect(first).toBeVisible();
});

test('a role is assumed by search, by the keyboard alone, and left again', async ({ page }) => {
  const { request, verdict, steps, caller } = await openChain(page);
  await page.getByRole('button', { name: 'Leave the role' }).click();
  await page.getByRole('button', { name: 'Leave the role' }).click();
  await expect(steps).toHaveCount(0);
  await request.getByRole('button', { name: 'Assume role…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Assume a role' });
  await page.keyboard.type('deploy');
  await expect(dialog.getByRole('button', { name: /^Deploy/ })).toContainText('Shop: Denied');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(steps.getByRole('listitem').first()).toContainText('Denied');
  await expect(verdict).toContainText('The session cannot be created');
  await expect(caller.locator('option:checked')).toContainText('Deploy');
});

test('a role of the tree is assumed from its menu, and its maker can be another', async ({ page }) => {
  const { row, steps, request } = await openChain(page);
  await row('Tools').click();
  if (await row('Auditor').count() === 0) await page.keyboard.press('ArrowRight');
  await choose(page, 'Auditor', 'Assume this role as the caller');
  await expect(steps.getByRole('heading', { level: 3 }).filter({ hasText: 'assumes Auditor' })).toHaveCount(2);
  const last = steps.locator('.chain-step').last();
  await last.getByRole('button', { name: /^Passed with the call/ }).click();
  await last.getByRole('button', { name: 'Another caller…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('ana tools');
  await dialog.getByRole('button', { name: /^Ana \(user\)/ }).click();
  await expect(steps.locator('.chain-step')).toHaveCount(1);
  await steps.getByRole('textbox', { name: 'External ID' }).fill('ticket-7');
  await steps.getByRole('checkbox', { name: 'code passed with the call' }).check();
  await expect(steps.locator('.chain-step')).toContainText('Allowed');
  await expect(request).toContainText('assumed-role/Auditor');
});

test('a VPC endpoint is made in an account, travelled through, limited by its policy and deleted', async ({ page }) => {
  const { row, verdict, request, dialog, undo, editor } = await open(page);
  await expect(verdict).toContainText('Allowed');
  await choose(page, 'Coffee Shop', 'New VPC endpoint…');
  await dialog.getByRole('textbox').fill('Door');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('has to begin with');
  await dialog.getByRole('textbox').fill('vpce-0abc');
  await page.keyboard.press('Enter');
  await expect(row('vpce-0abc')).toBeVisible();
  await choose(page, 'vpce-0abc', 'Send the request through it');
  await request.getByRole('button', { name: 'Details of the caller' }).click();
  await expect(request.getByRole('combobox', { name: 'VPC endpoint' }).locator('option:checked')).toContainText('vpce-0abc in vpc-0abc');
  await page.getByRole('button', { name: 'New policy' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Shut');
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'VPC endpoint policy' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(editor).toBeFocused();
  await paste(page, '{"Version": "2012-10-17", "Statement": []}');
  await choose(page, 'vpce-0abc', 'Attach policy…');
  await dialog.getByRole('button', { name: /^Shut/ }).click();
  await expect(verdict).toContainText('VPC endpoint policy');
  await choose(page, 'vpce-0abc', 'Details…');
  await dialog.getByRole('textbox', { name: 'VPC' }).fill('vpc-7');
  await page.keyboard.press('Enter');
  await expect(request.getByRole('combobox', { name: 'VPC endpoint' }).locator('option:checked')).toContainText('in vpc-7');
  await row('vpce-0abc').focus();
  await page.keyboard.press('Delete');
  await expect(row('vpce-0abc')).toHaveCount(0);
  await expect(verdict).toContainText('Allowed');
  await undo.click();
  await expect(row('vpce-0abc')).toBeVisible();
});

test('tags of a user are edited by menu and decide', async ({ page }) => {
  const { row, request, dialog } = await open(page);
  await choose(page, 'Carla', 'Details and tags…');
  await dialog.getByRole('textbox', { name: /^Tags/ }).fill('team=red\nteam=blue');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('stands there twice');
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: /^Tags/ }).fill('team=red');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row('Carla')).toBeFocused();
  await request.getByRole('button', { name: /^Context/ }).click();
  await expect(request.getByRole('textbox', { name: 'aws:PrincipalTag/team' })).toHaveValue('red');
});
