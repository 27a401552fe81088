// For browsers and bundlers: the engine is fetched from beside this file.

import init from './engine.js';

await init();

export { Handle, evaluate, load, validate } from './engine.js';
