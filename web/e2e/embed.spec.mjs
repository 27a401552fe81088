// IAM Playground in other people's pages: hosts on another origin, cookies and storage of third
// parties blocked, most frames without an origin of their own.

import { test as base, expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './page.mjs';
import { startHost, startPlainSite } from './host.mjs';
import config from '../playwright.config.js';


/** Nothing complains, nothing is asked of a third place, nothing is executed that should not be. */
const test = base.extend({
  host: async ({ baseURL }, use) => {
    const host = await startHost(baseURL);
    await use(host);
    host.stop();
  },
  page: async ({ page, baseURL, host }, use) => {
    const complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url();
      const known = [baseURL, host.address, 'http://127.0.0.1:', 'data:', 'blob:', 'about:'];
      if (!known.some((start) => url.startsWith(start))) complaints.push(`request to ${url}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});


const { launchOptions } = config.use;
const blocked = [...launchOptions.args, '--test-third-party-cookie-phaseout'];
test.use({ launchOptions: { ...launchOptions, args: blocked } });

const SANDBOX = 'sandbox="allow-scripts"';
const verdict = (frame) => frame.getByRole('status', { name: 'Verdict' });
const golden = (name) =>
  readFile(new URL(`../../crates/scenario/tests/golden/links/v1-${name}.txt`, import.meta.url), 'utf8').then(
    (text) => text.trim().split('\n'),
  );
const link = (document) => `v1.j.${Buffer.from(JSON.stringify(document)).toString('base64url')}`;
const coffeeShop = async () => {
  const plain = (await golden('coffee-shop')).find((line) => line.startsWith('v1.j.'));
  return JSON.parse(Buffer.from(plain.split('.')[2], 'base64url').toString());
};

/** A page that has the frame alone, and keeps what it says in `heard`. */
function open(page, host, address, { sandbox = SANDBOX, more = '' } = {}) {
  const script = `addEventListener('message', ({ source, data }) => { if (source === frames[0]) heard.push(data); });`;
  const url = host.write('host.html', `<script>const heard = []; ${script}</script>
    <iframe title="Frame" src="${address}" ${sandbox} width="100%" height="600"></iframe>${more}`);
  return page.goto(url).then(() => page.frameLocator('iframe').first());
}
const heard = (page, type) => page.evaluate((wanted) => heard.filter((data) => data.type === wanted), type);
const say = (page, message) =>
  page.evaluate((told) => frames[0].postMessage({ ns: 'iam-playground', v: 1, ...told }, '*'), message);

for (const name of ['plain', 'article', 'course', 'sandbox']) {
  test(`the example “${name}” passes on a host of another origin`, async ({ page, host }) => {
    await page.goto(`${host.address}${name}.html`);
    for (const frame of await page.locator('iframe').all()) await frame.scrollIntoViewIfNeeded();
    await expect(page.getByRole('status', { name: 'Check' })).toContainText('passed', { timeout: 20_000 });
  });
}

test('a course records what happens, and gets the work', async ({ page, host, baseURL }) => {
  await page.goto(`${host.address}course.html`);
  const frame = page.frameLocator('iframe');
  const records = page.getByRole('list', { name: 'Statements' }).getByRole('listitem');
  await expect(records).toHaveCount(2);
  await frame.getByRole('combobox', { name: 'Action' }).fill('s3:DeleteObject');
  await expect(verdict(frame)).toContainText('Denied');
  await expect(records).toHaveCount(3);
  const { result } = JSON.parse(await records.last().textContent());
  expect(result).toMatchObject({ success: true, response: 'denied', score: { min: 0 } });
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.locator('#handed-in')).toContainText('characters');
  const handedIn = await page.locator('#handed-in').getAttribute('data-link');
  await page.goto(`${baseURL}embed/?mode=tester#${handedIn}`);
  await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('s3:DeleteObject');
});

test('a host that sends no headers will do, for the editor, too', async ({ page, host }) => {
  const site = await startPlainSite();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const frame = await open(page, host, `${site.address}embed/?mode=policy#example/deny-list`);
  await expect(verdict(frame)).toBeVisible();
  const text = frame.getByRole('textbox', { name: 'Policy editor' });
  await expect(text).toContainText('Statement');
  expect(asked.filter((url) => url.includes('/editor/'))).toEqual([]);
  await text.click();
  await expect(frame.locator('json-editor .cm-content')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('{');
  await expect(frame.getByRole('list', { name: 'Findings' })).toBeVisible();
  await expect.poll(() => heard(page, 'changed')).toHaveLength(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(frame.locator('json-editor .cm-content')).not.toBeFocused();
  site.stop();
});

test('every link opens, whichever part of the app it needs', async ({ page, host, baseURL }) => {
  const names = ['coffee-shop', 'everything', 'role-chain'];
  for (const line of (await Promise.all(names.map(golden))).flat()) {
    const frame = await open(page, host, `${baseURL}embed/?mode=path#${line}`);
    await expect(verdict(frame)).toBeVisible();
    await expect(frame.getByRole('list', { name: 'Decision path' })).toBeVisible();
  }
});

test('the frame says how high it is, unless it was told', async ({ page, host, baseURL }) => {
  const frame = await open(page, host, `${baseURL}embed/?id=a`);
  await expect(verdict(frame)).toBeVisible();
  await expect.poll(async () => (await heard(page, 'resize')).length).toBeGreaterThan(0);
  const [{ height, id }] = (await heard(page, 'resize')).slice(-1);
  expect(id).toBe('a');
  expect(height).toBeGreaterThan(600);
  await open(page, host, `${baseURL}embed/?height=600`);
  await expect.poll(() => heard(page, 'result')).toHaveLength(1);
  expect(await heard(page, 'resize')).toEqual([]);
});

test('the page around scrolls when the wheel turns over the frame', async ({ page, host, baseURL }) => {
  const frame = await open(page, host, `${baseURL}embed/?mode=policy`, { more: '<p style="height: 3000px"></p>' });
  await expect(verdict(frame)).toBeVisible();
  await page.locator('iframe').evaluate((element) => element.setAttribute('height', '900'));
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
});

test('what is changed goes along to the playground, and Reset takes it back', async ({ page, host, baseURL }) => {
  const sandbox = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"';
  const frame = await open(page, host, `${baseURL}embed/?mode=tester`, { sandbox });
  const address = page.frames()[1].url();
  const action = frame.getByRole('combobox', { name: 'Action' });
  const reset = frame.getByRole('button', { name: 'Reset', exact: true });
  await expect(reset).toBeDisabled();
  await action.fill('s3:PutObject');
  await expect(verdict(frame)).toContainText('Denied');
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('link', { name: 'Open in playground' }).click(),
  ]);
  await expect(popup.getByRole('combobox', { name: 'Action' })).toHaveValue('s3:PutObject');
  await reset.click();
  await expect(action).toHaveValue('s3:GetObject');
  expect(page.frames()[1].url()).toBe(address);
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test('the host sets state, theme, language and rights, and runs', async ({ page, host, baseURL }) => {
  const frame = await open(page, host, `${baseURL}embed/?mode=tester&autorun=0`);
  await expect(frame.getByRole('button', { name: 'Show the verdict' })).toBeVisible();
  expect(await heard(page, 'ready')).toMatchObject([{ schema: 1, v: 1, id: '' }]);
  expect(await heard(page, 'result')).toEqual([]);
  await say(page, { type: 'run' });
  await expect(verdict(frame)).toContainText('Allowed');
  expect(await heard(page, 'result')).toMatchObject([{ verdict: 'allowed', layer: 'identity', node: null }]);
  await say(page, { type: 'setTheme', theme: 'dark' });
  await say(page, { type: 'setLang', lang: 'de' });
  await say(page, { type: 'setReadonly', readonly: true });
  await expect(frame.locator(':root[data-theme="dark"][lang="de"]')).toHaveCount(1);
  await expect(frame.getByRole('combobox', { name: 'Action' })).toBeDisabled();
  await say(page, { type: 'setState', link: 'example/deny-list' });
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('Deny list');
  await say(page, { type: 'getState' });
  await expect.poll(() => heard(page, 'state')).toMatchObject([{ link: expect.stringMatching(/^v1\./) }]);
});

test('messages of anybody else are as if they had not come', async ({ page, host, baseURL }) => {
  const forger = host.write('forger.html', `<script>
    setInterval(() => parent.frames[0].postMessage({ ns: 'iam-playground', v: 1, type: 'setState', link: 'new' }, '*'), 20);
    parent.frames[0].postMessage({ ns: 'iam-playground', v: 1, type: 'getState' }, '*');
  </script>`).replace('localhost', '127.0.0.1');
  const more = `<iframe title="Forger" src="${forger}"></iframe>`;
  const frame = await open(page, host, `${baseURL}embed/?mode=tester`, { more });
  await expect(verdict(frame)).toContainText('Allowed');
  const odd = [null, 7, 'setState', [], { type: 'reset' }, { ns: 'iam-playground' }, { ns: {}, v: 1, type: 'run' },
    { type: 'exercise' }, { type: 'constructor' }, { type: '__proto__' }, { type: 'setState', link: { toString: 1 } },
    { type: 'setState' }, { type: 'setTheme', theme: 'javascript:alert(1)' }, { type: 'setLang', lang: '"><script>' }];
  await page.evaluate((messages) => {
    for (const message of messages) {
      frames[0].postMessage(message, '*');
      const isPlain = message instanceof Object && !Array.isArray(message);
      if (isPlain) frames[0].postMessage({ ns: 'iam-playground', v: 1, ...message }, '*');
    }
    const own = JSON.parse('{"__proto__":{"type":"reset"},"constructor":{"prototype":{"x":1}},"ns":"iam-playground","v":1}');
    own.self = own;
    frames[0].postMessage(own, '*');
  }, odd);
  await frame.getByRole('combobox', { name: 'Action' }).fill('s3:PutObject');
  await expect.poll(() => heard(page, 'changed')).toHaveLength(1);
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Coffee shop');
  await expect(frame.getByRole('combobox', { name: 'Action' })).toHaveValue('s3:PutObject');
  expect(await heard(page, 'state')).toEqual([]);
});

test('a frame for another origin neither listens nor speaks', async ({ page, host, baseURL }) => {
  const told = 'http://elsewhere.example';
  const frame = await open(page, host, `${baseURL}embed/?mode=tester&origin=${told}`);
  await expect(verdict(frame)).toContainText('Allowed');
  await say(page, { type: 'setState', link: 'new' });
  await say(page, { type: 'getState' });
  await frame.getByRole('combobox', { name: 'Action' }).fill('s3:PutObject');
  await expect(verdict(frame)).toContainText('Denied');
  expect(await page.evaluate(() => heard)).toEqual([]);
});

test('names from a link are shown as they are, and do nothing', async ({ page, host, baseURL }) => {
  // As long as the name of an account may be.
  const evil = `<script>alert(1)</script><img onerror=alert(2)>"'`;
  const document = await coffeeShop();
  const text = JSON.stringify(document);
  const spoiled = JSON.parse(text.replaceAll('Coffee Shop', 'SPOILED'));
  const walk = (value) => {
    if (typeof value === 'string') return value.replaceAll('SPOILED', evil);
    if (Array.isArray(value)) return value.map(walk);
    return value instanceof Object ? Object.fromEntries(Object.entries(value).map(([key, held]) => [key, walk(held)])) : value;
  };
  const frame = await open(page, host, `${baseURL}embed/#${link({ ...walk(spoiled), title: evil })}`);
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText(evil);
  await expect(frame.locator('img, script:not([src])')).toHaveCount(0);
});

for (const [what, fragment, said] of [
  ['too large', `v1.D1.${'A'.repeat(70_000)}.00000000`, 'more than a link may'],
  ['of a later version', 'v9.D1.AAAA.00000000', 'newer version'],
  ['cut off', 'v1.D1.AAAA', 'cut off'],
  ['no link', '<script>alert(1)</script>', 'not a link'],
  ['an example that is not there', 'example/none', 'no example'],
]) {
  test(`a link that is ${what} says so`, async ({ page, host, baseURL }) => {
    const frame = await open(page, host, `${baseURL}embed/#${encodeURI(fragment)}`);
    await expect(frame.getByRole('alert')).toContainText(said);
    await expect(verdict(frame)).toHaveCount(0);
    await expect(frame.getByRole('link', { name: 'Open the playground' })).toBeVisible();
    await expect.poll(() => heard(page, 'ready')).toHaveLength(1);
  });
}

test('the element follows its attributes and answers its methods', async ({ page, host, baseURL }) => {
  await page.goto(host.write('element.html', `<script src="${baseURL}iam-playground-element.js"></script>
    <iam-playground src="${baseURL}#example/coffee-shop" mode="tester" title="Try it"></iam-playground>`));
  const element = page.locator('iam-playground');
  const frame = page.frameLocator('iframe');
  await expect(page.locator('iframe')).toHaveAttribute('title', 'Try it');
  await expect(verdict(frame)).toContainText('Allowed');
  await expect.poll(() => page.locator('iframe').evaluate((made) => made.clientHeight)).not.toBe(420);
  await element.evaluate((made) => made.setAttribute('readonly', ''));
  await expect(frame.getByRole('combobox', { name: 'Action' })).toBeDisabled();
  await element.evaluate((made) => made.setAttribute('theme', 'dark'));
  await expect(frame.locator(':root[data-theme="dark"]')).toHaveCount(1);
  expect(await element.evaluate((made) => made.getState())).toMatch(/^v1\./);
  await element.evaluate((made) => made.setAttribute('src', '#example/deny-list'));
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('Deny list');
});

for (const colorScheme of ['light', 'dark']) {
  for (const mode of ['full', 'tester', 'policy', 'tree', 'path']) {
    test(`axe finds nothing in mode ${mode}, ${colorScheme}`, async ({ page, baseURL }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(`${baseURL}embed/?mode=${mode}`);
      await expect(verdict(page)).toBeVisible();
      await expect(page.locator('body[inert]')).toHaveCount(0);
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(360);
    });
  }
}
