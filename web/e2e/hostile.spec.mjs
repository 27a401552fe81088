// Links that mean harm: whatever they hold is shown as text, nothing runs, nothing is fetched (see
// `page.mjs`), nothing of one's own is lost, and what cannot be opened says why.

import { deflateRawSync } from 'node:zlib';
import { startHost, startPlainSite } from './host.mjs';
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

const LONG = 'x'.repeat(4_097);
const list = (count, item) => Array.from({ length: count }, () => item);
const asking = (more) => own({ request: { ...request, ...more } });
const holding = (more) => own({ accounts: [{ id: '111122223333', ...more }] });
const organization = (more) => ({
  id: 'o-exampleorg',
  management_account: '111122223333',
  root: { id: 'r-exam', ...more },
});
const chain = (length) =>
  Array.from({ length }).reduce(
    (by) => ({ type: 'role', account: '111122223333', name: 'r', session: { assumed: { by } } }),
    caller,
  );

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
  ['too many endpoints', link(many('endpoints', (_, n) => ({ id: `vpce-${n}`, vpc: 'vpc-1', account: '111122223333' }), 201)), '201 VPC endpoints'],
  ['too many saved requests', link(many('saved', (_, n) => ({ name: `${n}`, request }), 1_001)), '1001 saved requests'],
  ['no text', link(Buffer.from([0xff, 0xfe, 0x00]).toString('latin1')), 'cannot be opened'],
  ['an address', 'javascript:window.hacked=1', 'not a link of IAM Playground'],
  ['a tag', '%3Cscript%3Ewindow.hacked=1%3C/script%3E', 'not a link of IAM Playground'],
  ['an example elsewhere', 'example/../../etc/passwd', 'not a link of IAM Playground'],
  // Every cap that a link can pass, by one (those of files are tested natively).
  ['a long title', link(own({ title: 'x'.repeat(201) })), 'longer than 200 characters'],
  ['long notes', link(own({ notes: 'x'.repeat(10_001) })), 'longer than 10000 characters'],
  ['a level too deep', link(nested(64)), '64 levels'],
  ['a long resource', link(own({ request: { ...request, resource: LONG } })), 'longer than 4096 characters'],
  ['a long value', link(asking({ context: [{ key: 'k', value: LONG }] })), 'longer than 4096 characters'],
  ['too many keys', link(asking({ context: list(501, { key: 'k', value: 'v' }) })), '501 condition keys'],
  ['too many values', link(asking({ context: [{ key: 'k', values: list(501, 'v') }] })), '501 values'],
  ['too many accounts', link(own({ accounts: list(10_001, { id: '111122223333' }) })), '10001 accounts'],
  ['too many policies', link(own({ policies: list(10_001, { name: 'P', kind: 'scp', text: '' }) })), '10001 policies'],
  ['too many OUs', link(own({ organization: organization({ children: Array.from({ length: 2_001 }, (_, n) => ({ ou: `ou-exam-${10_000_000 + n}`, name: 'n' })) }) })), '2001 OUs'],
  ['too many attached', link(own({ organization: organization({ scps: list(101, 'FullAWSAccess') }) })), '101 policies of the root'],
  ['too many users', link(holding({ users: list(10_001, { name: 'u' }) })), '10001 users'],
  ['too many groups', link(holding({ groups: list(10_001, { name: 'g' }) })), '10001 groups'],
  ['too many roles', link(holding({ roles: list(10_001, { name: 'r' }) })), '10001 roles'],
  ['too many resources', link(holding({ resources: list(10_001, { arn: 'arn:aws:s3:::b' }) })), '10001 resources'],
  ['too many groups of a user', link(holding({ users: [{ name: 'u', groups: list(101, 'g') }] })), '101 groups'],
  ['too many tags', link(holding({ users: [{ name: 'u', tags: list(201, { key: 'k' }) }] })), '201 tags'],
  ['too long a chain', link(own({ request: { ...request, caller: chain(11) } })), '11 assumed roles'],
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

test('a page of another site cannot lay anything over this one', async ({ browser, baseURL }) => {
  const page = await browser.newPage();
  const host = await startHost(baseURL);
  const plain = await startPlainSite();
  const frame = page.frameLocator('iframe');
  const framed = (address, sandbox = '') =>
    page.goto(host.write('trap.html', `<iframe title="Prize" src="${address}" ${sandbox} width="900" height="600"></iframe>
      <button style="position: absolute; left: 300px; top: 200px; opacity: 0">Win</button>`));
  // A host that sends headers: the browser does not even show it.
  await framed(`${baseURL}index.html`);
  await expect.poll(() => page.frames()[1].url()).toContain('chrome-error');
  // One that sends none: the page does not start, and offers a tab.
  for (const sandbox of ['', 'sandbox="allow-scripts allow-same-origin"']) {
    await framed(`${plain.address}index.html#example/deny-list`, sandbox);
    await expect(frame.getByRole('alert')).toContainText('does not open inside of another site');
    await expect(frame.getByRole('link')).toHaveAttribute('href', `${plain.address}index.html#example/deny-list`);
    await expect(frame.getByRole('button')).toHaveCount(0);
  }
  // Without an origin it may not even fetch its script there.
  await framed(`${plain.address}index.html`, 'sandbox="allow-scripts"');
  await expect(frame.locator('body')).toHaveText('');
  // What is made for frames opens in both.
  for (const site of [baseURL, plain.address]) {
    await framed(`${site}embed/`, 'sandbox="allow-scripts"');
    await expect(frame.getByRole('status', { name: 'Verdict' })).toContainText('Allowed');
  }
  host.stop();
  plain.stop();
  await page.close();
});
