// For Node.js, whose `fetch` reads no files.

import { readFileSync } from 'node:fs';
import { initSync } from './engine.js';

initSync({ module: readFileSync(new URL('engine_bg.wasm', import.meta.url)) });

export { Handle, evaluate, load, validate } from './engine.js';
