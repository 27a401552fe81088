// The heart of the page in Firefox: what the journeys in `e2e` do in Chromium at length, once each.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { limits, refusedDetaching, refusedMoves, refusedPolicy } from '../e2e/refusals.mjs';
import { PATIENCE, start, visit } from './page.mjs';

let firefox;
before(async () => {
  firefox = await start();
});
after(() => firefox.stop());

/** A journey of a new visitor. */
const journey = (name, take, options) =>
  test(name, { timeout: 3 * PATIENCE }, async () => {
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

journey('an account is dragged by mouse, and Escape breaks a drag off', async (visitor) => {
  const { page } = visitor;
  await deniedToLea(visitor);
  await visitor.drag(await visitor.row('Legal'), 'Root');
  await visitor.level('Legal', 2);
  await visitor.verdict('Allowed');
  await visitor.drag(await visitor.row('HR'), 'Root', { drop: false });
  await visitor.says('.drag-label', 'Move account HR under');
  await page.keyboard.press('Escape');
  await visitor.gone('.drag-label');
  await page.mouse.up();
  await visitor.level('HR', 3);
});

journey(
  'an account is dragged by finger',
  async (visitor) => {
    await visitor.press('Organization', '.tab-bar-button');
    await (await visitor.row('HR')).scrollIntoView();
    await visitor.swipe('HR', 'Finance');
    await visitor.level('HR', 2);
  },
  { width: 390, height: 844 },
);

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

journey(
  'each refusal is said with its reason',
  async (visitor) => {
    const { page } = visitor;
    for (const [from, to, reason] of refusedMoves) await visitor.refuses(await visitor.row(from), to, reason);
    const [policy, full, quota] = refusedPolicy;
    await visitor.refuses(await visitor.policy(policy), full, quota);
    await (await visitor.row('Head Office')).click();
    await page.keyboard.press('Delete');
    await visitor.says('[role="alert"]', 'management account cannot be removed');
    const [last, scp, reason] = refusedDetaching;
    await visitor.choose(last, 'Detach policy…');
    await visitor.says('.choice[aria-disabled="true"]', scp);
    await visitor.says('.choice[aria-disabled="true"]', reason);
    const undo = await page.$eval('button[aria-label="Undo"]', (button) => button.ariaDisabled);
    assert.equal(undo, 'true');
  },
  { fragment: limits },
);

journey('each kind of caller asks', async (visitor) => {
  const { page } = visitor;
  await visitor.press('Details of the caller');
  await page.waitForSelector('#caller-kind');
  const kinds = await page.$$eval('#caller-kind option', (options) => options.map(({ value, label }) => ({ value, label })));
  assert.equal(kinds.length, 10);
  for (const { value, label } of kinds) {
    await page.select('#caller-kind', value);
    const asks = (wanted) =>
      document.querySelector('#caller-kind').selectedOptions[0].label === wanted &&
      /^(Allowed|Denied|Depends)/.test(document.querySelector('.verdict-word').textContent.trim());
    await page.waitForFunction(asks, { timeout: PATIENCE }, label);
  }
  await visitor.verdict('Denied');
});

journey('a role is assumed, step by step', async (visitor) => {
  const { page } = visitor;
  await visitor.press('Assume role…');
  await page.waitForSelector('[role="dialog"] input, dialog input');
  await page.keyboard.type('online');
  await visitor.press('OnlineOrders', 'dialog .choice');
  await visitor.says('.chain-step', 'Carla (user) assumes OnlineOrders');
  await visitor.says('.chain-step', 'Allowed');
  await visitor.verdict('Denied');
  await visitor.fill('#action', 'dynamodb:PutItem');
  await visitor.fill('#resource', 'arn:aws:dynamodb:us-east-1:111122223333:table/Orders');
  await visitor.verdict('Allowed');
  await visitor.press('Leave the role');
  await visitor.gone('.chain-step');
  await visitor.verdict('Denied');
});

journey('what nobody knows makes the answer depend on it', async (visitor) => {
  const { page } = visitor;
  await page.click('json-editor .cm-content');
  await visitor.keys('Control', 'a');
  await page.keyboard.press('Delete');
  await visitor.insert(
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestTag/team": "milk"}}}}',
  );
  await visitor.verdict('Denied');
  await visitor.press('Its value is unknown', '.question-other');
  await visitor.verdict('Depends');
  await visitor.press('It is not in the request', '.question-other');
  await visitor.verdict('Denied');
  await visitor.fill('.question input', 'milk');
  await page.keyboard.press('Enter');
  await visitor.verdict('Allowed');
});

journey('a change that would allow it is tried and undone', async (visitor) => {
  await deniedToLea(visitor);
  await visitor.press('Would be allowed', '.what-if .fold-head');
  await visitor.press('Try', '.what-if button:not(.fold-head)');
  await visitor.verdict('Allowed');
  await visitor.press('Undo');
  await visitor.verdict('Denied');
});

journey('the matrix follows an edit, and a cell opens its path', async (visitor) => {
  const { page } = visitor;
  const cell = (who, says) =>
    visitor.until(
      (wanted) => [...document.querySelectorAll('.matrix [role="gridcell"]')].find((one) => one.ariaLabel?.startsWith(wanted)),
      () => `cell “${who}, s3:GetObject: ${says}”`,
      `${who}, s3:GetObject: ${says}`,
    );
  await visitor.press('Matrix');
  await cell('Carla', 'Allowed');
  await page.click('json-editor .cm-content');
  await visitor.keys('Control', 'a');
  await page.keyboard.press('Delete');
  await cell('Carla', 'Denied');
  await visitor.press('Undo');
  await cell('Carla', 'Allowed');
  await (await cell('Ivo', '')).asElement().click();
  const asks = () => document.querySelector('#caller').selectedOptions[0].label === 'Ivo (user)';
  await page.waitForFunction(asks, { timeout: PATIENCE });
  await visitor.verdict('Denied');
});

journey('tests tell what has changed since a scenario was pinned', async (visitor) => {
  await visitor.press('Tests', '.tests .fold-head');
  await visitor.press('Pin this scenario');
  await visitor.choose('HR and Legal', 'Switch its policies off');
  await visitor.says('.tests-changed', 'before');
  await visitor.press('Unpin');
  await visitor.gone('.tests-changed');
});

journey('a link opens what it holds', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'From afar');
  await visitor.press('Share');
  const link = await page.$eval('.share-link', (area) => area.value);
  const other = await visit(firefox, { fragment: link.slice(link.indexOf('#')) });
  await other.holds('.scenario-name', 'From afar');
  await other.verdict('Allowed');
  await other.leave();
});

journey('a scenario is saved as a file and opened again', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'Kept in a file');
  await visitor.press('More');
  await visitor.press('Save as a file', '.menu-item');
  const file = path.join(firefox.downloads, 'kept-in-a-file.json');
  const arrives = Date.now() + PATIENCE;
  const saved = async () => {
    // Firefox makes the file first and fills it then.
    const there = (await readdir(firefox.downloads)).includes('kept-in-a-file.json');
    return there && (await readFile(file, 'utf8'));
  };
  while (!(await saved())) {
    assert.ok(Date.now() < arrives, 'no file was saved');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(JSON.parse(await saved()).title, 'Kept in a file');
  await visitor.fill('.scenario-name', 'Something else');
  const input = await page.$('#open-file');
  await input.uploadFile(file);
  await visitor.holds('.scenario-name', 'Kept in a file');
});

journey('two tabs do not overwrite each other', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'Shared');
  await visitor.kept('"title": "Shared"');
  const other = await visitor.otherTab(firefox.address);
  await other.holds('.scenario-name', 'Shared');
  await other.says('[role="alert"]', 'open in another tab');
  await other.fill('.scenario-name', 'From the second tab');
  await other.says('[role="alert"]', 'kept as');
  await other.kept('From the second tab');
  await page.bringToFront();
  await visitor.fill('.scenario-name', 'From the first tab');
  await visitor.kept('From the first tab');
  await visitor.kept('From the second tab');
});

journey('scenarios are listed, deleted and brought back; an example opens', async (visitor) => {
  await visitor.fill('.scenario-name', 'My own');
  await visitor.kept('"title": "My own"');
  await visitor.press('Scenarios');
  await visitor.press('Examples…', '.menu-item');
  await visitor.press('Two keys', 'dialog button');
  await visitor.holds('.scenario-name', 'Two keys, with and without the account');
  await visitor.says('.tests-summary', '8 pass');
  await visitor.press('Scenarios');
  await visitor.press('My scenarios…', '.menu-item');
  await visitor.press('Delete My own', 'dialog button');
  await visitor.press('Undo', 'dialog button');
  await visitor.press('My own', 'dialog button');
  await visitor.holds('.scenario-name', 'My own');
});

journey('a browser that is full says so, and offers a file', async (visitor) => {
  const { page } = visitor;
  await visitor.fill('.scenario-name', 'Small');
  await visitor.kept('"title": "Small"');
  await page.evaluate(() => {
    for (const size of [1_000_000, 10_000, 100, 1]) {
      try {
        for (let number = 0; ; number += 1) localStorage.setItem(`ballast.${size}.${number}`, 'x'.repeat(size));
      } catch {
        // Full for pieces of this size.
      }
    }
  });
  await visitor.press('Scenarios');
  await visitor.press('New organization', '.menu-item');
  await visitor.holds('.scenario-name', 'New scenario');
  await visitor.fill('.scenario-name', 'One too many');
  await visitor.says('[role="alert"]', 'no room left');
  await visitor.says('[role="alert"] button', 'Save as a file');
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith('ballast')) localStorage.removeItem(key);
  });
  await visitor.fill('.scenario-name', 'It fits again');
  await visitor.kept('It fits again');
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
      await page.waitForFunction((shown) => 0 < document.querySelector(shown).offsetWidth, { timeout: PATIENCE }, selector);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${part} is ${wide} pixels wide`);
    }
  },
  { width: 390, height: 844 },
);
