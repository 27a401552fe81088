// Pictures of the built site for looking at, and the one of the README. Needs `cargo xtask build`.
//
//     node screenshots.mjs            into e2e/results/screenshots/
//     node screenshots.mjs --readme   docs/images/page-light.png and page-dark.png, too

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const web = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(web, 'e2e/results/screenshots');
const images = path.join(web, '../docs/images');
const port = process.env.PORT ?? '4174';
const address = `http://127.0.0.1:${port}/`;

const sizes = { wide: [1440, 900], tablet: [1024, 768], phone: [390, 844] };

const row = (page, name) => page.getByRole('treeitem', { name: new RegExp(`^${name} ?,`) });

/** What is done before the picture is taken, on every size where it can be. */
const scenes = {
  page: async () => {},
  denied: async (page) => {
    await page.getByRole('combobox', { name: 'Caller' }).selectOption({ label: 'Lea (user)' });
    await page.getByRole('combobox', { name: 'Action' }).fill('translate:TranslateText');
    await page.getByRole('combobox', { name: 'Resource' }).fill('*');
  },
  context: async (page) => {
    await page.getByRole('button', { name: /^Context/ }).click();
  },
  broken: async (page) => {
    await show(page, 'Policy');
    await page.locator('json-editor').getByText('"ListTheBucket"').click();
    await page.keyboard.press('Home');
    await page.keyboard.type('"Sid": "Half');
    await page.getByRole('list', { name: 'Findings' }).waitFor();
  },
  menu: async (page) => {
    await show(page, 'Organization');
    await row(page, 'Legal').click({ button: 'right' });
  },
  move: async (page) => {
    await show(page, 'Organization');
    await row(page, 'Legal').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move to…' }).click();
  },
  share: async (page) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
  },
  link: async (page) => {
    await page.evaluate(() => {
      location.hash = 'v1.d.broken.00000000';
    });
    await page.getByRole('alert').waitFor();
  },
  policy: (page) => show(page, 'Policy'),
  organization: (page) => show(page, 'Organization'),
};

/** Brings a part of the page to the front where there is no room for all. */
async function show(page, part) {
  const bar = page.getByRole('navigation', { name: 'Parts of the page' });
  const drawer = page.getByRole('button', { name: 'Show the organization' });
  if (await bar.isVisible()) await bar.getByRole('button', { name: part }).click();
  else if (part === 'Organization' && (await drawer.isVisible())) await drawer.click();
}

const server = spawn('node', ['e2e/server.mjs'], { cwd: web, env: { ...process.env, PORT: port } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
});

try {
  await mkdir(folder, { recursive: true });
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [scene, prepare] of Object.entries(scenes)) {
        const page = await browser.newPage({
          viewport: { width, height },
          colorScheme,
          hasTouch: size === 'phone',
          isMobile: size === 'phone',
        });
        await page.goto(address);
        await page.locator('json-editor .cm-content').waitFor({ state: 'attached' });
        await prepare(page);
        await page.screenshot({ path: path.join(folder, `${scene}-${size}-${colorScheme}.png`) });
        await page.close();
      }
    }
  }
  if (process.argv.includes('--readme')) {
    await mkdir(images, { recursive: true });
    for (const theme of ['light', 'dark']) {
      const taken = path.join(folder, `page-wide-${theme}.png`);
      await copyFile(taken, path.join(images, `page-${theme}.png`));
    }
  }
} finally {
  await browser.close();
  server.kill();
}
