// Every view of the page, and how one gets there. `screenshots.mjs` takes pictures of them.

import { readFileSync } from 'node:fs';
import { choose, paste, parts } from './e2e/workbench.mjs';

const tests = new URL('../crates/scenario/tests/', import.meta.url);
const event = readFileSync(new URL('paste/session.json', tests), 'utf8');
const roleChain = readFileSync(new URL('golden/documents/v1-role-chain.json', tests));

/** Brings a part of the page to the front where there is no room for all. */
async function show(page, part) {
  const bar = page.getByRole('navigation', { name: 'Parts of the page' });
  const drawer = page.getByRole('button', { name: 'Show the organization' });
  if (await bar.isVisible()) await bar.getByRole('button', { name: part }).click();
  else if (part === 'Organization' && (await drawer.isVisible())) await drawer.click();
}

const press = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();

async function ask(page, action, resource, caller) {
  const { caller: select, action: what, resource: which } = parts(page);
  if (caller) await select.selectOption({ label: caller });
  await what.fill(action);
  await which.fill(resource);
  await page.keyboard.press('Escape');
}

const legal = (page) => ask(page, 'translate:TranslateText', '*', 'Lea (user)');

async function entry(page, row, name) {
  await show(page, 'Organization');
  await choose(page, row, name);
  await page.getByRole('dialog').waitFor();
}

async function more(page, menu, name) {
  await press(page, menu);
  if (name) await page.getByRole('menuitem', { name }).click();
}

async function example(page, id) {
  await page.evaluate((hash) => (location.hash = hash), `example/${id}`);
  await page.getByRole('region', { name: /./ }).filter({ hasText: 'Try it' }).waitFor();
}

const asksForTeam = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/team': ['beans', 'milk'] } },
    },
  },
  null,
  2,
);

async function unknown(page) {
  await show(page, 'Policy');
  await paste(page, asksForTeam);
  await show(page, 'Request');
}

const filled = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
};

/** What is done before the picture is taken. `before` runs ahead of the page, `at` is an address. */
export const scenes = {
  page: {},
  organization: { go: (page) => show(page, 'Organization') },
  policy: { go: (page) => show(page, 'Policy') },
  denied: { go: legal },
  'would-allow': {
    go: async (page) => {
      await legal(page);
      await press(page, /^Would be allowed if you/);
    },
  },
  'all-gates': {
    go: async (page) => {
      await legal(page);
      await press(page, 'Next stop');
      for (const gate of await page.locator('.gate-head[aria-expanded="false"]').all()) await gate.click();
    },
  },
  'cross-account': {
    go: async (page) => {
      await example(page, 'cross-account-bucket');
      await press(page, 'Hide the notes');
    },
  },
  'cannot-tell': { go: unknown },
  depends: {
    go: async (page) => {
      await unknown(page);
      await press(page, 'Its value is unknown');
    },
  },
  context: { go: (page) => press(page, /^Context/) },
  caller: { go: (page) => press(page, 'Details of the caller') },
  'caller-role': {
    go: async (page) => {
      await press(page, 'Details of the caller');
      await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Role session' });
    },
  },
  'assume-list': { go: (page) => press(page, 'Assume role…') },
  chain: { at: `#v1.j.${roleChain.toString('base64url')}` },
  batch: {
    go: (page) => ask(page, 's3:GetObject, s3:ListBucket, s3:ListAllMyBuckets, s3:PutObject', '*'),
  },
  actions: {
    go: async (page) => {
      const { action } = parts(page);
      await action.fill('s3:get');
      await page.getByRole('listbox', { name: 'Actions' }).getByRole('option').nth(9).waitFor();
    },
  },
  hint: { go: (page) => ask(page, 's3:GetObjct', 'arn:aws:s3:::shop/1.pdf') },
  fill: {
    go: async (page) => {
      await press(page, 'Fill from a message or event…');
      await page.getByRole('dialog').getByRole('textbox').fill(event);
    },
  },
  gallery: {
    go: async (page) => {
      await more(page, 'Scenarios', 'Examples…');
      await page.getByRole('dialog').getByRole('button', { name: /^Coffee shop/ }).waitFor();
    },
  },
  notes: { go: (page) => example(page, 'data-perimeter') },
  scenarios: {
    go: async (page) => {
      await page.getByRole('textbox', { name: 'Name of this scenario' }).fill('My first organization');
      await page.waitForTimeout(1500);
      await more(page, 'Scenarios', /^My scenarios/);
      await page.getByRole('dialog').getByRole('button', { name: /^Duplicate/ }).click();
    },
  },
  managed: {
    go: async (page) => {
      await show(page, 'Organization');
      await press(page, 'AWS managed');
      await page.getByRole('dialog').getByRole('list').getByRole('button').nth(5).waitFor();
    },
  },
  effective: { go: (page) => entry(page, 'Legal', 'Effective policies…') },
  attach: { go: (page) => entry(page, 'Legal', 'Attach policy…') },
  detach: { go: (page) => entry(page, 'HR and Legal', 'Detach policy…') },
  move: { go: (page) => entry(page, 'Legal', 'Move to…') },
  account: { go: (page) => entry(page, 'HR and Legal', 'New account…') },
  details: { go: (page) => entry(page, 'Carla', 'Details and tags…') },
  menu: {
    go: async (page) => {
      await show(page, 'Organization');
      await parts(page).row('Legal').click({ button: 'right' });
    },
  },
  'new-policy': {
    go: async (page) => {
      await show(page, 'Organization');
      await press(page, 'New policy');
    },
  },
  tests: {
    go: async (page) => {
      await press(page, /^Tests/);
      await press(page, 'Pin this scenario');
      await show(page, 'Organization');
      await choose(page, 'HR and Legal', 'Switch its policies off');
      await page.keyboard.press('Escape');
      await page.waitForTimeout(500);
    },
  },
  coverage: {
    go: async (page) => {
      await press(page, /^Tests/);
      await show(page, 'Policy');
      await page.waitForTimeout(500);
    },
  },
  matrix: {
    go: async (page) => {
      await press(page, 'Matrix');
      await page.waitForTimeout(800);
    },
  },
  switches: {
    go: async (page) => {
      await legal(page);
      await show(page, 'Organization');
      await choose(page, 'HR and Legal', 'Switch its policies off');
    },
  },
  'menu-scenarios': { go: (page) => more(page, 'Scenarios') },
  'menu-more': { go: (page) => more(page, 'More') },
  share: { go: (page) => press(page, 'Share') },
  about: { go: (page) => more(page, 'More', 'About') },
  keys: { go: (page) => more(page, 'More', 'Keyboard shortcuts') },
  broken: {
    go: async (page) => {
      await show(page, 'Policy');
      await page.locator('json-editor').getByText('"ListTheBucket"').click();
      await page.keyboard.press('Home');
      await page.keyboard.type('"Sid": "Half');
      await page.getByRole('list', { name: 'Findings' }).waitFor();
    },
  },
  link: { at: '#v1.d.broken.00000000', go: (page) => page.getByRole('alert').waitFor() },
  full: {
    before: filled,
    go: async (page) => {
      await page.getByRole('textbox', { name: 'Name of this scenario' }).fill('Too much');
      await page.getByRole('alert').waitFor();
    },
  },
};
