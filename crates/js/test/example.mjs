// The example of the README, and what it says it prints.

import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The code as it stands there. */
export const code = readme.match(/```js\n([^]*?)```/)[1];

/** What stands behind each `console.log`. */
export const printed = [...code.matchAll(/console\.log\(.*; \/\/ (.*)$/gm)].map(([, text]) => text);
