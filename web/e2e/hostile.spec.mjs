// Links that mean harm: whatever they hold is shown as text, nothing runs, nothing is fetched (see
// `page.mjs`), nothing of one's own is lost, and what cannot be opened says why.

import { deflateRawSync } from 'node:zlib';
import { expect, test } from './page.mjs';
import { expectKept, kept, open, parts } from './workbench.mjs';

const SCRIPT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const ATTRIBUTE = '"><svg onload=window.hacked=1>\'; javascript:window.hacked=1';

function crc32(bytes) {
  let remainder = ~0;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = (remainder >>> 1) ^ (0xedb88320 & -(remainder & 1));
    }
  }
  return (~remainder >>> 0).toString(16).padStart(8, '0');
}

/** The fragment of a link, packed as the page packs it but for the dictionary. */
function link(document) {
  const bytes = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  return `v1.d.${deflateRawSync(bytes, { level: 9 }).toString('base64url')}.${crc32(bytes)}`;
}

const caller = { type: 'anonymous' };
const request = { caller, action: 's3:GetObject', resource: '*' };

/** A document with a text in every place that takes one. */
const everywhere = (text) => ({
  iam_playground: 1,
  title: text,
  notes: text,
  accounts: [
    {
      id: '111122223333',
      users: [{ name: 'Ana', tags: [{ key: text, value: text }] }],
      resources: [
        { arn: `arn:aws:s3:::${text.replaceAll(':', '')}`, policy: `r ${text}`, tags: [{ key: text }] },
      ],
    },
  ],
  policies: [
    { name: `s ${text}`, kind: 'scp', text },
    {
      name: `r ${text}`,
      kind: 'resource',
      text: JSON.stringify({ Version: text, Statement: [{ Sid: text, Effect: text, Principal: text, Action: text, [text]: text, Condition: { [text]: { [text]: text } } }] }),
    },
  ],
  endpoints: [{ id: `vpce-${text}`, vpc: `vpc-${text}`, account: '111122223333' }],
  request: {
    caller: { type: 'user', account: '111122223333', name: text },
    action: text,
    resource: `arn:aws:s3:::${text.replaceAll(':', '')}`,
    context: [{ key: text, value: text }, { key: '__proto__', value: text }],
    endpoint: `vpce-${text}`,
  },
  saved: [{ name: text, request: { ...request, action: text } }],
});

async function expectUnharmed(page) {
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  expect(await page.evaluate(() => ({}).polluted)).toBeUndefined();
  expect(await page.locator('img, iframe, svg[onload], script:not([src])').count()).toBe(0);
}

/** A page with work of its own. */
async function atWork(page) {
  const found = await open(page);
  await page.getByRole('textbox', { name: 'Name of this scenario' }).fill('My own work');
  await expectKept(page, 'My own work');
  return found;
}

/** Opens a fragment while own work is open, as a click on a link in the same tab does. */
const follow = (page, fragment) =>
  page.evaluate((fragment) => {
    window.location.hash = fragment;
  }, fragment);

for (const [name, text] of [['script', SCRIPT], ['attributes', ATTRIBUTE]]) {
  test(`${name} in every text is shown as text`, async ({ page }) => {
    const { notice } = await atWork(page);
    await follow(page, link(everywhere(text)));
    await expect(notice).toContainText('nobody has checked it');
    await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue(text);
    await page.getByRole('button', { name: /^Tests/ }).click();
    for (const button of await page.getByRole('button', { expanded: false }).all()) {
      await button.click({ timeout: 1000 }).catch(() => {});
    }
    await page.keyboard.press('Escape');
    await parts(page).share.click();
    for (const form of ['Text with policies', 'Embed as iframe', 'Embed as element', 'QR code']) {
      await page.getByRole('radio', { name: form }).check();
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('F9');
    await expectUnharmed(page);
    expect(await kept(page)).toContain('My own work');
  });
}

const nested = (depth) =>
  `{"iam_playground":1,"notes":${'['.repeat(depth)}${']'.repeat(depth)},"request":${JSON.stringify(request)}}`;
const many = (member, one, count) => ({ iam_playground: 1, [member]: Array.from({ length: count }, one), request });
const own = (more) => JSON.stringify({ iam_playground: 1, request, ...more });

const HOSTILE = [
  ['a bomb', link(' '.repeat(20 * 1024 * 1024)), 'holds more than a link may'],
  ['a bomb of text', link({ iam_playground: 1, notes: 'a'.repeat(2 * 1024 * 1024), request }), 'holds more than a link may'],
  ['a long payload', `v1.d.${'A'.repeat(70_000)}.00000000`, 'holds more than a link may'],
  ['deep nesting', link(nested(100_000)), '64 levels'],
  ['a prototype', link('{"iam_playground":1,"__proto__":{"polluted":1},"request":{}}'), '__proto__'],
  ['a constructor', link(own({ constructor: { prototype: { polluted: 1 } } })), 'constructor'],
  ['a number for a list', link(own({ accounts: 7 })), 'cannot be opened'],
  ['a list for a text', link(own({ title: ['a'] })), 'cannot be opened'],
  ['null', link(own({ title: null })), 'cannot be opened'],
  ['a member twice', link('{"iam_playground":1,"title":"a","title":"b","request":{}}'), 'cannot be opened'],
  ['a huge number', link('{"iam_playground":1e400,"request":{}}'), 'cannot be opened'],
  ['too many endpoints', link(many('endpoints', (_, n) => ({ id: `vpce-${n}`, vpc: 'vpc-1', account: '111122223333' }), 201)), 'cannot be opened'],
  ['too many saved requests', link(many('saved', (_, n) => ({ name: `${n}`, request }), 1_001)), 'cannot be opened'],
  ['no text', link(Buffer.from([0xff, 0xfe, 0x00]).toString('latin1')), 'cannot be opened'],
  ['an address', 'javascript:window.hacked=1', 'not a link of IAM Playground'],
  ['a tag', '%3Cscript%3Ewindow.hacked=1%3C/script%3E', 'not a link of IAM Playground'],
  ['an example elsewhere', 'example/../../etc/passwd', 'not a link of IAM Playground'],
  ['half a link', link(own({ title: 'a' })).slice(0, 30), 'cut off'],
  ['another check', link(own({ title: 'a' })).replace(/.{8}$/, '00000000'), 'changed on its way'],
  ['a newer version', 'v99.x.AAAA.00000000', 'newer version'],
];

test('what cannot be opened says why, and own work stays in hand', async ({ page }) => {
  test.slow();
  const { notice, verdict } = await atWork(page);
  for (const [name, fragment, says] of HOSTILE) {
    await follow(page, fragment);
    await expect(notice, name).toContainText(says);
    await expect(verdict, name).toContainText('Allowed');
    await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue('My own work');
    await expect(page, name).not.toHaveURL(/#/);
    await notice.getByRole('button', { name: 'Close this message' }).click();
    await expect(notice).toHaveCount(0);
  }
  await expectUnharmed(page);
  await expectKept(page, 'My own work');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue('My own work');
});

test('characters that are not seen cannot make a name look like another', async ({ page }) => {
  const { notice } = await atWork(page);
  const turned = 'admin\u202enimda\u200b';
  const document = everywhere(turned);
  document.accounts[0].users[0].policies = [];
  await follow(page, link(document));
  await expect(notice).toContainText('My own work');
  // The title is stripped of them, for it is said in sentences; everywhere else they are named.
  await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue('adminnimda');
  await expect(page.locator('.library-name').first()).not.toHaveText('');
  await expect(page.locator('.library-name', { hasText: 'admin⟨U+202E⟩nimda⟨U+200B⟩' })).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Caller' })).toContainText('⟨U+202E⟩');
  const hidden = await page.evaluate(() => {
    const shown = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const editor = parentElement.closest('json-editor, script, style, textarea');
      if (!editor && /[\u200b\u202a-\u202e\u2066-\u2069]/u.test(data)) {
        shown.push(`${parentElement.className || parentElement.tagName}: ${data}`);
      }
    }
    return shown;
  });
  expect(hidden).toEqual([]);
});

test('a hostile address written by hand is refused, and own work stays', async ({ page, baseURL }) => {
  await atWork(page);
  for (const [query, says] of [
    [`action=s3:GetObject&caller=${encodeURIComponent(SCRIPT)}`, 'is not understood'],
    ['action=s3:GetObject&__proto__=1', '__proto__'],
    [`action=s3:GetObject&action=${encodeURIComponent(SCRIPT)}`, 'twice'],
    ['policy=%FF%FE&action=s3:GetObject', 'UTF-8'],
  ]) {
    const { notice } = await open(page, `${baseURL}?${query}`);
    await expect(notice).toContainText(says);
    await expect(page).toHaveURL(baseURL);
    await expect(page.getByRole('textbox', { name: 'Name of this scenario' })).toHaveValue('My own work');
    await expectUnharmed(page);
  }
  // What can be opened is text as anywhere.
  const { notice } = await open(page, `${baseURL}?action=${encodeURIComponent(SCRIPT)}&policy=${encodeURIComponent(SCRIPT)}`);
  await expect(notice).toContainText('My own work');
  await expectUnharmed(page);
  expect(await kept(page)).toContain('My own work');
});
