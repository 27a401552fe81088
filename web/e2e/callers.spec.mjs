// Every kind of caller, and what it brings along.

import { expect, expectAccessible, test } from './page.mjs';
import { open, parts } from './workbench.mjs';

async function details(page) {
  const given = await open(page);
  const button = page.getByRole('button', { name: 'Details of the caller' });
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const fields = page.getByRole('group', { name: 'Details of the caller' });
  const kind = fields.getByRole('combobox', { name: 'Kind' });
  return { ...given, button, fields, kind };
}

test('every kind of caller can be chosen, and each decides anew', async ({ page }) => {
  const { fields, kind, verdict, request } = await details(page);
  await expect(kind.locator('option:checked')).toHaveText('IAM user');
  const kinds = await kind.locator('option').allTextContents();
  expect(kinds).toEqual([
    'IAM user', 'Role session', 'SAML session', 'Web identity session', 'Federated user', 'Root user',
    'Root session (AssumeRoot)', 'AWS service', 'Identity provider', 'Anonymous',
  ]);
  const arns = new Set();
  for (const name of kinds) {
    await kind.selectOption({ label: name });
    await expect(kind.locator('option:checked')).toHaveText(name);
    await expect(verdict).toContainText(/Allowed|Denied|Depends/);
    arns.add(await request.locator('.caller-line .code').textContent());
  }
  // Sessions of one role have one ARN, as the root user has for a task.
  expect(arns.size).toBe(kinds.length - 3);
  await kind.selectOption({ label: 'AWS service' });
  const service = fields.getByRole('combobox', { name: 'Service' });
  await service.fill('lambda');
  await expect(service).toHaveAttribute('aria-invalid', 'true');
  await service.fill('lambda.amazonaws.com');
  await expect(service).not.toHaveAttribute('aria-invalid', 'true');
});

test('the session of a role has a name, MFA, tags and policies', async ({ page }) => {
  const { fields, kind, request, undo } = await details(page);
  await kind.selectOption({ label: 'Role session' });
  await fields.getByRole('textbox', { name: 'Session name' }).fill('till-7');
  await expect(request).toContainText(/assumed-role\/[^/]+\/till-7/);
  await fields.getByRole('checkbox', { name: /^used to make the session/ }).check();
  await fields.getByRole('textbox', { name: 'Tag', exact: true }).fill('department');
  await fields.getByRole('textbox', { name: 'Its value' }).fill('bar');
  await fields.getByRole('button', { name: 'Add', exact: true }).click();
  const tag = fields.getByRole('textbox', { name: 'department', exact: true });
  await expect(tag).toHaveValue('bar');
  await tag.fill('kitchen');
  await parts(page).request.getByRole('button', { name: /^Context/ }).click();
  await expect(request.getByRole('textbox', { name: 'aws:PrincipalTag/department' })).toHaveValue('kitchen');
  await expect(request.getByRole('textbox', { name: 'aws:MultiFactorAuthPresent' })).toHaveValue('true');
  await expectAccessible(page);
  await fields.getByRole('button', { name: 'Remove the tag department' }).click();
  await expect(tag).toHaveCount(0);
  await undo.click();
  await expect(tag).toHaveValue('kitchen');
  await fields.getByRole('textbox', { name: 'Source identity' }).fill('x');
  await expect(fields).toContainText('2 to 64 letters');
});

test('a session policy that is passed limits the session', async ({ page }) => {
  const { fields, kind, action, resource, verdict } = await details(page);
  await kind.selectOption({ label: 'Role session' });
  await action.fill('dynamodb:PutItem');
  await resource.fill('arn:aws:dynamodb:us-east-1:111122223333:table/Orders');
  await expect(verdict).toContainText('Allowed');
  await fields.getByRole('checkbox', { name: /^ViewCosts/ }).check();
  await expect(verdict).toContainText('Denied');
  await fields.getByRole('checkbox', { name: /^ViewCosts/ }).uncheck();
  await expect(verdict).toContainText('Allowed');
});

test('what a user signs with can be chosen', async ({ page }) => {
  const { fields, request, button } = await details(page);
  const signed = fields.getByRole('combobox', { name: 'Credentials' });
  await signed.selectOption({ label: 'Console sign-in, with MFA' });
  await request.getByRole('button', { name: /^Context/ }).click();
  await expect(request.getByRole('textbox', { name: 'aws:MultiFactorAuthPresent' })).toHaveValue('true');
  await button.click();
  await expect(fields).toHaveCount(0);
});
