// The request filled from what AWS said.

import { readFileSync } from 'node:fs';
import { expect, expectAccessible, test } from './page.mjs';
import { open } from './workbench.mjs';

const sample = (name) => readFileSync(new URL(`../../crates/scenario/tests/paste/${name}.json`, import.meta.url), 'utf8');

async function fill(page) {
  const given = await open(page);
  await given.request.getByRole('button', { name: 'Fill from a message or event…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fill from an error message or event' });
  return { ...given, dialog, text: dialog.getByRole('textbox') };
}

test('an AccessDenied message fills the request and adds its caller, as one step', async ({ page }) => {
  const { dialog, text, action, resource, verdict, undo, row } = await fill(page);
  const before = await action.inputValue();
  await text.fill(
    'An error occurred (AccessDenied) when calling the DeleteObject operation: User: arn:aws:iam::111122223333:user/Zoe is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::shop/1.pdf" because no identity-based policy allows the s3:DeleteObject action',
  );
  await expect(dialog).toContainText('s3:DeleteObject');
  await expect(dialog).toContainText('has no user Zoe');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /^Fill in and add the user Zoe/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(action).toHaveValue('s3:DeleteObject');
  await expect(resource).toHaveValue('arn:aws:s3:::shop/1.pdf');
  await expect(verdict).toContainText('Denied');
  await undo.click();
  await expect(action).toHaveValue(before);
  await expect(row('Zoe')).toHaveCount(0);
});

test('an event of CloudTrail fills caller, resource and context', async ({ page }) => {
  const { dialog, text, request, action } = await fill(page);
  await text.fill(sample('session'));
  await expect(dialog).toContainText('Barista (role session)');
  await expect(dialog).toContainText('203.0.113.7');
  await expect(dialog).toContainText('Another resource of the call');
  await dialog.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(action).toHaveValue('s3:GetObject');
  await request.getByRole('button', { name: /^Context/ }).click();
  await expect(request.getByRole('textbox', { name: 'aws:SourceIp' })).toHaveValue('203.0.113.7');
  await expect(request.getByRole('textbox', { name: 'aws:MultiFactorAuthPresent' })).toHaveValue('true');
});

test('what cannot be read says why, and is not lost', async ({ page }) => {
  const { dialog, text, request } = await fill(page);
  await text.fill('You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTk');
  await expect(dialog).toContainText('aws sts decode-authorization-message');
  await text.fill(sample('session').slice(0, 300));
  await expect(dialog).toContainText('ends too early');
  await expect(dialog.getByRole('button', { name: /^Fill in/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await request.getByRole('button', { name: 'Fill from a message or event…' }).click();
  await expect(text).toHaveValue(sample('session').slice(0, 300));
  await text.fill('x'.repeat(5 * 1024 * 1024));
  await expect(dialog).toContainText('5120 kB');
});
