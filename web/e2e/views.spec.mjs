// Axe looks at every view that there is, in light and dark; the list of views is `scenes.mjs`.

import { enter, scenes } from '../scenes.mjs';
import { expectAccessible, test } from './page.mjs';

/** The views that a narrow screen lays out in its own way. */
const narrow = ['page', 'organization', 'policy', 'menu', 'caller-role', 'chain', 'tests', 'matrix-pinned', 'notes', 'share-frame'];

/** So many journeys share the views, so that they run side by side. */
const HANDS = 8;

const views = [
  ...Object.keys(scenes).map((scene) => [scene, { width: 1440, height: 900 }]),
  ...narrow.map((scene) => [scene, { width: 390, height: 844 }]),
];

for (let hand = 0; hand < HANDS; hand += 1) {
  test(`axe finds nothing in any view, ${hand + 1} of ${HANDS}`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000);
    for (const [scene, viewport] of views.filter((_, place) => place % HANDS === hand)) {
      await test.step(`${scene}, ${viewport.width} pixels wide`, async () => {
        // Colours must not be on their way to another theme while axe looks.
        const context = await browser.newContext({ viewport, reducedMotion: 'reduce', serviceWorkers: 'block' });
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        const media = scene === 'print' ? 'print' : 'screen';
        await enter(page, baseURL, scene);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme, media });
          await expectAccessible(page);
        }
        await context.close();
      });
    }
  });
}
