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

/** The text of a document with 250 users and 250 actions. */
export async function wide() {
  const document = JSON.parse(await readFile(example, 'utf8'));
  const account = document.accounts.find(({ users }) => users?.some(({ name }) => name === 'Carla'));
  const carla = account.users.find(({ name }) => name === 'Carla');
  const number = (of) => String(of).padStart(3, '0');
  for (let user = 0; user < 250; user += 1) account.users.push({ ...carla, name: `user-${number(user)}` });
  const policy = document.policies.find(({ name }) => name === 'ReadReceipts');
  const actions = Array.from({ length: 250 }, (_, at) => `s3:Act${number(at)}`);
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const text = { Version: '2012-10-17', Statement: [statement] };
  policy[typeof policy.text === 'string' ? 'text' : 'document'] =
    typeof policy.text === 'string' ? JSON.stringify(text, null, 2) : text;
  return JSON.stringify(document);
}

/** Lets the page find this work of an earlier visit. */
export const keep = (page, text) =>
  page.addInitScript((work) => localStorage.setItem('iam-playground.work', work), text);
