// Sharing: what the dialog says, what is copied, what is replaced, and links written by hand.

import { readFile, readdir } from 'node:fs/promises';
import jsQR from 'jsqr';
import { expect, expectAccessible, test } from './page.mjs';
import { expectKept, open, parts, text } from './workbench.mjs';

const REAL = '984501236712';

/** A document of somebody's own, with their account, network and address in it. */
const document = (filler = '') => ({
  iam_playground: 1,
  title: 'Audit by ana@corp.io',
  accounts: [
    {
      id: REAL,
      users: [{ name: 'ana@corp.io', policies: ['Own'] }],
      resources: [{ arn: `arn:aws:s3:::logs-${REAL}` }],
    },
  ],
  policies: [
    {
      name: 'Own',
      kind: 'managed',
      text: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::logs-${REAL}/*`,
          Condition: { IpAddress: { 'aws:SourceIp': '52.94.76.0/24' } },
        },
      }),
    },
    ...(filler && [{ name: 'Filler', kind: 'managed', text: filler }]),
  ],
  request: {
    caller: { type: 'user', account: REAL, name: 'ana@corp.io' },
    action: 's3:GetObject',
    resource: `arn:aws:s3:::logs-${REAL}/a`,
    context: [{ key: 'aws:SourceIp', value: '52.94.76.9' }],
  },
});

/** Text that does not pack. */
function noise(length) {
  let state = 7;
  const letters = Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String.fromCharCode(35 + ((state >>> 16) % 56));
  });
  return letters.join('');
}

async function openDocument(page, content) {
  const buffer = Buffer.from(JSON.stringify(content));
  const file = { name: 'own.json', mimeType: 'application/json', buffer };
  await page.locator('#open-file').setInputFiles(file);
  await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue(content.title);
}

const form = (page, name) => page.getByRole('radio', { name, exact: true });
const about = (page) => page.getByRole('status', { name: 'About this form' });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

async function copy(page, name) {
  await form(page, name).check();
  await parts(page).dialog.getByRole('button', { name: /^Copy/ }).click();
  await expect(page.getByRole('status', { name: 'Message' })).toContainText(`${name} copied`);
  return copied(page);
}

test('the length of a link is told with what it means', async ({ page }) => {
  const { share, dialog } = await open(page);
  for (const [size, means] of [
    [0, 'works everywhere'],
    [3500, 'some mail and chat programs cut it'],
    [15_000, 'a file is safer'],
    [60_000, 'too large for a link'],
  ]) {
    await openDocument(page, document(noise(size)));
    await share.click();
    await expect(about(page)).toContainText(means);
    await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveCount(size === 60_000 ? 0 : 1);
    await page.keyboard.press('Escape');
  }
});

test('what is replaced is nowhere in what is shared, and means the same', async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { share, dialog, verdict } = await open(page);
  await openDocument(page, document());
  await expect(verdict).toContainText('Allowed');
  await share.click();
  await expect(dialog).toContainText('1 account ID');
  await expect(dialog).toContainText('2 IP addresses and ranges');
  await expect(page).toHaveURL(/#v1\./);
  await dialog.getByRole('switch').check();
  await expect(page).not.toHaveURL(/#/);
  await expect(dialog).toContainText('same answer as before');
  await expectAccessible(page, 'dialog');
  const link = await copy(page, 'Link');
  for (const name of ['Markdown link', 'Text with policies', 'Embed as iframe', 'Embed as element']) {
    const shared = await copy(page, name);
    expect(shared).toContain(link.split('#')[1]);
    for (const own of [REAL, '52.94.76', 'ana@corp.io']) expect(shared).not.toContain(own);
  }
  // Own work is as it was.
  await page.keyboard.press('Escape');
  expect(await text(page)).toContain(REAL);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const theirs = await open(other, link);
  await expect(theirs.verdict).toContainText('Allowed');
  expect(await other.content()).not.toContain(REAL);
  expect(await text(other)).toContain('111122223333');
  await elsewhere.close();
});

test('an embed is copied with what it shows', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Embed…' }).click();
  await page.getByLabel('Shows').selectOption({ label: 'Verdict and path' });
  await page.getByLabel('Theme').selectOption({ label: 'Dark' });
  await page.getByLabel('Readers cannot change it').check();
  const frame = await copy(page, 'Embed as iframe');
  expect(frame).toContain('embed/?mode=path&amp;theme=dark&amp;readonly=1#v1.');
  expect(frame).toMatch(/^<iframe title="Coffee shop" src="http[^"]*" loading="lazy" sandbox="allow-scripts /);
  expect(frame).not.toContain('same-origin');
  const element = await copy(page, 'Embed as element');
  expect(element).toMatch(/<iam-playground src="[^"]*#v1[^"]*" mode="path" theme="dark" readonly title="Coffee shop">/);
});

test('the QR code holds the link', async ({ page }) => {
  const { share, dialog } = await open(page);
  await share.click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await form(page, 'QR code').check();
  const picture = page.getByRole('img', { name: 'QR code of the link' });
  const { dark, side } = await picture.evaluate((svg) => {
    const side = 3 * svg.viewBox.baseVal.width;
    const canvas = globalThis.document.createElement('canvas');
    canvas.width = canvas.height = side;
    const draw = canvas.getContext('2d');
    draw.scale(3, 3);
    draw.fill(new Path2D(svg.querySelector('path').getAttribute('d')));
    const { data } = draw.getImageData(0, 0, side, side);
    let dark = '';
    for (let pixel = 3; pixel < data.length; pixel += 4) dark += data[pixel] ? '1' : '0';
    return { dark, side };
  });
  const pixels = [...dark].flatMap((bit) => (bit === '1' ? [0, 0, 0, 255] : [255, 255, 255, 255]));
  expect(jsQR(Uint8ClampedArray.from(pixels), side, side).data).toBe(link);
  await page.keyboard.press('Escape');
  await openDocument(page, document(noise(3500)));
  await share.click();
  await form(page, 'QR code').check();
  await expect(about(page)).toContainText('at most 2953 characters');
  await expect(picture).toHaveCount(0);
});

test('a link written by hand becomes one of the page, and own work stays', async ({ page, baseURL }) => {
  const { verdict, notice } = await open(page);
  await page.getByRole('textbox', { name: 'Name of this scenario' }).fill('My own');
  await expectKept(page, 'My own');
  const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  const query = new URLSearchParams({
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
    policy: JSON.stringify(policy),
    caller: 'arn:aws:iam::444455556666:role/Reader',
  });
  await open(page, `${baseURL}?${query}`);
  await expect(verdict).toContainText('Allowed');
  await expect(notice).toContainText('My own');
  await expect(page).toHaveURL(/\/(index\.html)?#v1\./);
  await page.reload();
  await expect(parts(page).resource).toHaveValue('arn:aws:s3:::bucket/key');
  await open(page, `${baseURL}?action=s3:GetObject&polcy=x`);
  await expect(notice).toContainText('polcy');
  await expect(page).not.toHaveURL(/polcy/);
  await expectKept(page, 'My own');
});

const GOLDEN = new URL('../../crates/scenario/tests/golden/', import.meta.url);
const golden = (name) => readFile(new URL(name, GOLDEN), 'utf8');

test('every link and document ever made opens', async ({ page, baseURL }) => {
  test.slow();
  const title = page.getByRole('textbox', { name: 'Name of this scenario' });
  const { verdict, notice } = await open(page);
  for (const name of await readdir(new URL('documents', GOLDEN))) {
    const own = JSON.parse(await golden(`documents/${name}`));
    await openDocument(page, own);
    await expect(verdict).not.toBeEmpty();
    await expect(notice).toHaveCount(0);
    const links = await golden(`links/${name.replace('json', 'txt')}`);
    for (const link of links.trim().split('\n')) {
      await page.goto('about:blank');
      await open(page, `${baseURL}#example/deny-list`);
      await open(page, `${baseURL}#${link}`);
      await expect(title).toHaveValue(own.title);
      await expect(verdict).not.toBeEmpty();
    }
  }
});

test('a link of another version opens and says so', async ({ page, baseURL }) => {
  const links = await golden('links/v1-role-chain.txt');
  const link = links.trim().replace(/\.[^.]*(\.[^.]*)$/, '.0-0-9_2025-12$1');
  const { notice } = await open(page, `${baseURL}#${link}`);
  await expect(page.getByText('made by version 0.0.9 with the rules of 2025-12')).toBeVisible();
  await expect(notice.first()).toContainText('nobody has checked it');
});

test('Ctrl+S keeps the work and puts its link into the address bar', async ({ page }) => {
  const { editor, action } = await open(page);
  const typed = page.url();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('status', { name: 'Message' })).toContainText('Kept in this browser');
  await expect(page).toHaveURL(/#v1\./);
  await expectKept(page, 'Coffee shop');
  // Typing takes the link out once, and writes nothing else.
  await action.fill('s3:ListBucket');
  await expect(page).toHaveURL(typed);
  await action.press('ControlOrMeta+s');
  await expect(page).toHaveURL(/#v1\./);
  await page.reload();
  await expect(action).toHaveValue('s3:ListBucket');
  await expect(parts(page).notice).toHaveCount(0);
});

test('sharing works by keyboard alone, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { share, dialog } = await open(page);
  await openDocument(page, document());
  await share.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeFocused();
  await form(page, 'Link').focus();
  await page.keyboard.press('ArrowRight');
  await expect(form(page, 'Markdown link')).toBeChecked();
  await dialog.getByRole('switch').focus();
  await page.keyboard.press('Space');
  await expect(dialog).toContainText('Your own work keeps its IDs');
  expect(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
  await expectAccessible(page, 'dialog');
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
});
