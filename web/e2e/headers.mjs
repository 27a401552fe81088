// Reads `web/_headers`, the one place where the site's headers stand.

import { readFile } from 'node:fs/promises';

/** The headers as pairs, for each pattern of paths: a pattern ends in `*`, or is a whole path. */
async function readRules() {
  const text = await readFile(new URL('../_headers', import.meta.url), 'utf8');
  const rules = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) rules.push({ pattern: line.trim(), headers: [] });
    const [, name, value] = line.match(/^ +([\w-]+): (.+)$/) ?? [];
    if (name) rules.at(-1).headers.push([name, value]);
  }
  return rules;
}

const rules = await readRules();

const matches = (pattern, path) =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** What a host sends with a path: a header that several rules give is sent with each value. */
export function headersOf(path) {
  const found = {};
  for (const { pattern, headers } of rules) {
    if (!matches(pattern, path)) continue;
    for (const [name, value] of headers) found[name] = [...(found[name] ?? []), value];
  }
  return found;
}
