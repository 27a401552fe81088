// Bundles what is not Rust: the styles and the editor. Trunk runs this before each build and takes
// the results from `generated/` (see index.html). Not responsible for the Rust side.
//
// The editor, an ES module of its own, and the second sheet of styles are named after their content
// and loaded when the page wants them; `later.html` tells the page their addresses.

import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const web = path.dirname(fileURLToPath(import.meta.url));
const generated = path.join(web, 'generated');
const release = process.env.TRUNK_PROFILE === 'release';

const shared = {
  absWorkingDir: web,
  bundle: true,
  legalComments: 'none',
  logLevel: 'warning',
  minify: release,
  sourcemap: release ? false : 'inline',
  target: ['chrome123', 'firefox120', 'safari17.5'],
};

await rm(generated, { recursive: true, force: true });
await mkdir(path.join(generated, 'editor'), { recursive: true });

await build({
  ...shared,
  entryPoints: ['styles/main.css'],
  outfile: 'generated/main.css',
});

/** Bundles into a folder of its own, and returns the line of HTML with the file's address. */
async function later(name, entryPoint, format = 'esm') {
  const { metafile } = await build({
    ...shared,
    entryPoints: [entryPoint],
    entryNames: '[name]-[hash]',
    format,
    metafile: true,
    outdir: `generated/${name}`,
  });
  const [file] = Object.keys(metafile.outputs);
  return `<meta name="${name}-src" content="./${name}/${path.basename(file)}" />\n`;
}

const lines = [
  // The embed runs it as a classic script.
  await later('editor', 'editor/src/json-editor.js', 'iife'),
  await later('later', 'styles/later.css'),
  await later('offline', 'offline.js'),
];
await writeFile(path.join(generated, 'later.html'), lines.join(''));
