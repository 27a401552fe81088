// IAM Playground in other people's pages in Firefox: the examples on a host of another origin, with
// all storage of third parties blocked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startHost } from '../e2e/host.mjs';
import { PATIENCE, start } from './page.mjs';

/** Third parties may keep nothing at all. */
const BLOCKED = { 'network.cookie.cookieBehavior': 1 };

let firefox;
let host;
before(async () => {
  firefox = await start(BLOCKED);
  host = await startHost(firefox.address);
});
after(async () => {
  host.stop();
  await firefox.stop();
});

async function open(address) {
  const context = await firefox.browser.createBrowserContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewport({ width: 1000, height: 800 });
  await page.goto(address);
  const leave = async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  };
  return { page, leave };
}

for (const name of ['plain', 'article', 'course', 'sandbox']) {
  test(`the example “${name}” passes`, { timeout: 3 * PATIENCE }, async () => {
    const { page, leave } = await open(`${host.address}${name}.html`);
    for (const frame of await page.$$('iframe')) {
      await frame.evaluate((element) => element.scrollIntoView());
    }
    const passed = () => document.querySelector('.check')?.dataset.passed === 'true';
    await page.waitForFunction(passed, { timeout: PATIENCE });
    await leave();
  });
}

test('a frame without an origin lets one write, and tells the answer', { timeout: 3 * PATIENCE }, async () => {
  const frame = `<script>const heard = []; addEventListener('message', ({ data }) => heard.push(data));</script>
    <iframe title="Frame" src="${firefox.address}embed/?mode=policy" sandbox="allow-scripts" width="900" height="700"></iframe>`;
  const { page, leave } = await open(host.write('policy.html', frame));
  const answered = (type) => page.waitForFunction((wanted) => heard.some((data) => data.type === wanted), { timeout: PATIENCE }, type);
  await answered('result');
  const inner = page.frames().find((held) => held.url().includes('/embed/'));
  await inner.waitForSelector('.still-code');
  await inner.click('.still-code');
  await inner.waitForSelector('json-editor .cm-content');
  await inner.click('json-editor .cm-content');
  await page.keyboard.type('{');
  await answered('changed');
  await leave();
});
