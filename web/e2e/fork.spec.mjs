// The decision path between two accounts, and the arrow of a row whose menu was open.

import { expect, expectAccessible, test } from './page.mjs';
import { open } from './workbench.mjs';

for (const colorScheme of ['light', 'dark']) {
  test(`between two accounts the path forks, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { path } = await open(page, '#example/cross-account-bucket');
    await expect(page.getByText(/Two accounts are asked, and both have to allow/)).toContainText('Print Shop');
    const gate = (name) => path.getByRole('heading', { name });
    await expect(gate(/^Resource-based policy \(resource’s side\) allows/)).toBeVisible();
    await expect(gate(/^Identity-based policies \(caller’s side\) allows/)).toBeVisible();
    await expectAccessible(page);
  });
}

test('a row keeps its arrow after its menu was open', async ({ page }) => {
  const { row } = await open(page);
  await expect(row('HR and Legal')).toHaveAttribute('aria-expanded', 'true');
  await row('HR and Legal').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row('HR and Legal')).toHaveAttribute('aria-expanded', 'true');
});
