// Every view of the page, and how one gets there. `screenshots.mjs` takes pictures of them, and
// `e2e/views.spec.mjs` lets axe look at each.

import { readFileSync } from 'node:fs';
import { large } from './e2e/large.mjs';
import { choose, expectKept, paste, parts } from './e2e/workbench.mjs';

const tests = new URL('../crates/scenario/tests/', import.meta.url);
const event = readFileSync(new URL('paste/session.json', tests), 'utf8');
const roleChain = readFileSync(new URL('golden/documents/v1-role-chain.json', tests));
const everything = readFileSync(new URL('golden/documents/v1-everything.json', tests));
const plain = (document) => `#v1.j.${Buffer.from(document).toString('base64url')}`;

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

const follow = (page, hash) => page.evaluate((hash) => (location.hash = hash), hash);

async function example(page, id) {
  await follow(page, `example/${id}`);
  await page.getByRole('region', { name: /./ }).filter({ hasText: 'Try it' }).waitFor();
}

const title = (page) => page.getByRole('textbox', { name: 'Name of this scenario' });

async function name(page, text) {
  await title(page).fill(text);
  await expectKept(page, text);
}

async function works(page) {
  await name(page, 'My first organization');
  await more(page, 'Scenarios', /^My scenarios/);
  return page.getByRole('dialog');
}

/** Opens a file as choosing it does. */
function file(page, name, content) {
  const buffer = Buffer.from(content);
  return page.locator('#open-file').setInputFiles({ name, mimeType: 'application/json', buffer });
}

async function fillFrom(page, text) {
  await press(page, 'Fill from a message or event…');
  await page.getByRole('dialog').getByRole('textbox').fill(text);
}

/** The Share dialog of a scenario that is somebody's own, at one of its forms. */
async function shareAs(page, form) {
  await file(page, 'own.json', own);
  await page.getByRole('status', { name: 'Verdict' }).filter({ hasText: 'Allowed' }).waitFor();
  await press(page, 'Share');
  await page.getByRole('radio', { name: form, exact: true }).check();
}

async function kind(page, label) {
  await press(page, 'Details of the caller');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label });
}

/** Holds a row over another and leaves it there. */
async function hold(page, from, to) {
  await show(page, 'Organization');
  const { row } = parts(page);
  await row(to).scrollIntoViewIfNeeded();
  const [start, end] = [await row(from).boundingBox(), await row(to).boundingBox()];
  await page.mouse.move(start.x + 60, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 70, start.y + start.height / 2 + 8, { steps: 2 });
  await page.mouse.move(end.x + 60, end.y + end.height / 2, { steps: 4 });
}

/** Opens every row of the tree that can be opened. */
async function unfold(page) {
  await show(page, 'Organization');
  const closed = page.getByRole('treeitem', { expanded: false });
  for (let left = 20; 0 < left && 0 < (await closed.count()); left -= 1) {
    await closed.first().click();
    await page.keyboard.press('ArrowRight');
  }
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

async function detailsOf(page, row) {
  await unfold(page);
  await choose(page, row, /^Details/);
  await page.getByRole('dialog').waitFor();
}

async function another(page) {
  await press(page, /^Passed with the call/);
  await press(page, 'Another caller…');
}

/** Somebody's own: account, network and address are theirs. */
const own = JSON.stringify({
  iam_playground: 1,
  title: 'Audit by ana@corp.io',
  accounts: [
    {
      id: '984501236712',
      users: [{ name: 'ana@corp.io', policies: ['Own'] }],
      resources: [{ arn: 'arn:aws:s3:::logs-984501236712' }],
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
          Resource: 'arn:aws:s3:::logs-984501236712/*',
          Condition: { IpAddress: { 'aws:SourceIp': '52.94.76.0/24' } },
        },
      }),
    },
  ],
  request: {
    caller: { type: 'user', account: '984501236712', name: 'ana@corp.io' },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::logs-984501236712/a',
    context: [{ key: 'aws:SourceIp', value: '52.94.76.9' }],
  },
});

const blocked = () => {
  const get = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  for (const store of ['localStorage', 'sessionStorage']) Object.defineProperty(window, store, { get });
};

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
  new: { go: (page) => more(page, 'Scenarios', 'New organization') },
  tree: { at: plain(everything), go: unfold },
  search: {
    go: async (page) => {
      await file(page, 'large.json', await large(300));
      await show(page, 'Organization');
      await page.getByRole('searchbox', { name: 'Search the organization' }).fill('branch 20');
    },
  },
  denied: { go: legal },
  'would-allow': {
    go: async (page) => {
      await legal(page);
      await press(page, /^Would be allowed if you/);
    },
  },
  trial: {
    go: async (page) => {
      await legal(page);
      await press(page, /^Would be allowed if you/);
      await press(page, /^Try/);
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
  'caller-role': { go: (page) => kind(page, 'Role session') },
  'caller-saml': { go: (page) => kind(page, 'SAML session') },
  'caller-web': { go: (page) => kind(page, 'Web identity session') },
  'caller-federated': { go: (page) => kind(page, 'Federated user') },
  'caller-root': { go: (page) => kind(page, 'Root user') },
  'caller-root-task': { go: (page) => kind(page, 'Root session (AssumeRoot)') },
  'caller-service': { go: (page) => kind(page, 'AWS service') },
  'caller-provider': { go: (page) => kind(page, 'Identity provider') },
  'caller-anonymous': { go: (page) => kind(page, 'Anonymous') },
  'caller-list': {
    go: async (page) => {
      await file(page, 'large.json', await large(300));
      await press(page, 'Find…');
    },
  },
  'assume-list': { go: (page) => press(page, 'Assume role…') },
  chain: { at: plain(roleChain) },
  'chain-open': {
    at: plain(roleChain),
    go: async (page) => {
      await press(page, /^Passed with the call/);
      await press(page, /^Trust decision/);
    },
  },
  'chain-maker': { at: plain(roleChain), go: (page) => another(page) },
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
    go: (page) => fillFrom(page, event),
  },
  'fill-problem': { go: (page) => fillFrom(page, event.slice(0, 300)) },
  gallery: {
    go: async (page) => {
      await more(page, 'Scenarios', 'Examples…');
      await page.getByRole('dialog').getByRole('button', { name: /^Coffee shop/ }).waitFor();
    },
  },
  notes: { go: (page) => example(page, 'data-perimeter') },
  scenarios: {
    go: async (page) => {
      const list = await works(page);
      await list.getByRole('button', { name: /^Duplicate/ }).click();
    },
  },
  'scenario-deleted': {
    go: async (page) => {
      const list = await works(page);
      await list.getByRole('button', { name: /^Duplicate/ }).click();
      await list.getByRole('button', { name: /^Delete/ }).first().click();
    },
  },
  'scenario-rename': {
    go: async (page) => {
      const list = await works(page);
      await list.getByRole('button', { name: /^Rename/ }).click();
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
  'details-role': { at: plain(everything), go: (page) => detailsOf(page, 'Night') },
  'details-resource': { at: plain(everything), go: (page) => detailsOf(page, 'shop-bucket') },
  'details-endpoint': { at: plain(everything), go: (page) => detailsOf(page, 'vpce-1a2b3c4d') },
  ou: { go: (page) => entry(page, 'HR and Legal', 'New OU…') },
  role: { go: (page) => entry(page, 'Legal', 'New role…') },
  rename: { go: (page) => entry(page, 'HR and Legal', 'Rename…') },
  groups: { go: (page) => entry(page, 'Carla', 'Groups…') },
  held: { go: (page) => hold(page, 'Finance', 'HR and Legal') },
  refused: {
    go: async (page) => {
      await hold(page, 'HR and Legal', 'Legal');
      await page.mouse.up();
      await page.getByRole('alert').waitFor();
    },
  },
  menu: {
    go: async (page) => {
      await show(page, 'Organization');
      await parts(page).row('Legal').click({ button: 'right' });
    },
  },
  'menu-policy': {
    go: async (page) => {
      await show(page, 'Organization');
      await press(page, 'Actions for ReadReceipts');
    },
  },
  'rename-policy': {
    go: async (page) => {
      await show(page, 'Organization');
      await press(page, 'Actions for ReadReceipts');
      await page.getByRole('menuitem', { name: 'Rename…' }).click();
    },
  },
  'policy-file': {
    go: (page) =>
      file(page, 'deny-all.json', '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'),
  },
  'new-policy': {
    go: async (page) => {
      await show(page, 'Organization');
      await press(page, 'New policy');
    },
  },
  'tests-empty': {
    go: async (page) => {
      await more(page, 'Scenarios', 'New organization');
      await press(page, /^Tests/);
    },
  },
  'tests-menu': {
    go: async (page) => {
      await press(page, /^Tests/);
      await press(page, /^Actions for test/);
    },
  },
  'tests-export': {
    go: async (page) => {
      await press(page, /^Tests/);
      await press(page, 'Export');
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
  'matrix-pinned': {
    go: async (page) => {
      await press(page, 'Matrix');
      const choices = page.getByRole('button', { name: 'Choose', exact: true });
      if (await choices.isVisible()) await choices.click();
      await press(page, 'Pin this scenario');
      await show(page, 'Organization');
      await choose(page, 'Coffee Shop', 'Switch its policies off');
      await page.keyboard.press('Escape');
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
  'menu-path': { go: (page) => press(page, 'Copy the path') },
  share: { go: (page) => press(page, 'Share') },
  'share-link': { go: (page) => shareAs(page, 'Link') },
  'share-markdown': { go: (page) => shareAs(page, 'Markdown link') },
  'share-text': { go: (page) => shareAs(page, 'Text with policies') },
  'share-frame': { go: (page) => shareAs(page, 'Embed as iframe') },
  'share-element': { go: (page) => shareAs(page, 'Embed as element') },
  'share-code': { go: (page) => shareAs(page, 'QR code') },
  'share-replaced': {
    go: async (page) => {
      await shareAs(page, 'Link');
      await page.getByRole('switch').check();
      for (const row of await page.getByRole('dialog').locator('summary').all()) await row.click();
    },
  },
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
  'link-opened': { at: plain(roleChain) },
  visiting: {
    go: async (page) => {
      await name(page, 'My own work');
      await follow(page, plain(roleChain).slice(1));
      await page.getByRole('alert').waitFor();
    },
  },
  'no-example': { at: '#example/none', go: (page) => page.getByRole('alert').waitFor() },
  'file-refused': {
    go: async (page) => {
      await file(page, 'a.json', '{"hello": 1}');
      await page.getByRole('alert').waitFor();
    },
  },
  unreadable: {
    go: async (page) => {
      await name(page, 'Broken');
      await page.evaluate(() => {
        for (const [key, text] of Object.entries(localStorage)) {
          if (text.includes('"title": "Broken"')) localStorage.setItem(key, text.slice(0, 90));
        }
      });
      await page.reload();
      await page.getByRole('alert').waitFor();
    },
  },
  'two-tabs': {
    go: async (page) => {
      await name(page, 'Shared');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.getByRole('alert').getByRole('button', { name: 'Use it here' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'new-version': {
    go: async (page) => {
      await page.evaluate(() => dispatchEvent(new Event('new-version')));
      await page.getByRole('alert').waitFor();
    },
  },
  blocked: {
    before: blocked,
    go: async (page) => {
      await title(page).fill('Not kept');
      await page.getByRole('alert').waitFor();
    },
  },
  full: {
    before: filled,
    go: async (page) => {
      await title(page).fill('Too much');
      await page.getByRole('alert').waitFor();
    },
  },
  print: {
    go: async (page) => {
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    },
  },
  'embed-full': { at: 'embed/' },
  'embed-tester': { at: 'embed/?mode=tester' },
  'embed-policy': { at: 'embed/?mode=policy' },
  'embed-tree': { at: 'embed/?mode=tree' },
  'embed-path': { at: 'embed/?mode=path' },
  'embed-readonly': { at: 'embed/?mode=full&readonly=1' },
  'embed-quiet': { at: 'embed/?mode=tester&autorun=0' },
  'embed-unclear': { at: 'embed/?mode=none&readonly=perhaps' },
  'embed-broken': { at: 'embed/#v1.D1.AAAA' },
};

/** Opens the page at `base` and brings it to a scene. */
export async function enter(page, base, scene) {
  const { at = '', before, go } = scenes[scene];
  if (before) await page.addInitScript(before);
  await page.goto(base + at);
  const sign = at.startsWith('embed/') ? '[role="status"], [role="alert"]' : 'json-editor .cm-content';
  await page.locator(sign).first().waitFor({ state: 'attached' });
  await go?.(page);
}
