// Work is kept, links are opened without harm, files go out and come back.

import { readFile } from 'node:fs/promises';
import { expect, test } from './page.mjs';
import { expectKept, kept, open, parts, retype, text } from './workbench.mjs';

/** A link to the work in hand. */
async function link(page) {
  const { share, dialog } = parts(page);
  await share.click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  return link;
}

/** A page with work of its own, and a link to something else. */
async function ownWorkAndLink(page) {
  const { verdict, undo } = await open(page);
  const title = page.getByRole('textbox', { name: 'Name of this scenario' });
  await title.fill('From a friend');
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  const friend = await link(page);
  await undo.click();
  await title.fill('My own work');
  await expectKept(page, 'My own work');
  return friend;
}

const title = (page) => page.getByRole('textbox', { name: 'Name of this scenario' });

test('a copied link gives the same verdict in a new profile', async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { verdict, share } = await open(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  const sentence = await verdict.textContent();
  await share.click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status', { name: 'Message' })).toContainText('copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const { verdict: theirs } = await open(other, copied);
  await expect(theirs).toHaveText(sentence);
  expect(await text(other)).toContain('s3:PutObject');
  await elsewhere.close();
});

test('a broken link gives a message and keeps the work', async ({ page, baseURL }) => {
  const { notice, verdict } = await open(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await expectKept(page, 's3:PutObject');
  await page.goto(`${baseURL}#v1.d.broken.00000000`);
  await expect(notice).toBeVisible();
  await expect(notice).not.toBeEmpty();
  await expect(verdict).toContainText('Denied');
  expect(await text(page)).toContain('s3:PutObject');
  expect(await kept(page)).toContain('s3:PutObject');
  await expect(page).toHaveURL(/index\.html$|\/$/);
  await notice.getByRole('button', { name: 'Close this message' }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(verdict).toContainText('Denied');
});

test('a reload keeps the work', async ({ page }) => {
  const { verdict } = await open(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await title(page).fill('Kept');
  await expect(verdict).toContainText('Denied');
  // At once: what was typed a moment ago is kept as well.
  await page.reload();
  await expect(title(page)).toHaveValue('Kept');
  await expect(verdict).toContainText('Denied');
  expect(await text(page)).toContain('s3:PutObject');
});

test('a link does not overwrite work: back to mine', async ({ page }) => {
  const friend = await ownWorkAndLink(page);
  await page.goto(friend);
  const { notice, verdict } = parts(page);
  await expect(notice).toContainText('My own work');
  await expect(verdict).toContainText('Denied');
  expect(await kept(page)).toContain('My own work');
  await notice.getByRole('button', { name: 'Back to mine' }).click();
  await expect(title(page)).toHaveValue('My own work');
  await expect(verdict).toContainText('Allowed');
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(title(page)).toHaveValue('My own work');
});

test('a link does not overwrite work: keep this too', async ({ page }) => {
  const friend = await ownWorkAndLink(page);
  await page.goto(friend);
  const { notice, verdict, dialog } = parts(page);
  await notice.getByRole('button', { name: 'Keep this too' }).click();
  await expectKept(page, 'From a friend');
  await page.reload();
  await expect(title(page)).toHaveValue('From a friend');
  await expect(verdict).toContainText('Denied');
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('menuitem', { name: /My scenarios/ }).click();
  await dialog.getByRole('button', { name: 'My own work', exact: true }).click();
  await expect(title(page)).toHaveValue('My own work');
  await expect(verdict).toContainText('Allowed');
});

test('a link opened without work of one’s own says where it comes from', async ({ page, browser }) => {
  await open(page);
  await title(page).fill('From a friend');
  const friend = await link(page);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(friend);
  const { notice } = parts(other);
  await expect(notice).toContainText('link');
  await notice.getByRole('button', { name: 'Close this message' }).click();
  await expect(notice).toHaveCount(0);
  await expect(title(other)).toHaveValue('From a friend');
  await elsewhere.close();
});

test('a file goes out and comes back', async ({ page }) => {
  const { verdict } = await open(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('coffee-shop.json');
  const content = await readFile(await download.path());
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('menuitem', { name: 'Examples…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Coffee shop/ }).click();
  await expect(verdict).toContainText('Allowed');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('menuitem', { name: 'Open a file…' }).click();
  const chooser = await choosing;
  await chooser.setFiles({ name: 'work.json', mimeType: 'application/json', buffer: content });
  await expect(verdict).toContainText('Denied');
});

test('a file of something else is refused with a reason', async ({ page }) => {
  const { notice, verdict } = await open(page);
  const buffer = Buffer.from('{"hello": 1}');
  await page.locator('#open-file').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer });
  await expect(notice).toContainText('not a scenario');
  await expect(verdict).toContainText('Allowed');
});

test('a browser that keeps nothing is told of', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const { notice } = await open(page);
  await title(page).fill('Too much');
  await expect(notice).toContainText('file');
});
