// Pictures of the built site for looking at, and those of the README. Needs `cargo xtask build`.
//
//     node screenshots.mjs [SCENE...]   into e2e/results/screenshots/: the named scenes, or all
//     node screenshots.mjs --readme     only those of docs/images/
//
// SIZES=wide,tablet,phone and THEMES=light,dark narrow it down. Whatever reaches beyond the
// screen is named, and makes the run fail.

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { enter, scenes } from './scenes.mjs';

const web = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(web, 'e2e/results/screenshots');
const images = path.join(web, '../docs/images');
const { PORT: port = '4174', SIZES, THEMES, CHROMIUM = '/usr/bin/chromium' } = process.env;
const address = `http://127.0.0.1:${port}/`;

const screens = { wide: [1440, 900], tablet: [1024, 768], phone: [390, 844] };

/** What the README shows: the picture and the scene it is taken of. */
const shown = { page: 'page', path: 'cross-account' };

const readme = process.argv.includes('--readme');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wanted = readme ? Object.values(shown) : named.length ? named : Object.keys(scenes);
const sizes = readme ? ['wide'] : (SIZES?.split(',') ?? Object.keys(screens));
const themes = THEMES?.split(',') ?? ['light', 'dark'];

/** What reaches beyond the screen, or is wider than what scrolls only up and down. */
function beyond() {
  const { clientWidth } = document.documentElement;
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    if (element.closest('json-editor, .policy-tabs, .matrix-grid, .unseen, svg, datalist, [hidden]')) return false;
    const { left, right, width, height } = element.getBoundingClientRect();
    const leaves = 0 < width * height && (clientWidth + 1 < right || left < -1);
    const scrolls = getComputedStyle(element).overflowX === 'auto' && element.clientWidth + 1 < element.scrollWidth;
    return leaves || scrolls;
  });
  return out.slice(0, 5).map((element) => `${element.localName}.${element.className}`);
}

async function take(browser, scene, size, colorScheme) {
  const [width, height] = screens[size];
  const touch = size === 'phone';
  const options = { viewport: { width, height }, colorScheme, hasTouch: touch, isMobile: touch };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  try {
    await enter(page, address, scene);
    // The pointer is out of the way, and what waits for a pause has happened.
    if (scene !== 'held') await page.mouse.move(width - 1, height - 1);
    await page.waitForTimeout(400);
    return await page.evaluate(beyond);
  } catch (error) {
    return [String(error).split('\n', 1)[0]];
  } finally {
    await page.screenshot({ path: path.join(folder, `${scene}-${size}-${colorScheme}.png`) });
    await context.close();
  }
}

const server = spawn('node', ['e2e/server.mjs'], { cwd: web, env: { ...process.env, PORT: port } });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
});

try {
  await mkdir(folder, { recursive: true });
  for (const scene of wanted) {
    for (const size of sizes) {
      for (const theme of themes) {
        const complaints = await take(browser, scene, size, theme);
        if (complaints.length) {
          console.error(`${scene} ${size} ${theme}: ${complaints.join(', ')}`);
          process.exitCode = 1;
        }
      }
    }
  }
  if (readme) {
    await mkdir(images, { recursive: true });
    for (const [image, scene] of Object.entries(shown)) {
      for (const theme of themes) {
        await copyFile(path.join(folder, `${scene}-wide-${theme}.png`), path.join(images, `${image}-${theme}.png`));
      }
    }
  }
} finally {
  await browser.close();
  server.kill();
}
