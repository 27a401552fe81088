// Draws install/icons/icon.svg into the bitmaps that browsers ask for when a page is installed.
//
//     node icons.mjs

import { chromium } from '@playwright/test';
import { readFile } from 'node:fs/promises';

const folder = new URL('install/icons/', import.meta.url);
const svg = await readFile(new URL('icon.svg', folder), 'utf8');

/** What is cut off a maskable icon may be a fifth on each side, so the ground fills the square. */
const maskable = svg
  .replace('rx="14" ', '')
  .replace('<path ', '<path transform="translate(9.6 9.6) scale(0.7)" ');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

async function draw(name, size, drawing) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  const path = new URL(`${name}.png`, folder).pathname;
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}

await draw('icon-192', 192, svg);
await draw('icon-512', 512, svg);
await draw('icon-maskable-512', 512, maskable);
await browser.close();
