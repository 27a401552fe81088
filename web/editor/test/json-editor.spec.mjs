// The contract of <json-editor> (../README.md) in a real browser, on a page with a strict content
// security policy that the spec serves itself.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import axe from 'axe-core';
import { build } from 'esbuild';

const ORIGIN = 'http://editor.test';
const LIMIT_GZIP = 140_000;
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadMenu",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBuckets"],
      "Resource": "arn:aws:s3:::coffee-menu/*"
    },
    {
      "Sid": "DenyOutsideEU",
      "Effect": "Deny",
      "NotAction": "iam:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
        "NumericLessThan": { "s3:max-keys": 10 },
        "Bool": { "aws:SecureTransport": true }
      }
    },
    {
      "Sid": "Orders",
      "Effect": "Allow",
      "Action": "dynamodb:*",
      "Resource": "*"
    }
  ]
}
`;

/** The range of the first `part` in `text`. */
function range(part, text = POLICY) {
  const from = text.indexOf(part);
  if (from < 0) throw new Error(`${part} is not in the text`);
  return { from, to: from + part.length };
}

/** The range of the statement with `sid`, braces included. */
function statement(sid) {
  const at = range(`"${sid}"`).from;
  return { from: POLICY.lastIndexOf('{', at), to: POLICY.indexOf('\n    }', at) + 6 };
}

const UNKNOWN_ACTION = {
  ...range('"s3:ListBuckets"'),
  severity: 'error',
  code: 'unknown-action',
  message: '`s3:ListBuckets` is not an action of Amazon S3, so it matches nothing',
  fix: {
    title: 'Use s3:ListAllMyBuckets',
    edits: [{ ...range('"s3:ListBuckets"'), text: '"s3:ListAllMyBuckets"' }],
  },
};
const WIDE_ACTION = {
  ...range('"dynamodb:*"'),
  severity: 'warning',
  code: 'wide-action',
  message: '`dynamodb:*` allows every action of Amazon DynamoDB',
};
const NOTE = {
  ...range('"2012-10-17"'),
  severity: 'info',
  code: 'version',
  message: 'this is the current version',
};
const FINDINGS = [UNKNOWN_ACTION, WIDE_ACTION, NOTE];

let bundle;

test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/json-editor.js', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
    write: false,
  });
  bundle = Buffer.from(outputFiles[0].contents);
});

/** Opens the harness; `initial` are properties set before the element is defined. */
async function open(page, initial = { value: POLICY }) {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'harness.html';
    const body =
      name === 'json-editor.js'
        ? bundle
        : await readFile(new URL(name, import.meta.url)).catch(() => null);
    if (!body) return route.fulfill({ status: 404 });
    return route.fulfill({
      body,
      contentType: TYPES[name.split('.').pop()],
      headers: { 'content-security-policy': CSP },
    });
  });
  await page.addInitScript((properties) => {
    window.initial = properties;
  }, initial);
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.ready);
}

const content = (page) => page.locator('json-editor .cm-content');
const set = (page, properties) =>
  page.evaluate((p) => {
    Object.assign(window.editor, p);
  }, properties);
const value = (page) => page.evaluate(() => window.editor.value);
const events = (page, type) =>
  page.evaluate((wanted) => window.events.filter((event) => event.type === wanted), type);
const forget = (page) =>
  page.evaluate(() => {
    window.events.length = 0;
  });

/** Puts the cursor at `offset`, which is on a line in view, as a person does: by keys. */
async function moveTo(page, offset, text = POLICY) {
  await content(page).focus();
  await page.keyboard.press('Control+Home');
  const before = text.slice(0, offset).split('\n');
  for (let line = 1; line < before.length; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  for (let column = 0; column < before.at(-1).length; column++)
    await page.keyboard.press('ArrowRight');
}

test('the bundle is within its limit', () => {
  const size = gzipSync(bundle, { level: 9 }).length;
  test.info().annotations.push({ type: 'gzip', description: `${size}` });
  expect(size).toBeLessThanOrEqual(LIMIT_GZIP);
});

test.describe('properties', () => {
  test('those set before the element is defined are taken over', async ({ page }) => {
    await open(page, {
      value: POLICY,
      diagnostics: FINDINGS,
      highlights: [{ ...statement('ReadMenu'), kind: 'allows' }],
      readonly: true,
      label: 'SCP editor',
      documentId: 'p1',
    });
    expect(await value(page)).toBe(POLICY);
    await expect(page.getByRole('textbox', { name: 'SCP editor' })).toBeVisible();
    await expect(content(page)).toHaveAttribute('contenteditable', 'false');
    await expect(page.locator('.cm-lintRange-error')).toHaveText('"s3:ListBuckets"');
    await expect(page.locator('.cm-lines-allows')).toHaveCount(6);
    expect(await page.evaluate(() => Object.keys(window.editor))).toEqual([]);
    expect(await events(page, 'change')).toEqual([]);
  });

  test('the text box has its role and name', async ({ page }) => {
    await open(page);
    await expect(content(page)).toHaveAttribute('role', 'textbox');
    await expect(content(page)).toHaveAttribute('aria-multiline', 'true');
    await expect(content(page)).toHaveAttribute('aria-label', 'Policy editor');
    await set(page, { label: 'Trust policy' });
    await expect(content(page)).toHaveAttribute('aria-label', 'Trust policy');
  });

  test('a value of the page does not echo, keeps the cursor and stays out of undo', async ({
    page,
  }) => {
    await open(page, { value: '{"a": 1, "b": 2}' });
    await moveTo(page, 15, '{"a": 1, "b": 2}');
    await page.keyboard.type('3');
    await forget(page);
    await set(page, { value: '{"aa": 1, "b": 23}' });
    expect(await events(page, 'change')).toEqual([]);
    expect(await events(page, 'cursor')).toEqual([]);
    await page.keyboard.type('4');
    expect(await value(page)).toBe('{"aa": 1, "b": 234}');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('{"aa": 1, "b": 2}');
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('{"aa": 1, "b": 2}');
  });

  test('an equal value leaves a text being typed alone', async ({ page }) => {
    await open(page, { value: '12' });
    await moveTo(page, 1, '12');
    await page.keyboard.type('x');
    await set(page, { value: '1x2' });
    await page.keyboard.type('y');
    expect(await value(page)).toBe('1xy2');
  });

  test('emoji that share half of their code stay whole', async ({ page }) => {
    await open(page, { value: 'a😀b' });
    await set(page, { value: 'a😁b' });
    expect(await value(page)).toBe('a😁b');
    await moveTo(page, 1, 'a');
    await page.keyboard.press('Delete');
    expect(await value(page)).toBe('ab');
  });

  test('line ends stay as they are, and offsets count them', async ({ page }) => {
    const text = '{\r\n  "a": 1\r\n}';
    await open(page, {
      value: text,
      diagnostics: [{ ...range('"a"', text), severity: 'error', code: 'x', message: 'x' }],
    });
    expect(await value(page)).toBe(text);
    await expect(page.locator('.cm-lintRange-error')).toHaveText('"a"');
    await expect(page.locator('.cm-specialChar')).toHaveCount(0);
  });

  test('characters that look like nothing are shown', async ({ page }) => {
    await open(page, { value: '{"a\u200b":\u00a0"👩‍🍳"}\t' });
    await expect(page.locator('.cm-specialChar')).toHaveCount(2);
    await expect(content(page)).toContainText('👩‍🍳');
  });

  test('another document starts with a history of its own', async ({ page }) => {
    await open(page, { value: '1', documentId: 'a' });
    await moveTo(page, 1, '1');
    await page.keyboard.type('2');
    await set(page, { documentId: 'b', value: '[]', diagnostics: [] });
    expect(await value(page)).toBe('[]');
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('[]');
    await page.keyboard.type('3');
    expect(await value(page)).toBe('3[]');
  });

  test('marks of a new value may be set before it', async ({ page }) => {
    await open(page, { value: '1' });
    await set(page, {
      diagnostics: FINDINGS,
      highlights: [{ ...statement('Orders'), kind: 'decides' }],
      value: POLICY,
    });
    await expect(page.locator('.cm-lintRange-error')).toHaveText('"s3:ListBuckets"');
    await expect(page.locator('.cm-lines-decides')).toHaveCount(6);
  });

  test('a read-only text has the focus and a cursor, and cannot be changed', async ({ page }) => {
    await open(page, { value: POLICY, readonly: true, diagnostics: FINDINGS });
    await page.locator('#before').focus();
    await page.keyboard.press('Tab');
    await expect(content(page)).toBeFocused();
    await expect(content(page)).toHaveAttribute('aria-readonly', 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('x');
    await page.keyboard.press('Delete');
    await page.keyboard.press('F8');
    await page.keyboard.press('Control+.');
    await expect(page.locator('.cm-diagnostic')).toBeVisible();
    await expect(page.locator('.cm-diagnosticAction')).toHaveCount(0);
    expect(await value(page)).toBe(POLICY);
    expect((await events(page, 'cursor')).length).toBeGreaterThan(0);
    await expect(page.locator('.cm-cursor')).toBeAttached();
    await set(page, { readonly: false });
    await expect(page.locator('.cm-cursor')).toHaveCount(0);
    await page.keyboard.type('x');
    expect(await value(page)).not.toBe(POLICY);
  });

  test('text, cursor and history survive a move in the page', async ({ page }) => {
    await open(page, { value: '1' });
    await moveTo(page, 1, '1');
    await page.keyboard.type('2');
    await page.evaluate(() => document.querySelector('main').prepend(window.editor));
    await set(page, { label: 'Moved' });
    await page.evaluate(() => window.editor.focus());
    await page.keyboard.type('3');
    expect(await value(page)).toBe('123');
    await expect(page.getByRole('textbox', { name: 'Moved' })).toBeVisible();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('1');
  });
});

test.describe('typing', () => {
  test('several cursors are drawn, type together and become one again', async ({ page }) => {
    await open(page, { value: '[11, 11, 5]' });
    await moveTo(page, 2, '[11, 11, 5]');
    await expect(page.locator('.cm-cursor')).toHaveCount(0);
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Control+d');
    await page.keyboard.type('7');
    expect(await value(page)).toBe('[7, 7, 5]');
    await expect(page.locator('.cm-cursor')).toHaveCount(2);
    // The first is for what could be completed here.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.locator('.cm-cursor')).toHaveCount(0);
    await page.keyboard.type('0');
    expect(await value(page)).toMatch(/^\[(70, 7|7, 70), 5\]$/);
  });

  test('each edit is told at once, then the cursor', async ({ page }) => {
    await open(page, { value: '[]' });
    await moveTo(page, 1, '[]');
    await forget(page);
    await page.keyboard.type('1');
    expect(await page.evaluate(() => window.events)).toEqual([
      { type: 'change', value: '[1]' },
      { type: 'cursor', offset: 2 },
    ]);
  });

  test('the cursor is told when it moves and when the focus comes', async ({ page }) => {
    await open(page, { value: '[12]' });
    await content(page).focus();
    await expect.poll(() => events(page, 'cursor')).toEqual([{ type: 'cursor', offset: 0 }]);
    await page.keyboard.press('End');
    await expect.poll(async () => (await events(page, 'cursor')).at(-1).offset).toBe(4);
  });

  test('Tab leaves, Shift+Tab comes back, Ctrl+] and Ctrl+[ indent', async ({ page }) => {
    await open(page, { value: '[1]' });
    await page.locator('#before').focus();
    await page.keyboard.press('Tab');
    await expect(content(page)).toBeFocused();
    await page.keyboard.press('Control+]');
    expect(await value(page)).toBe('  [1]');
    await page.keyboard.press('Control+[');
    expect(await value(page)).toBe('[1]');
    await page.keyboard.press('Tab');
    await expect(page.locator('#after')).toBeFocused();
    expect(await events(page, 'blur')).toHaveLength(1);
    await page.keyboard.press('Shift+Tab');
    await expect(content(page)).toBeFocused();
    expect(await value(page)).toBe('[1]');
  });

  test("brackets close and new lines are indented as their bracket's line is", async ({ page }) => {
    await open(page, { value: '' });
    await content(page).focus();
    await page.keyboard.type('{"a": [{');
    await page.keyboard.press('Enter');
    await page.keyboard.type('"b": 1');
    expect(await value(page)).toBe('{"a": [{\n  "b": 1\n}]}');
  });

  test('undo and redo leave their keys to the page when there is nothing to do', async ({
    page,
  }) => {
    await open(page, { value: '1' });
    await page.evaluate(() => {
      window.left = [];
      document.addEventListener('keydown', (event) => {
        if (event.ctrlKey && event.key.length === 1 && !event.defaultPrevented)
          window.left.push(event.key);
      });
    });
    await moveTo(page, 1, '1');
    await page.keyboard.type('2');
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('1');
    await page.keyboard.press('Control+y');
    expect(await value(page)).toBe('12');
    await page.keyboard.press('Control+z');
    expect(await page.evaluate(() => window.left)).toEqual([]);
    await page.keyboard.press('Control+z');
    expect(await page.evaluate(() => window.left)).toEqual(['z']);
    expect(await value(page)).toBe('1');
    expect((await events(page, 'change')).map((event) => event.value)).toEqual([
      '12',
      '1',
      '12',
      '1',
    ]);
  });

  test('folding hides a statement, search opens and closes', async ({ page }) => {
    await open(page);
    await moveTo(page, statement('ReadMenu').from);
    await page.keyboard.press('Control+Shift+{');
    await expect(page.locator('.cm-foldPlaceholder')).toHaveCount(1);
    await expect(content(page)).not.toContainText('ReadMenu');
    await expect(content(page)).toContainText('DenyOutsideEU');
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused();
    expect(await events(page, 'blur')).toEqual([]);
    await page.keyboard.type('dynamodb');
    await expect(page.locator('.cm-searchMatch')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(content(page)).toBeFocused();
  });
});

test.describe('diagnostics', () => {
  test('are underlined, marked in the gutter and told in words on hover', async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await expect(page.locator('.cm-lint-marker-error')).toHaveCount(1);
    await expect(page.locator('.cm-lint-marker-warning')).toHaveCount(1);
    await page.locator('.cm-lintRange-error').hover();
    const tooltip = page.locator('.cm-diagnostic');
    await expect(tooltip).toContainText('Error s3:ListBuckets is not an action of Amazon S3');
    await expect(tooltip.locator('code')).toHaveText('s3:ListBuckets');
    await expect(tooltip).toContainText('unknown-action');
    await page.mouse.move(1, 1);
    await expect(tooltip).toHaveCount(0);
    await page.locator('.cm-lint-marker-warning').hover();
    await expect(tooltip).toContainText('Warning dynamodb:* allows every action');
  });

  test('F8 goes to the next one and reads it out', async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await content(page).focus();
    await page.evaluate(() => {
      window.announced = [];
      new MutationObserver(() => {
        window.announced.push(document.querySelector('.cm-announced').textContent.trim());
      }).observe(document.querySelector('.cm-announced'), {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await page.keyboard.press('F8');
    await page.keyboard.press('F8');
    await expect(page.locator('.cm-diagnostic')).toContainText('s3:ListBuckets');
    await expect
      .poll(() => page.evaluate(() => window.announced.join(' ')))
      .toContain('Error: `s3:ListBuckets` is not an action');
  });

  test("a fix chosen with the mouse is the user's edit, and undone as one", async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await page.locator('.cm-lintRange-error').hover();
    await page.getByRole('button', { name: 'Use s3:ListAllMyBuckets' }).click();
    const fixed = POLICY.replace('s3:ListBuckets', 's3:ListAllMyBuckets');
    expect(await value(page)).toBe(fixed);
    expect(await events(page, 'fix')).toEqual([
      {
        type: 'fix',
        index: 0,
        code: 'unknown-action',
        title: 'Use s3:ListAllMyBuckets',
        edits: UNKNOWN_ACTION.fix.edits,
      },
    ]);
    expect(await events(page, 'change')).toEqual([{ type: 'change', value: fixed }]);
    await expect(content(page)).toBeFocused();
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe(POLICY);
  });

  test('a fix chosen with Ctrl+. has offsets of the text as it is now', async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await moveTo(page, 0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.keyboard.press('F8');
    await page.keyboard.press('Control+.');
    expect(await value(page)).toBe(`\n${POLICY.replace('s3:ListBuckets', 's3:ListAllMyBuckets')}`);
  });

  test('a fix of a text that was edited meanwhile is not made', async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await moveTo(page, UNKNOWN_ACTION.from + 4);
    await page.keyboard.type('x');
    const edited = await value(page);
    await page.keyboard.press('Control+.');
    expect(await value(page)).toBe(edited);
    expect(await events(page, 'fix')).toEqual([]);
  });

  test('the page may make the fix itself', async ({ page }) => {
    await open(page, { value: POLICY, diagnostics: FINDINGS });
    await page.evaluate(() => {
      window.takeOverFixes = true;
    });
    await moveTo(page, UNKNOWN_ACTION.from + 1);
    await page.keyboard.press('Control+.');
    expect(await events(page, 'fix')).toHaveLength(1);
    expect(await value(page)).toBe(POLICY);
  });

  test('offsets out of the text do no harm', async ({ page }) => {
    await open(page, { value: '[1]' });
    await set(page, {
      diagnostics: [{ from: 90, to: 99, severity: 'error', code: 'x', message: 'x' }],
      highlights: [
        { from: -1, to: 99, kind: 'allows' },
        { from: 0, to: 1, kind: 'unheard-of' },
      ],
    });
    await expect(page.locator('.cm-lines-allows')).toHaveCount(1);
    await moveTo(page, 3, '[1]');
    await page.keyboard.type(' ');
    expect(await value(page)).toBe('[1] ');
  });
});

test.describe('highlights', () => {
  test('colour the lines and put a sign and bars in the gutter', async ({ page }) => {
    await open(page, {
      value: POLICY,
      highlights: [
        { ...statement('ReadMenu'), kind: 'allows' },
        { ...statement('DenyOutsideEU'), kind: 'decides' },
        { ...statement('DenyOutsideEU'), kind: 'denies' },
        { ...statement('Orders'), kind: 'dim' },
      ],
    });
    await expect(page.locator('.cm-lines-allows')).toHaveCount(6);
    await expect(page.locator('.cm-path-allows .cm-path-sign')).toHaveCount(1);
    await expect(page.locator('.cm-path-allows .cm-path-rest')).toHaveCount(5);
    await expect(page.locator('.cm-path-decides.cm-path-denies .cm-path-sign')).toHaveAttribute(
      'title',
      'Decides the request. Denies the request',
    );
    await expect(page.locator('.cm-lines-dim')).toHaveCount(6);
    const shapes = await page
      .locator('.cm-path-sign')
      .evaluateAll((signs) => signs.map((sign) => getComputedStyle(sign, ':before').clipPath));
    expect(new Set(shapes).size).toBe(3);
  });

  test("follow the user's edits until the page sets new ones", async ({ page }) => {
    await open(page, { value: POLICY, highlights: [{ ...statement('ReadMenu'), kind: 'hover' }] });
    await moveTo(page, 0);
    await page.keyboard.press('Enter');
    await expect(page.locator('.cm-lines-hover').nth(1)).toContainText('ReadMenu');
    await set(page, { highlights: [] });
    await expect(page.locator('.cm-lines-hover')).toHaveCount(0);
  });

  test('colour only the statement when it shares its line', async ({ page }) => {
    const text = '{"Statement": [{"Sid": "A"}, {"Sid": "B"}]}';
    await open(page, {
      value: text,
      highlights: [{ ...range('{"Sid": "B"}', text), kind: 'denies' }],
    });
    await expect(page.locator('.cm-part-denies')).toHaveText('{"Sid": "B"}');
    await expect(page.locator('.cm-lines-denies')).toHaveCount(0);
    await expect(page.locator('.cm-path-denies .cm-path-sign')).toHaveCount(1);
  });
});

/** CodeMirror gives Enter to the text, not to the list, for the first 75 ms after it opened. */
const pastInteractionDelay = (page) => page.waitForTimeout(100);

test.describe('provider', () => {
  test('completes, with a promise too, and puts the cursor where it says', async ({ page }) => {
    await open(page, { value: '{"Action": "s3:"}' });
    await page.evaluate(() => {
      window.editor.provider = {
        complete: async (text, pos) => {
          const from = text.lastIndexOf('"', pos - 1) + 1;
          return {
            from,
            to: pos,
            options: [
              { label: 's3:GetObject', detail: 'Read', type: 'action' },
              {
                label: 's3:PutObject',
                detail: 'Write',
                type: 'action',
                apply: 's3:PutObject()',
                cursor: 13,
              },
            ],
          };
        },
        hover: () => null,
      };
    });
    await moveTo(page, 15, '{"Action": "s3:"}');
    await page.keyboard.type('Get');
    await expect(page.getByRole('option')).toHaveText(['s3:GetObjectRead']);
    await pastInteractionDelay(page);
    await page.keyboard.press('Enter');
    expect(await value(page)).toBe('{"Action": "s3:GetObject"}');
    await page.keyboard.press('Control+z');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Space');
    await expect(page.getByRole('option')).toHaveCount(2);
    await pastInteractionDelay(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('!');
    expect(await value(page)).toBe('{"Action": "s3:PutObject(!)"}');
  });

  test('Tab leaves even while the list is open', async ({ page }) => {
    await open(page, { value: '' });
    await page.evaluate(() => {
      window.editor.provider = {
        complete: (_, pos) => ({ from: 0, to: pos, options: [{ label: 'abc' }] }),
      };
    });
    await content(page).focus();
    await page.keyboard.type('a');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Tab');
    await expect(page.locator('#after')).toBeFocused();
    expect(await value(page)).toBe('a');
  });

  test('explains on hover', async ({ page }) => {
    await open(page);
    await page.evaluate(
      (found) => {
        window.editor.provider = { complete: () => null, hover: async () => found };
      },
      { ...range('"ReadMenu"'), text: "`Sid`: the statement's name" },
    );
    await page.getByText('"ReadMenu"').hover();
    await expect(page.locator('.cm-tooltip-text')).toHaveText("Sid: the statement's name");
  });
});

test('reveal scrolls, unfolds and marks for a moment, and selects nothing', async ({ page }) => {
  const filler = Array.from({ length: 300 }, (_, i) => `  ${i},`).join('\n');
  const text = `[\n${filler}\n  {\n    "here": 1\n  }\n]`;
  await open(page, { value: text });
  await moveTo(page, 0, text);
  await page.keyboard.press('Control+Alt+[');
  await expect(content(page)).not.toContainText('here');
  await forget(page);
  await page.evaluate(({ from, to }) => window.editor.reveal(from, to), range('"here"', text));
  await expect(page.locator('.cm-reveal')).toHaveText('"here"');
  await expect(page.locator('.cm-reveal')).toBeInViewport();
  await expect(page.locator('.cm-reveal')).toHaveCount(0);
  expect(await page.evaluate(() => window.events)).toEqual([]);
  await page.keyboard.type('x');
  expect((await value(page)).startsWith('x[')).toBe(true);
});

test('focus() puts the focus into the text', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.editor.focus());
  await expect(content(page)).toBeFocused();
});

test.describe('large documents', () => {
  const paste = (page, text) =>
    page.evaluate(async (pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const start = performance.now();
      document
        .querySelector('.cm-content')
        .dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    }, text);

  for (const [name, text] of [
    [
      'many lines',
      `[\n${'  {"Sid": "Statement", "Effect": "Allow", "Action": "s3:*"},\n'.repeat(85_000)}  0\n]`,
    ],
    [
      'one line',
      `[${'{"Sid": "Statement", "Effect": "Allow", "Action": "s3:*"},'.repeat(88_000)}0]`,
    ],
  ]) {
    test(`5 MB pasted, ${name}: plain text, said so, and still to be typed in`, async ({
      page,
    }) => {
      await open(page, { value: '' });
      await content(page).focus();
      const time = await paste(page, text);
      test
        .info()
        .annotations.push({ type: 'paste to paint', description: `${Math.round(time)} ms` });
      expect(await events(page, 'notice')).toEqual([
        { type: 'notice', limited: true, limit: 300_000 },
      ]);
      await expect(page.getByRole('status')).toContainText('Large document');
      await expect(page.locator('.cm-json-string')).toHaveCount(0);
      const typed = await page.evaluate(() => performance.now());
      await page.keyboard.type('x');
      expect((await value(page)).length).toBe(text.length + 1);
      test.info().annotations.push({
        type: 'key to change',
        description: `${Math.round(await page.evaluate((t) => performance.now() - t, typed))} ms`,
      });
      await set(page, { value: POLICY });
      await expect(page.getByRole('status')).toHaveCount(0);
      await expect(page.locator('.cm-json-string').first()).toBeVisible();
      expect((await events(page, 'notice')).at(-1).limited).toBe(false);
    });
  }
});

test('works under a content security policy without inline styles', async ({ page }) => {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await open(page, {
    value: POLICY,
    diagnostics: FINDINGS,
    highlights: [{ ...statement('Orders'), kind: 'decides' }],
  });
  await page.locator('.cm-lintRange-error').hover();
  await expect(page.locator('.cm-diagnostic')).toBeVisible();
  await content(page).focus();
  await page.keyboard.press('Control+f');
  expect(await page.locator('style').count()).toBe(0);
  expect(
    await page.locator('.cm-scroller').evaluate((node) => getComputedStyle(node).display),
  ).toBe('flex');
  expect(
    await page.locator('.cm-scroller').evaluate((node) => getComputedStyle(node).fontSize),
  ).toBe('13px');
  await content(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('true');
  await expect(content(page)).toHaveText('true');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(content(page)).toContainText('DenyOutsideEU');
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test("the page's custom properties are the editor's colours", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--editor-string', 'rgb(1, 2, 3)');
    document.documentElement.style.setProperty('--editor-font-size', '15px');
  });
  await expect(page.locator('.cm-json-string').first()).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(page.locator('.cm-scroller')).toHaveCSS('font-size', '15px');
});

test('on a phone lines wrap and nothing scrolls sideways', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await open(page, { value: POLICY, diagnostics: FINDINGS });
  const overflow = await page.evaluate(() => {
    const scroller = document.querySelector('.cm-scroller');
    return [
      scroller.scrollWidth - scroller.clientWidth,
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ];
  });
  expect(overflow).toEqual([0, 0]);
  await page.locator('.cm-line').nth(4).tap();
  await expect(content(page)).toBeFocused();
  await page.locator('.cm-lint-marker-error').tap();
  await expect(page.locator('.cm-diagnostic')).toContainText('s3:ListBuckets');
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    const highlights = [
      { ...statement('ReadMenu'), kind: 'allows' },
      { ...statement('DenyOutsideEU'), kind: 'decides' },
      { ...statement('DenyOutsideEU'), kind: 'denies' },
      { ...statement('Orders'), kind: 'dim' },
    ];

    test('axe finds nothing, whatever is open', async ({ page }) => {
      await open(page, { value: POLICY, diagnostics: FINDINGS, highlights });
      await page.evaluate(axe.source);
      const violations = () => page.evaluate(axeViolations);
      await page.evaluate(() => {
        window.editor.provider = {
          complete: (_, pos) => ({
            from: pos,
            to: pos,
            options: Array.from({ length: 60 }, (_, i) => ({
              label: `s3:Action${i}`,
              detail: 'Read',
            })),
          }),
        };
      });
      expect(await violations()).toEqual([]);
      await page.locator('.cm-lintRange-error').hover();
      await expect(page.locator('.cm-diagnostic')).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.mouse.move(1, 1);
      await content(page).focus();
      await page.keyboard.press('Control+Space');
      await expect(page.getByRole('listbox')).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+f');
      await page.keyboard.type('s3');
      expect(await violations()).toEqual([]);
      await set(page, { readonly: true });
      expect(await violations()).toEqual([]);
    });

    test('every word has a contrast of 4.5 to 1 on every background', async ({ page }) => {
      await open(page, {
        value: POLICY,
        diagnostics: FINDINGS,
        highlights: highlights.map(({ kind, ...rest }) => ({
          ...rest,
          kind: kind === 'dim' ? 'hover' : kind,
        })),
      });
      await content(page).focus();
      const poor = await page.evaluate(contrastsBelow, 4.5);
      expect(poor).toEqual([]);
      await set(page, { highlights });
      expect(await page.evaluate(contrastsBelow, 4.5)).toEqual([]);
      await content(page).focus();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('s3');
      await expect(page.locator('.cm-searchMatch').first()).toBeVisible();
      expect(await page.evaluate(contrastsBelow, 4.5)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+a');
      expect(await page.evaluate(() => getSelection().isCollapsed)).toBe(false);
      expect(await page.evaluate(contrastsBelow, 4.5)).toEqual([]);
    });
  });
}

/**
 * Runs in the page: what axe finds. It asks that the completion list be reachable by Tab; the list
 * is worked with arrow keys from the text (aria-activedescendant), as axe allows comboboxes only.
 */
async function axeViolations() {
  const { violations } = await window.axe.run();
  return violations
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    .filter((found) => !/^scrollable-region-focusable: <ul [^>]*role="listbox"/.test(found));
}

/** Runs in the page: texts of the editor whose contrast with what is painted behind is too low. */
function contrastsBelow(wanted) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const paint = (colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb
      .map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isSelected = !getSelection().isCollapsed;
  const behind = (node) => {
    const colours = isSelected ? [getComputedStyle(node, '::selection').backgroundColor] : [];
    for (let at = node; at; at = at.parentElement) {
      colours.unshift(getComputedStyle(at).backgroundColor);
    }
    return ['Canvas', ...colours];
  };
  const texts = document.querySelectorAll(
    '.cm-line span, .cm-lineNumbers .cm-gutterElement, .cm-foldGutter span',
  );
  const poor = new Set();
  for (const node of texts) {
    const back = paint(behind(node));
    const front = paint([...behind(node), getComputedStyle(node).color]);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < wanted) poor.add(`${node.className}: ${front} on ${back} is ${ratio.toFixed(2)}`);
  }
  return texts.length > 50 ? [...poor] : ['too few texts to judge'];
}
