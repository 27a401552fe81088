// What a screen reader is told: the tree, the verdict and the path as the browser's accessibility
// tree has them, and every view as axe sees it.

import { expect, expectAccessible, test } from './page.mjs';
import { choose, open } from './workbench.mjs';

test('tree, verdict and path are what they look like', async ({ page }) => {
  const { tree, verdict, path, row } = await open(page);
  await expect(tree).toMatchAriaSnapshot(`
    - tree "Organization":
      - treeitem /^Root , organization root, RCP allows, SCP allows 1 service control policy/ [expanded] [level=1] [selected]
      - treeitem /^Head Office , account, 123456789012 management account 1 service/ [level=2]
      - treeitem /^Coffee Shop , account, 111122223333 RCP allows, SCP allows 1 service/ [expanded] [level=2]
      - treeitem /^Olga , user, 1 policy/ [level=3]
      - treeitem /^Carla , user, identity policies allows/ [level=3]
  `);
  await expect(row('Legal')).toMatchAriaSnapshot(`
    - treeitem /^Legal , account, 333333333333 1 service/ [level=3]
  `);
  await expect(verdict).toMatchAriaSnapshot(`
    - status "Verdict":
      - strong: Allowed
      - paragraph: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it
  `);
  await expect(path).toMatchAriaSnapshot(`
    - list "Decision path":
      - listitem:
        - heading /Explicit deny.*nothing denies/ [level=3]
      - listitem:
        - heading /Resource control policies.*allows on every level/ [level=3]
      - listitem:
        - heading /Service control policies.*allows on every level/ [level=3]
      - listitem:
        - heading /Resource-based policy.*none is attached/ [level=3]
      - listitem:
        - heading /Identity-based policies.*allows/ [level=3]
  `);
});

/** Every dialog that a menu of the tree opens, with the row it is asked of. */
const ofRows = [
  ['HR and Legal', 'New OU…'],
  ['HR and Legal', 'New account…'],
  ['Finance', 'Attach policy…'],
  ['HR and Legal', 'Detach policy…'],
  ['HR and Legal', 'Rename…'],
  ['Legal', 'Move to…'],
  ['Legal', 'New role…'],
  ['Legal', 'Effective policies…'],
  ['Carla', 'Groups…'],
];

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in any view, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    page.setDefaultTimeout(10_000);
    await page.emulateMedia({ colorScheme });
    await open(page);
    const dialog = page.getByRole('dialog');
    const look = async () => {
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    };
    for (const [row, entry] of ofRows) {
      await test.step(`${row}: ${entry}`, async () => {
        await choose(page, row, entry);
        await look();
      });
    }
    for (const name of ['Share', 'New policy']) {
      await test.step(name, async () => {
        await page.getByRole('button', { name, exact: true }).click();
        await look();
      });
    }
    for (const entry of ['Keyboard shortcuts', 'About']) {
      await test.step(entry, async () => {
        await page.getByRole('button', { name: 'More', exact: true }).click();
        await expectAccessible(page);
        await page.getByRole('menuitem', { name: entry }).click();
        await look();
      });
    }
    await test.step('everything open', async () => {
      await page.getByRole('button', { name: /^Details/ }).click();
      await page.getByRole('button', { name: /^Context/ }).click();
      await page.getByRole('button', { name: /^Would be denied/ }).click();
      await page.getByRole('button', { name: 'Next stop' }).click();
      await page.getByRole('button', { name: /^Tests/ }).click();
      await page.getByRole('button', { name: 'Pin this scenario' }).click();
      await choose(page, 'HR and Legal', 'Switch its policies off');
      await expectAccessible(page);
    });
  });
}
