// Several scenarios of one's own, several tabs, undo across reloads, files of every sort.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './page.mjs';
import { expectKept, kept, open, parts, retype } from './workbench.mjs';

const title = (page) => page.getByRole('textbox', { name: 'Name of this scenario' });
const list = (page) => page.getByRole('dialog', { name: 'My scenarios' });
const rows = (page) => list(page).getByRole('listitem');

async function openList(page) {
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page.getByRole('menuitem', { name: /^My scenarios/ }).click();
  await expect(list(page)).toBeVisible();
}

/** A page with a scenario of this name, kept. */
async function make(page, name) {
  await title(page).fill(name);
  await expectKept(page, `"title": "${name}"`);
}

/** The page in another tab of the same browser. */
async function otherTab(context, baseURL) {
  const page = await context.newPage();
  await page.goto(baseURL);
  await page.locator('json-editor .cm-content').waitFor({ state: 'attached' });
  return page;
}

test('scenarios are made, copied, renamed, deleted and brought back', async ({ page }) => {
  await open(page);
  await make(page, 'First');
  await openList(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('changed just now');
  await list(page).getByRole('button', { name: 'New organization' }).click();
  await expect(title(page)).toHaveValue('New scenario');
  await make(page, 'Second');
  await openList(page);
  await expect(rows(page)).toHaveText([/^Second/, /^First/]);
  await expectAccessible(page, 'dialog');
  await list(page).getByRole('button', { name: 'Duplicate First' }).click();
  await expect(rows(page)).toHaveText([/^First \(copy\)/, /^Second/, /^First/]);
  await list(page).getByRole('button', { name: 'Rename First (copy)' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Third');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveText([/^Third/, /^Second/, /^First/]);
  // The one that is open, too; another takes its place on the page.
  await list(page).getByRole('button', { name: 'Delete Second' }).click();
  await expect(rows(page)).toHaveText([/^Third/, /^First/]);
  await expect(title(page)).toHaveValue('Third');
  await list(page).getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveText([/^Third/, /^Second/, /^First/]);
  await expect(title(page)).toHaveValue('Second');
  await list(page).getByRole('button', { name: 'First', exact: true }).click();
  await expect(title(page)).toHaveValue('First');
  await page.reload();
  await expect(title(page)).toHaveValue('First');
});

test('two tabs do not overwrite each other', async ({ page, context, baseURL }) => {
  await open(page);
  await make(page, 'Shared');
  const other = await otherTab(context, baseURL);
  const { notice } = parts(other);
  await expect(title(other)).toHaveValue('Shared');
  await expect(notice).toContainText('open in another tab');
  // A change there goes into a copy, at once.
  await title(other).fill('From the second tab');
  await expect(notice).toContainText('kept as');
  await expectKept(page, 'From the second tab');
  await title(page).fill('From the first tab');
  await expectKept(page, 'From the first tab');
  expect(await kept(page)).toContain('From the second tab');
  // Both work on, each on its own, and both lists have both.
  await openList(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).filter({ hasText: 'From the second tab' })).toContainText('Open in another tab');
  await title(other).fill('Second, renamed');
  await expect(rows(page).filter({ hasText: 'Second, renamed' })).toHaveCount(1);
  await list(page).getByRole('button', { name: 'Delete Second, renamed' }).click();
  await expect(list(page).getByRole('alert')).toContainText('open in another tab');
  await other.close();
});

test('a browser that answers late is not taken for another tab', async ({ page }) => {
  await page.addInitScript(() => {
    const request = navigator.locks.request.bind(navigator.locks);
    navigator.locks.request = async (...asked) => {
      await new Promise((answer) => (globalThis.answerLate = answer));
      return request(...asked);
    };
    globalThis.looks = 0;
    const query = navigator.locks.query.bind(navigator.locks);
    navigator.locks.query = async () => {
      const answer = await query();
      globalThis.looks += 1;
      return answer;
    };
  });
  await open(page);
  await make(page, 'Mine alone');
  // It has looked whether another tab has the lock, and has not said so.
  await page.waitForFunction(() => 0 < globalThis.looks);
  await expect(parts(page).notice).toHaveCount(0);
  await page.evaluate(() => globalThis.answerLate());
  await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 1);
  await expect(parts(page).notice).toHaveCount(0);
  await expect(title(page)).toHaveValue('Mine alone');
});

test('what another tab has can be taken over, and comes back when that tab is gone', async ({ page, context, baseURL }) => {
  await open(page);
  await make(page, 'Shared');
  const other = await otherTab(context, baseURL);
  await parts(other).notice.getByRole('button', { name: 'Use it here' }).click();
  await expect(parts(other).notice).toHaveCount(0);
  await expect(parts(page).notice).toContainText('open in another tab');
  await title(other).fill('Changed in the second tab');
  await expectKept(other, 'Changed in the second tab');
  await parts(page).notice.getByRole('button', { name: 'Use it here' }).click();
  await expect(title(page)).toHaveValue('Changed in the second tab');
  // A tab that crashes or is closed lets go by itself.
  await page.close();
  await other.reload();
  await expect(title(other)).toHaveValue('Changed in the second tab');
  await title(other).fill('Alone again');
  await expectKept(other, 'Alone again');
  await expect(parts(other).notice).toHaveCount(0);
});

test('undo and redo reach over a reload', async ({ page }) => {
  const { verdict, undo, redo } = await open(page);
  await retype(page, 's3:GetObject', 'PutObject');
  await expect(verdict).toContainText('Denied');
  await expectKept(page, 's3:PutObject');
  await title(page).fill('Twice changed');
  await expectKept(page, 'Twice changed');
  await page.reload();
  await undo.click();
  await expect(title(page)).toHaveValue('Coffee shop');
  await undo.click();
  await expect(verdict).toContainText('Allowed');
  await page.reload();
  await redo.click();
  await expect(verdict).toContainText('Denied');
  await redo.click();
  await expect(title(page)).toHaveValue('Twice changed');
});

test('a history that somebody wrote is left out and the work stays', async ({ page }) => {
  const { undo } = await open(page);
  await make(page, 'Mine');
  await page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('iam-playground.history.'));
    for (const key of keys) {
      const [stamp] = localStorage.getItem(key).split('\n');
      localStorage.setItem(key, `${stamp}\n{"version":1,"undo":[["<b>x</b>",5,5,"{"]],"redo":[]}`);
    }
  });
  await page.reload();
  await expect(title(page)).toHaveValue('Mine');
  await undo.click();
  await expect(title(page)).toHaveValue('Mine');
  await expect(parts(page).notice).toHaveCount(0);
});

test('what the first version kept is still there', async ({ page }) => {
  await open(page);
  await make(page, 'Old work');
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage).filter((key) => key.startsWith('iam-playground.work.'));
    const text = localStorage.getItem(key).split('\n').slice(1).join('\n');
    localStorage.clear();
    sessionStorage.clear();
    localStorage.setItem('iam-playground.work', text);
    localStorage.setItem('iam-playground.shelf.0', text.replace('Old work', 'On the shelf'));
    localStorage.setItem('iam-playground.shelf.1', 'cannot be read');
    // Nothing is written when this page goes away.
    Storage.prototype.setItem = () => {};
  });
  await page.reload();
  await expect(title(page)).toHaveValue('Old work');
  await openList(page);
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: 'On the shelf' })).toHaveCount(1);
  const broken = rows(page).filter({ hasText: 'Not readable' });
  await expect(broken).toContainText('cannot be opened');
  const downloading = page.waitForEvent('download');
  await broken.getByRole('button', { name: /Save as a file/ }).click();
  expect(await readFile(await (await downloading).path(), 'utf8')).toBe('cannot be read');
  expect(await page.evaluate(() => localStorage.getItem('iam-playground.work'))).toBeNull();
});

test('a scenario that somebody broke says so and leaves the others usable', async ({ page }) => {
  await open(page);
  await make(page, 'Whole');
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await make(page, 'Broken');
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      if (text.includes('"title": "Broken"')) localStorage.setItem(key, text.slice(0, 90));
    }
  });
  await page.reload();
  const { notice } = parts(page);
  await expect(notice).toContainText('cannot be opened');
  const downloading = page.waitForEvent('download');
  await notice.getByRole('button', { name: 'Save it as a file' }).click();
  expect((await readFile(await (await downloading).path(), 'utf8')).startsWith('{')).toBe(true);
  await notice.getByRole('button', { name: 'My scenarios' }).click();
  await list(page).getByRole('button', { name: 'Whole', exact: true }).click();
  await expect(title(page)).toHaveValue('Whole');
});

test('a browser that is full says so, keeps the rest, and keeps again when there is room', async ({ page }) => {
  await open(page);
  await make(page, 'Small');
  await page.evaluate(() => {
    const fill = (part) => {
      try {
        for (let number = 0; ; number += 1) localStorage.setItem(`ballast.${part.length}.${number}`, part);
      } catch {
        return;
      }
    };
    for (const size of [1_000_000, 10_000, 100, 1]) fill('x'.repeat(size));
  });
  const { notice, dialog } = parts(page);
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await title(page).fill('One too many');
  await expect(notice).toContainText('no room left');
  await expect(notice.getByRole('button', { name: 'Save as a file' })).toBeVisible();
  // It is not lost as long as the page is open.
  await notice.getByRole('button', { name: 'My scenarios' }).click();
  await dialog.getByRole('button', { name: 'Small', exact: true }).click();
  await expect(title(page)).toHaveValue('Small');
  await expect(notice).toContainText('no room left');
  await openList(page);
  await dialog.getByRole('button', { name: 'One too many', exact: true }).click();
  await expect(title(page)).toHaveValue('One too many');
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith('ballast')) localStorage.removeItem(key);
  });
  await title(page).fill('It fits again');
  await expectKept(page, 'It fits again');
  await expect(notice).toHaveCount(0);
});

test('a browser that keeps nothing works all the same', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
  });
  const { notice, dialog } = await open(page);
  await title(page).fill('Not kept');
  await expect(notice).toContainText('does not let the page keep your work');
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await expect(title(page)).toHaveValue('New scenario');
  await openList(page);
  await dialog.getByRole('button', { name: 'Not kept', exact: true }).click();
  await expect(title(page)).toHaveValue('Not kept');
});

test('a file that is dropped opens, a policy is offered to the library, other files are called what they are', async ({ page }) => {
  const { notice, dialog, editor } = await open(page);
  const drop = (name, text) =>
    editor.evaluate(
      (element, [name, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], name));
        for (const kind of ['dragover', 'drop']) {
          element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      [name, text],
    );
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as a file' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  await drop('mine.json', text.replace('"Coffee shop"', '"Dropped"'));
  await expect(title(page)).toHaveValue('Dropped');
  await drop('deny-all.json', '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}');
  await expect(dialog).toContainText('This is a policy');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('deny-all');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('list', { name: 'Open policies' })).toContainText('deny-all');
  await drop('holiday.txt', 'Dear all, we are at the sea.');
  await expect(notice).toContainText('“holiday.txt” is neither a scenario nor a policy');
  const buffer = Buffer.alloc(16 * 1024 * 1024 + 1, ' ');
  await page.locator('#open-file').setInputFiles({ name: 'huge.json', mimeType: 'application/json', buffer });
  await expect(notice.filter({ hasText: 'larger than 16 MiB' })).toBeVisible();
  // A scenario from the clipboard, pasted where nothing takes text.
  await page.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text.replace('"Coffee shop"', '"Pasted"'));
  await expect(title(page)).toHaveValue('Pasted');
});

test('the organization and the path are saved as pictures', async ({ page, context }) => {
  await open(page);
  const save = async (entry) => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: entry }).click();
    const download = await downloading;
    return [download.suggestedFilename(), await readFile(await download.path())];
  };
  const [pathName, path] = await save('Decision path as SVG');
  expect(pathName).toBe('coffee-shop-decision-path.svg');
  const [treeName, tree] = await save('Organization as SVG');
  expect(treeName).toBe('coffee-shop-organization.svg');
  // The browser reads them as what they are. The page itself may not read markup.
  const reader = await context.newPage();
  const read = await reader.evaluate(
    (pictures) =>
      pictures.map((picture) => {
        const { documentElement } = new DOMParser().parseFromString(picture, 'image/svg+xml');
        return `${documentElement.tagName}: ${documentElement.textContent}`;
      }),
    [path, tree].map(String),
  );
  expect(read[0]).toMatch(/^svg: [^]*Allowed[^]*allows: decides/);
  expect(read[1]).toMatch(/^svg: [^]*Head Office[^]*SCP: allows/);
  for (const [entry, name] of [
    ['Decision path as PNG', 'coffee-shop-decision-path.png'],
    ['Organization as PNG', 'coffee-shop-organization.png'],
  ]) {
    const [suggested, picture] = await save(entry);
    expect(suggested).toBe(name);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    // Its width, twice that of the drawing, stands at a fixed place.
    expect(picture.readUInt32BE(16)).toBeGreaterThan(700);
    expect(picture.length).toBeGreaterThan(10_000);
  }
});

test('what is printed has the request, the answer, the path, the organization and the policies', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => {
      window.printed = (window.printed ?? 0) + 1;
    };
  });
  await open(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Print/ }).click();
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
  const sheet = page.locator('.print');
  await expect(sheet).toHaveCount(0);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(sheet).toBeVisible();
  for (const part of ['Coffee shop', 's3:GetObject', 'Allowed', 'The decision is made here', 'Head Office', '"Sid": "GetReceipts"']) {
    await expect(sheet).toContainText(part);
  }
  await expect(page.getByRole('banner')).toBeHidden();
  const ink = await sheet.evaluate((element) => getComputedStyle(element).color);
  expect(ink).toBe('rgb(0, 0, 0)');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
  // The browser tells the page by itself, however printing began.
  const paper = await page.pdf({ format: 'A4' });
  expect(paper.length).toBeGreaterThan(20_000);
});
