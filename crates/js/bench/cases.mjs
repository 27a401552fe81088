// The cases of a file, and the clock.

import { readFileSync } from 'node:fs';

/** The cases of a JSON Lines file. */
export function cases(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim()).map((line) => JSON.parse(line));
}

/** Ends the program unless every case comes out as it should. */
export function check(all, decide) {
  const wrong = all.filter((one) => decide(one) !== one.expected.decision);
  if (0 < wrong.length) {
    console.error(`not measured, since these cases fail: ${wrong.map(({ id }) => id).join(', ')}`);
    process.exit(1);
  }
}

/** How often a second: `work(times)` does all cases so many times. Warms up for a third of the time. */
export async function rate(count, seconds, work) {
  let times = 1;
  const begin = performance.now();
  while (performance.now() - begin < (seconds * 1000) / 3) {
    const start = performance.now();
    await work(times);
    if (performance.now() - start < 20) times *= 2;
  }
  let done = 0;
  const start = performance.now();
  for (;;) {
    await work(times);
    done += times * count;
    const passed = performance.now() - start;
    if (seconds * 1000 <= passed) return Math.round((done * 1000) / passed);
  }
}
