// The gallery of examples: choosing one, opening one by its address, and what is said when it
// does not come.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test, unconnected } from './page.mjs';
import { expectKept, open, parts } from './workbench.mjs';

const index = new URL('../../examples/index.json', import.meta.url);
const listings = JSON.parse(await readFile(index, 'utf8'));

const title = (page) => page.getByRole('textbox', { name: 'Name of this scenario' });
const story = (page, name) => page.getByRole('region', { name });
const drawer = (page) => page.getByRole('button', { name: /^Tests/ });

async function openGallery(page) {
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('menuitem', { name: 'Examples…' }).click();
  const { dialog } = parts(page);
  await expect(dialog.getByRole('button', { name: /^Coffee shop/ })).toBeVisible();
  return dialog;
}

test('an example is chosen, tells its story and passes its tests', async ({ page }) => {
  const { verdict } = await open(page);
  await title(page).fill('My own work');
  await expectKept(page, 'My own work');
  const dialog = await openGallery(page);
  await expectAccessible(page);
  await dialog.getByRole('searchbox').fill('kms');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: /^Two keys/ }).click();
  await expect(dialog).toHaveCount(0);
  const about = story(page, 'Two keys, with and without the account');
  await expect(about).toContainText('Try it');
  await expect(verdict).toContainText('Denied');
  await expect(drawer(page)).toContainText('8 pass');
  await expectAccessible(page);
  await about.getByRole('button', { name: 'Hide the notes' }).click();
  await expect(about).toHaveCount(0);
  await page.getByRole('button', { name: 'About this scenario' }).click();
  await expect(about).toBeVisible();
  // One's own work stays within reach.
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('menuitem', { name: /^My scenarios/ }).click();
  await parts(page).dialog.getByRole('button', { name: 'My own work', exact: true }).click();
  await expect(title(page)).toHaveValue('My own work');
});

test('an example opens by its address and leaves one’s own work alone', async ({ page }) => {
  const { notice } = await open(page);
  await title(page).fill('My own work');
  await expectKept(page, 'My own work');
  await page.goto('about:blank');
  await page.goto('#example/role-chain');
  await expect(title(page)).toHaveValue('From role to role');
  await notice.getByRole('button', { name: 'Back to mine' }).click();
  await expect(title(page)).toHaveValue('My own work');
});

test('an unknown example is told of, with a way on', async ({ page }) => {
  const { notice } = await open(page, '#example/zebra');
  await expect(notice).toContainText('There is no example “zebra”');
  await notice.getByRole('button', { name: 'Choose an example' }).click();
  await expect(parts(page).dialog.getByRole('button', { name: /^From role to role/ })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
});

unconnected('what cannot be fetched is told of and can be tried again', async ({ page }) => {
  await page.route('**/examples/*.json', (route) => route.abort());
  const { notice } = await open(page, '#example/kms-key');
  await expect(notice).toContainText('could not be fetched');
  await expect(title(page)).toHaveValue('Coffee shop');
  await notice.getByRole('button', { name: 'Choose an example' }).click();
  const { dialog } = parts(page);
  await expect(dialog).toContainText('could not be fetched');
  await page.unroute('**/examples/*.json');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await page.route('**/examples/kms-key.json', (route) => route.abort());
  await dialog.getByRole('button', { name: /^Two keys/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('could not be fetched');
  await page.unroute('**/examples/kms-key.json');
  await dialog.getByRole('button', { name: /^Two keys/ }).click();
  await expect(title(page)).toHaveValue('Two keys, with and without the account');
  await expect(notice).toHaveCount(0);
});

test('the keyboard alone finds and opens an example', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Scenarios' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const { dialog } = parts(page);
  await expect(dialog.getByRole('button', { name: /^Coffee shop/ })).toBeVisible();
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('button', { name: /^Seven ways/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('endpoint');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveValue('Through the VPC endpoint or not at all');
});

test('every example opens with all its tests passing', async ({ page }) => {
  expect(listings.length).toBeGreaterThan(12);
  await open(page);
  for (const { id, title: name, tests } of listings) {
    await page.evaluate((hash) => (location.hash = hash), `example/${id}`);
    await expect(title(page)).toHaveValue(name);
    await expect(drawer(page)).toContainText(`${tests} pass`);
    await expect(drawer(page)).not.toContainText('fail');
    await expect(story(page, name)).toBeVisible();
  }
});
