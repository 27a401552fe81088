// The heart of the page in Firefox: what the journeys in `e2e` do in Chromium at length, once each.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { start, visit } from './page.mjs';

let firefox;
before(async () => {
  firefox = await start();
});
after(() => firefox.stop());

/** A journey of a new visitor. */
const journey = (name, take, options) =>
  test(name, { timeout: 20_000 }, async () => {
    const visitor = await visit(firefox, options);
    await take(visitor);
    await visitor.leave();
  });

const deniedToLea = async (visitor) => {
  await visitor.ask('Lea (user)');
  await visitor.fill('#action', 'translate:TranslateText');
  await visitor.fill('#resource', '*');
  await visitor.verdict('Denied', 'ApprovedServices');
};

journey('the first verdict has its sentence and its path', async (visitor) => {
  await visitor.verdict('Allowed', 'Granted by statement', 'ReadReceipts');
  await visitor.says('.path .gate', 'Identity-based policies');
});

journey('typing in the editor changes the answer', async (visitor) => {
  const { page } = visitor;
  await visitor.verdict('Allowed');
  await page.click('json-editor .cm-content');
  await visitor.keys('Control', 'End');
  await page.keyboard.type(' nonsense');
  await visitor.says('.findings', 'line');
  await visitor.keys('Control', 'z');
  await visitor.keys('Control', 'a');
  await page.keyboard.press('Delete');
  await visitor.verdict('Denied');
  await visitor.keys('Control', 'z');
  await visitor.verdict('Allowed');
});

journey('an account is dragged by mouse, and a drag is refused with its reason', async (visitor) => {
  await deniedToLea(visitor);
  await visitor.drag('Legal', 'Root');
  await visitor.level('Legal', 2);
  await visitor.verdict('Allowed');
  await visitor.drag('HR and Legal', 'HR', { drop: false });
  await visitor.says('.drag-label', 'into itself');
  await visitor.page.keyboard.press('Escape');
  await visitor.page.mouse.up();
  await visitor.level('HR and Legal', 2);
});

journey('an account is moved and moved back by keys', async (visitor) => {
  const { page } = visitor;
  await deniedToLea(visitor);
  await (await visitor.row('Legal')).click();
  await visitor.keys('Control', 'x');
  await page.keyboard.press('Home');
  await visitor.keys('Control', 'v');
  await visitor.level('Legal', 2);
  await visitor.verdict('Allowed');
  const focused = await page.evaluate(() => document.activeElement.querySelector('.tree-name')?.textContent);
  assert.equal(focused, 'Legal');
  await visitor.keys('Control', 'z');
  await visitor.level('Legal', 3);
  await visitor.verdict('Denied');
});

journey('the management account is not deleted, and the page says why', async (visitor) => {
  await (await visitor.row('Head Office')).click();
  await visitor.page.keyboard.press('Delete');
  await visitor.says('[role="alert"]', 'anagement account');
});

journey('users, roles, the root user and anonymous callers ask', async (visitor) => {
  const { page } = visitor;
  await visitor.verdict('Allowed');
  const callers = await page.$$eval('#caller option', (options) => options.map((option) => option.label));
  const kinds = ['(user)', '(role session)', 'root user', 'anonymous'];
  const found = kinds.map((kind) => callers.find((caller) => caller.includes(kind)));
  assert.ok(found.every(Boolean), `callers are ${callers.join('; ')}`);
  for (const caller of found) {
    await visitor.ask(caller);
    await page.waitForFunction(
      () => /^(Allowed|Denied|Depends)/.test(document.querySelector('.verdict-word').textContent.trim()),
      { timeout: 5000 },
    );
  }
  await visitor.verdict('Denied');
});

journey('a change that would allow it is tried and undone', async (visitor) => {
  await deniedToLea(visitor);
  await visitor.press('Would be allowed', '.what-if .fold-head');
  await visitor.press('Try', '.what-if button:not(.fold-head)');
  await visitor.verdict('Allowed');
  await visitor.press('Undo');
  await visitor.verdict('Denied');
});

journey('tests tell what has changed since a scenario was pinned', async (visitor) => {
  await visitor.press('Tests', '.tests .fold-head');
  await visitor.press('Pin this scenario');
  await visitor.choose('HR and Legal', 'Switch its policies off');
  await visitor.says('.tests-changed', 'before');
  await visitor.press('Unpin');
  await visitor.page.waitForFunction(() => !document.querySelector('.tests-changed'), { timeout: 5000 });
});

journey('a link opens what it holds', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'From afar');
  await visitor.press('Share');
  const link = await page.$eval('.share-link', (area) => area.value);
  const other = await visit(firefox, { fragment: link.slice(link.indexOf('#')) });
  await other.page.waitForFunction(() => document.querySelector('.scenario-name').value === 'From afar', { timeout: 5000 });
  await other.verdict('Allowed');
  await other.leave();
});

journey('a scenario is saved as a file and opened again', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'Kept in a file');
  await visitor.press('More');
  await visitor.press('Save as a file', '.menu-item');
  const file = path.join(firefox.downloads, 'kept-in-a-file.json');
  const arrives = Date.now() + 5000;
  while (!(await readdir(firefox.downloads)).includes('kept-in-a-file.json')) {
    assert.ok(Date.now() < arrives, 'no file was saved');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(JSON.parse(await readFile(file, 'utf8')).title, 'Kept in a file');
  await visitor.fill('.scenario-name', 'Something else');
  const input = await page.$('#open-file');
  await input.uploadFile(file);
  await page.waitForFunction(() => document.querySelector('.scenario-name').value === 'Kept in a file', { timeout: 5000 });
});

journey(
  'a phone shows one part at a time, and nothing scrolls sideways',
  async (visitor) => {
    const { page } = visitor;
    await visitor.verdict('Allowed');
    for (const [part, selector] of [
      ['Organization', '.column-tree'],
      ['Policy', '.column-policy'],
      ['Request', '.column-request'],
    ]) {
      await visitor.press(part, '.tab-bar-button');
      await page.waitForFunction((shown) => 0 < document.querySelector(shown).offsetWidth, { timeout: 5000 }, selector);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${part} is ${wide} pixels wide`);
    }
  },
  { width: 390, height: 844 },
);
