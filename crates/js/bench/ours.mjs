// node ours.mjs FILE SECONDS: our package, built with the feature `measure`. Prints rates a second:
// `decided` and `explained` inside WebAssembly, `calls` and `call_explanations` from JavaScript.

import { load } from '../../../target/js-measure/node.js';
import { cases, check, rate } from './cases.mjs';

const [file, seconds] = [process.argv[2], Number(process.argv[3]) / 4];
const all = cases(file);
check(all, (one) => load(one).decide().decision);
const handles = all.map(load);

const inside = (method) => rate(handles.length, seconds, (times) => {
  // Each case gets its turn in runs, so that crossing over costs nothing.
  for (const handle of handles) handle[method](times);
});
const calls = (call) => rate(handles.length, seconds, (times) => {
  for (let time = 0; time < times; time += 1) for (const handle of handles) call(handle);
});

console.log(
  JSON.stringify({
    decided: await inside('decideTimes'),
    explained: await inside('explainTimes'),
    calls: await calls((handle) => handle.decide()),
    call_explanations: await calls((handle) => handle.explain()),
  }),
);
