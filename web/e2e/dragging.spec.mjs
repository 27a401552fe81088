// Dragging by mouse, pen and finger. Keys and menus do the same: see keyboard.spec and editing.spec.

import { expect, test } from './page.mjs';
import { open } from './workbench.mjs';

// Rows at both ends of a drag have to be in view.
test.use({ viewport: { width: 1440, height: 1000 } });

const label = (page) => page.locator('.drag-label');
const policy = (page, name) =>
  page.getByRole('list', { name: 'Policies', exact: true }).getByRole('listitem').filter({ hasText: name });

/** The middle of an element, or a place between its upper and its lower edge. */
async function middle(element, part = 0.5) {
  const { x, y, width, height } = await element.boundingBox();
  return { x: x + Math.min(width / 2, 80), y: y + height * part };
}

/** Presses on one element and moves to another, without letting go. */
async function hold(page, from, to, part) {
  const start = await middle(from);
  const end = await middle(to, part);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 8, start.y + 8, { steps: 2 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
}

/** Presses, moves and lets go with a pen or finger, as the device itself does. */
async function draw(page, pointer, from, to) {
  const session = await page.context().newCDPSession(page);
  const points = [from, { x: from.x + 9, y: from.y + 9 }, to, to];
  if (pointer === 'touch') {
    const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await send('touchStart', [points[0]]);
    for (const point of points.slice(1)) await send('touchMove', [point]);
    return { end: () => send('touchEnd', []) };
  }
  const send = (type, { x, y }, buttons) =>
    session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount: 1, pointerType: 'pen' });
  await send('mousePressed', points[0], 1);
  for (const point of points.slice(1)) await send('mouseMoved', point, 1);
  return { end: () => send('mouseReleased', to, 0) };
}

test('an account is dragged out of its OU by mouse, and the answer changes', async ({ page }) => {
  const { row, caller, action, resource, verdict, undo } = await open(page);
  await caller.selectOption({ label: 'Lea (user)' });
  await action.fill('translate:TranslateText');
  await resource.fill('*');
  await expect(verdict).toContainText('Denied');
  await hold(page, row('Legal'), row('Root'));
  await expect(label(page)).toContainText('account Legal');
  await expect(label(page)).toContainText(/^account LegalMove account Legal under/);
  await expect(row('Root')).toHaveAttribute('data-drop', 'yes');
  await page.mouse.up();
  await expect(label(page)).toHaveCount(0);
  await expect(row('Legal')).toHaveAttribute('aria-level', '2');
  await expect(row('Legal')).toBeFocused();
  await expect(verdict).toContainText('Allowed');
  await undo.click();
  await expect(row('Legal')).toHaveAttribute('aria-level', '3');
  await expect(verdict).toContainText('Denied');
});

test('what AWS refuses says why while it hovers, and does nothing', async ({ page }) => {
  const { row, undo } = await open(page);
  await hold(page, row('HR and Legal'), row('Coffee Shop'));
  await expect(label(page)).toBeVisible();
  await page.mouse.up();
  const shop = row('Coffee Shop');
  await hold(page, policy(page, 'ReadReceipts'), row('Finance'));
  await expect(label(page)).toHaveAttribute('data-state', 'deny');
  await expect(label(page).locator('.drag-says')).not.toBeEmpty();
  await expect(row('Finance')).toHaveAttribute('data-drop', 'no');
  await page.mouse.up();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await expect(shop).toHaveAttribute('aria-level', '2');
});

test('Escape breaks a drag off; a short press is a click', async ({ page }) => {
  const { row, undo } = await open(page);
  await hold(page, row('Legal'), row('Root'));
  await expect(label(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(label(page)).toHaveCount(0);
  await page.mouse.up();
  await expect(row('Legal')).toHaveAttribute('aria-level', '3');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await row('Legal').click();
  await expect(row('Legal')).toHaveAttribute('aria-selected', 'true');
});

test('a policy is dragged from the list onto a user, and opens only when clicked', async ({ page }) => {
  const { row, caller, verdict } = await open(page);
  await caller.selectOption({ label: 'Ivo (user)' });
  await expect(verdict).toContainText('Denied');
  await hold(page, policy(page, 'AdministratorAccess'), row('Ivo'));
  await expect(label(page)).toContainText('Attach AdministratorAccess to');
  await page.mouse.up();
  await expect(verdict).toContainText('Allowed');
  await expect(page.getByRole('heading', { name: 'ReadReceipts', level: 2 })).toBeVisible();
  await policy(page, 'AdministratorAccess').getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'AdministratorAccess', level: 2 })).toBeVisible();
});

test('a user is dragged into a group', async ({ page }) => {
  const { row, caller, verdict } = await open(page);
  await caller.selectOption({ label: 'Ivo (user)' });
  await expect(verdict).toContainText('Denied');
  await hold(page, row('Ivo'), row('Cashiers'));
  await expect(label(page)).toContainText('Put Ivo into the group Cashiers');
  await page.mouse.up();
  await expect(verdict).toContainText('Allowed');
});

test('a list scrolls while something is held at its edge', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 560 });
  const { row, tree } = await open(page);
  await tree.evaluate((element) => element.scrollTo(0, 0));
  const start = await middle(row('Carla'));
  const box = await tree.boundingBox();
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, start.y + 10, { steps: 2 });
  await page.mouse.move(start.x, box.y + box.height - 6, { steps: 3 });
  await expect.poll(() => tree.evaluate((element) => element.scrollTop)).toBeGreaterThan(60);
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('a policy from the library lands on the row it was aimed at', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 700 });
  const { row, tree } = await open(page);
  await tree.evaluate((element) => element.scrollTo(0, 0));
  const start = await middle(policy(page, 'ApprovedServices'));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 8, start.y + 8, { steps: 2 });
  // Long enough for many steps of scrolling.
  await page.waitForTimeout(400);
  expect(await tree.evaluate((element) => element.scrollTop)).toBe(0);
  const end = await middle(row('Head Office'));
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await expect(label(page)).toContainText('Attach ApprovedServices to account Head Office');
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('a pen drags as a mouse does', async ({ page }) => {
  const { row } = await open(page);
  const drawn = await draw(page, 'pen', await middle(row('Legal')), await middle(row('Root')));
  await expect(label(page)).toContainText('Move account Legal under');
  await drawn.end();
  await expect(row('Legal')).toHaveAttribute('aria-level', '2');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger drags by the icon, and scrolls by the rest', async ({ page }) => {
    await page.goto('');
    const bar = page.getByRole('navigation', { name: 'Parts of the page' });
    await bar.getByRole('button', { name: 'Organization' }).tap();
    const row = (name) => page.getByRole('treeitem', { name: new RegExp(`^${name} ?,`) });
    const column = page.locator('.column-tree');
    // So that there is something to scroll back.
    await column.evaluate((element) => element.scrollTo(0, 300));
    const before = await column.evaluate((element) => element.scrollTop);
    const name = await middle(row('HR and Legal').locator('.tree-name'));
    const swipe = await draw(page, 'touch', name, { x: name.x, y: Math.min(name.y + 200, 700) });
    await swipe.end();
    await expect(label(page)).toHaveCount(0);
    await expect.poll(() => column.evaluate((element) => element.scrollTop)).not.toBe(before);
    await row('Legal').scrollIntoViewIfNeeded();
    const grip = await middle(row('HR').locator('.grip'));
    const target = await middle(row('Finance').locator('.tree-name'), 0.5);
    const held = await draw(page, 'touch', grip, target);
    await expect(label(page)).toContainText('Move account HR under');
    await held.end();
    await expect(label(page)).toHaveCount(0);
    await expect(row('HR')).toHaveAttribute('aria-level', '2');
  });
});
