// What every journey holds the page to: no message in the console, no uncaught error, no request
// to another place than its own folder. Import `test` and `expect` from here, or `unconnected`
// where a journey stops the server or keeps files from the page, which the console tells.

import { test as base, expect } from '@playwright/test';
import axe from 'axe-core';

export { expect };

export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const complaints = [];
    page.on('console', (message) => {
      const text = message.text();
      if (text.includes('Service Worker registration blocked by Playwright')) return;
      if (['error', 'warning'].includes(message.type())) complaints.push(text);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      const own = url.startsWith(baseURL) || url.startsWith('data:') || url.startsWith('blob:');
      if (!own) complaints.push(`request to ${url}`);
    });
    page.on('requestfailed', (request) => {
      // What was on its way when the page was left is no complaint.
      const wasLeft = /ABORTED/.test(request.failure()?.errorText ?? '');
      if (!wasLeft) complaints.push(`no answer from ${request.url()}`);
    });
    page.on('response', (response) => {
      if (400 <= response.status()) complaints.push(`${response.status()} for ${response.url()}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

const HERE = ['http://127.0.0.1:', 'file:', 'data:', 'blob:', 'about:'];

/** Notes what no page does even without its server: ask another place, or break its own policy. */
export function watchPolicy(context, complaints) {
  context.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted ?Type/i.test(text)) complaints.push(text);
  });
  context.on('request', (request) => {
    if (!HERE.some((start) => request.url().startsWith(start))) complaints.push(`request to ${request.url()}`);
  });
}

export const unconnected = base.extend({
  context: async ({ context }, use) => {
    const complaints = [];
    watchPolicy(context, complaints);
    await use(context);
    expect(complaints).toEqual([]);
  },
});

/** Expects axe to find nothing on the page, or in the part that `selector` names. */
export async function expectAccessible(page, selector = 'html') {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((part) => globalThis.axe.run(part), selector);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`),
  );
  expect(found).toEqual([]);
}
