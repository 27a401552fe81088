// The coffee shop after many mergers: as many accounts as wanted, fifty to an OU.

import { readFile } from 'node:fs/promises';

const example = new URL('../../crates/scenario/tests/golden/documents/v1-coffee-shop.json', import.meta.url);

/** The text of a document with `accounts` accounts more than the coffee shop has. */
export async function large(accounts) {
  const document = JSON.parse(await readFile(example, 'utf8'));
  const { root } = document.organization;
  const ous = Math.ceil(accounts / 50);
  for (let ou = 0; ou < ous; ou += 1) {
    const children = [];
    for (let number = ou * 50; number < Math.min(accounts, ou * 50 + 50); number += 1) {
      const account = String(500_000_000_000 + number);
      children.push({ account });
      document.accounts.push({ id: account, name: `Branch ${number}` });
    }
    const id = `ou-cafe-${String(ou).padStart(8, '0')}`;
    root.children.push({ ou: id, name: `Region ${ou}`, children });
  }
  document.title = `The coffee shop with ${accounts} branches`;
  return JSON.stringify(document);
}

/** Lets the page find this work of an earlier visit. */
export const keep = (page, text) =>
  page.addInitScript((work) => localStorage.setItem('iam-playground.work', work), text);
