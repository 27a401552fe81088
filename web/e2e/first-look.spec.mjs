// What a newcomer sees, before and while changing the first thing.

import { expect, test } from './page.mjs';
import { open, parts } from './workbench.mjs';

test('the page opens on a decided request', async ({ page }) => {
  const { tree, row, editor, caller, action, resource, verdict, path } = await open(page);
  await expect(tree).toBeVisible();
  await expect(row('Carla')).toBeVisible();
  await expect(editor).toContainText('GetReceipts');
  await expect(caller.locator('option:checked')).toHaveText('Carla (user)');
  await expect(action).toHaveValue('s3:GetObject');
  await expect(resource).toHaveValue(/^arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET\/receipts\//);
  await expect(verdict).toContainText('Allowed');
  await expect(path.locator('> [data-role="decides"]')).toContainText('ReadReceipts');
});

test('a first visit is told what to try, until it is done or hidden', async ({ page }) => {
  const { action, caller } = await open(page);
  const said = page.getByRole('banner').getByText('Try it');
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Hide what to try' }).click();
  await expect(said).toHaveCount(0);
  await page.reload();
  await expect(said).toBeVisible();
  await caller.selectOption({ label: 'Ivo (user)' });
  await expect(said).toHaveCount(0);
  await expect(action).toHaveValue('s3:GetObject');
});

test('the verdict is there before the editor is fetched', async ({ page }) => {
  // The editor never comes: the page works with a plain text box.
  await page.route('**/editor/*.js', () => {});
  await page.goto('');
  const { editor, verdict } = parts(page);
  await expect(verdict).toContainText('Allowed');
  const text = await editor.inputValue();
  await editor.fill(text.replace('s3:GetObject', 's3:PutObject'));
  await expect(verdict).toContainText('Denied');
});

test('another caller, action or resource changes the answer', async ({ page }) => {
  const { caller, action, resource, verdict } = await open(page);
  await caller.selectOption({ label: 'Ivo (user)' });
  await expect(verdict).toContainText('Denied');
  await caller.selectOption({ label: 'Chen (user)' });
  await expect(verdict).toContainText('Allowed');
  await action.fill('s3:DeleteObject');
  await expect(verdict).toContainText('Denied');
  await action.fill('s3:ListBucket');
  await resource.fill('arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET');
  await expect(verdict).toContainText('Allowed');
});

test('what cannot be an action says so', async ({ page }) => {
  const { action, request } = await open(page);
  await action.fill('s3');
  await expect(action).toHaveAttribute('aria-invalid', 'true');
  await expect(request).toContainText('such as s3:GetObject');
});

test('a condition key can be set, declared unknown, and taken back', async ({ page }) => {
  const { request } = await open(page);
  await request.getByRole('button', { name: /^Context/ }).click();
  const region = request.getByRole('textbox', { name: 'aws:RequestedRegion' });
  await request.getByRole('combobox', { name: 'Condition key' }).fill('aws:RequestTag/team');
  await request.getByRole('textbox', { name: 'Its value' }).fill('beans');
  await request.getByRole('button', { name: 'Add', exact: true }).click();
  const team = request.getByRole('textbox', { name: 'aws:RequestTag/team' });
  await expect(team).toHaveValue('beans');
  await request.getByRole('button', { name: 'Reset aws:RequestTag/team' }).click();
  await expect(team).toHaveCount(0);
  await expect(region.or(request.getByRole('textbox', { name: 'aws:username' })).first()).toBeVisible();
});

test('the theme can be chosen, and stays', async ({ page }) => {
  await open(page);
  const root = page.locator(':root');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Dark', exact: true }).click();
  await expect(root).toHaveCSS('color-scheme', 'dark');
  await page.reload();
  await expect(root).toHaveCSS('color-scheme', 'dark');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Light or dark as the system' }).click();
  await expect(root).toHaveCSS('color-scheme', 'light dark');
});
