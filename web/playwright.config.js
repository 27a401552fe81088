// The journeys: real use of the built site in a real browser. `cargo xtask test --only journeys`
// names the browser and a free port; `npx playwright test` in this folder works too.

import { defineConfig } from '@playwright/test';

const port = process.env.PORT ?? '4173';
// Any path will do: the site must not care where it lies.
const address = `http://127.0.0.1:${port}/some/path/`;

export default defineConfig({
  projects: [
    { name: 'journeys', testDir: 'e2e' },
    { name: 'editor', testDir: 'editor/test' },
  ],
  testMatch: '*.spec.mjs',
  outputDir: 'e2e/results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 30_000,
  workers: 2,
  use: {
    baseURL: address,
    // A journey that holds back a file must not get it from there; `offline.spec.mjs` allows it.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: 'node e2e/server.mjs',
    env: { PORT: port, BASE: '/some/path/' },
    url: address,
    reuseExistingServer: false,
  },
});
