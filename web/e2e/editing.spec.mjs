// Policies and the organization under the user's hands: each change decides again at once.

import { expect, test } from './page.mjs';
import { choose, open, paste, parts, retype, text } from './workbench.mjs';

const decides = (path) => path.locator('[data-role="decides"]').first();

test('editing the cashier’s policy flips the verdict and names the gate', async ({ page }) => {
  const { verdict, path, undo, redo } = await open(page);
  await expect(verdict).toContainText('Allowed');
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  await expect(decides(path).getByRole('heading').first()).toContainText(/identity/i);
  await undo.click();
  await expect(verdict).toContainText('Allowed');
  expect(await text(page)).toContain('s3:GetObject');
  await redo.click();
  await expect(verdict).toContainText('Denied');
});

test('moving legal out of its OU flips the verdict, and undo brings it back', async ({ page }) => {
  const { row, caller, action, resource, verdict, path, undo, redo, dialog } = await open(page);
  await caller.selectOption({ label: 'Lea (user)' });
  await action.fill('translate:TranslateText');
  await resource.fill('*');
  await expect(verdict).toContainText('Denied');
  await expect(verdict).toContainText('ApprovedServices');
  await expect(decides(path).getByRole('heading').first()).toContainText(/deny/i);
  await expect(row('Legal')).toHaveAttribute('aria-level', '3');
  await choose(page, 'Legal', 'Move to…');
  await dialog.getByRole('button', { name: /^Root/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(verdict).toContainText('Allowed');
  await expect(row('Legal')).toHaveAttribute('aria-level', '2');
  await expect(row('Legal')).toBeFocused();
  await undo.click();
  await expect(row('Legal')).toHaveAttribute('aria-level', '3');
  await expect(verdict).toContainText('Denied');
  await redo.click();
  await expect(verdict).toContainText('Allowed');
});

test('a policy can be detached and attached by menu', async ({ page }) => {
  const { row, verdict, dialog } = await open(page);
  await choose(page, 'Cashiers', 'Detach policy…');
  await dialog.getByRole('button', { name: /^ReadReceipts/ }).click();
  await expect(verdict).toContainText('Denied');
  await choose(page, 'Carla', 'Attach policy…');
  await dialog.getByRole('button', { name: /^ReadReceipts/ }).click();
  await expect(verdict).toContainText('Allowed');
  await expect(row('Carla')).toHaveAccessibleName(/ReadReceipts/);
});

test('what AWS refuses stays in the list and says why', async ({ page }) => {
  const { dialog, row } = await open(page);
  await choose(page, 'HR and Legal', 'New OU…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Inner');
  await page.keyboard.press('Enter');
  await expect(row('Inner')).toBeVisible();
  await choose(page, 'HR and Legal', 'Move to…');
  const inner = dialog.getByRole('button', { name: /^Inner/ });
  await expect(inner).toHaveAttribute('aria-disabled', 'true');
  await expect(inner).not.toHaveText(/^Inner$/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await choose(page, 'Root', 'New OU…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('HR and Legal');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).not.toBeEmpty();
});

test('half-typed JSON keeps the other statements working', async ({ page }) => {
  const { editor, verdict, findings, undo } = await open(page);
  // The statement that is typed is not the one that allows.
  await editor.getByText('"ListTheBucket"').click();
  await page.keyboard.press('Home');
  await page.keyboard.type('"Sid": "Half');
  await expect(verdict).toContainText('Allowed');
  await expect(verdict).toContainText('Provisional');
  await expect(findings.getByRole('button').first()).toContainText(/line \d+, column \d+/);
  const marks = page.locator('json-editor .cm-lintRange, json-editor .cm-lint-marker');
  await expect(marks.first()).toBeVisible();
  // The one that allows, broken, no longer does.
  await paste(page, '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::AWSDOC');
  await expect(verdict).toContainText('Denied');
  await expect(verdict).toContainText('Provisional');
  // However many steps the pauses made of it.
  while ((await undo.getAttribute('aria-disabled')) !== 'true') await undo.click();
  await expect(verdict).toContainText('Allowed');
  await expect(verdict).not.toContainText('Provisional');
  await expect(findings).toHaveCount(0);
});

test('five megabytes of statements that all apply are answered, drawn in part, and undone', async ({
  page,
}) => {
  const { verdict, path, undo } = await open(page);
  const before = await text(page);
  const statement = '{"Effect":"Allow","Action":"s3:Get*","Resource":"*"},';
  await paste(page, `{"Version":"2012-10-17","Statement":[${statement.repeat(100_000)}{}]}`);
  await expect(verdict).toContainText('Not all of it can be read');
  await expect(verdict).toContainText('statement 1');
  await expect(path.getByText('99801 more statements are not shown')).toBeVisible();
  await undo.click();
  await expect(verdict).toContainText('GetReceipts');
  expect(await text(page)).toBe(before);
});

test('cards and statements mark each other', async ({ page }) => {
  const { editor, path } = await open(page);
  const card = path.locator('.statement').filter({ hasText: 'GetReceipts' }).first();
  await card.hover();
  await expect(page.locator('json-editor :is(.cm-lines-hover, .cm-part-hover)').first()).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(page.locator('json-editor :is(.cm-lines-hover, .cm-part-hover)')).toHaveCount(0);
  await editor.getByText('"arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/*"').click();
  await expect(card).toHaveAttribute('data-marked', 'true');
});

test('a new policy is written, renamed and deleted', async ({ page }) => {
  const { dialog, editor, undo } = await open(page);
  const policies = page.getByRole('list', { name: 'Policies', exact: true });
  await page.getByRole('button', { name: 'New policy' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Draft');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: 'Draft' })).toBeVisible();
  await expect(editor).toBeVisible();
  await policies.getByRole('button', { name: 'Actions for Draft' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(policies).not.toContainText('Draft');
  await undo.click();
  await expect(policies).toContainText('Draft');
});

test('a resource gets its policy from its menu, and writing begins with a valid statement', async ({ page }) => {
  const { dialog, editor, verdict } = await open(page);
  await choose(page, 'AWSDOC-EXAMPLE-BUCKET', 'New resource-based policy…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('BucketPolicy');
  await dialog.getByRole('button', { name: 'Create and attach' }).click();
  await expect(editor).toBeFocused();
  await expect(editor).toContainText('"Principal": { "AWS": "arn:aws:iam::111122223333:root" }');
  await expect(verdict).toContainText('Allowed');
  await paste(page, (await page.locator('json-editor').evaluate(({ value }) => value)).replace('Allow', 'Deny'));
  await expect(verdict).toContainText('BucketPolicy');
  await expect(verdict).toContainText('Denied');
});

test('a policy of AWS can be read, not changed', async ({ page }) => {
  const { editor } = await open(page);
  await page.getByRole('list', { name: 'Policies', exact: true }).getByRole('button', { name: /^FullAWSAccess/ }).click();
  await expect(editor).toHaveAttribute('aria-readonly', 'true');
  await expect(parts(page).editor).toContainText('"Allow"');
});
