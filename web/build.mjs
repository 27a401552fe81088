// Bundles what is not Rust: the styles and the editor. Trunk runs this before each build and takes
// the results from `generated/` (see index.html). Not responsible for the Rust side.
//
// The editor is an ES module of its own, named after its content and loaded when the page wants
// it; `editor.html` is the line that tells the page its address.

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

const { metafile } = await build({
  ...shared,
  entryPoints: ['editor/src/json-editor.js'],
  entryNames: '[name]-[hash]',
  format: 'esm',
  metafile: true,
  outdir: 'generated/editor',
});

const [editor] = Object.keys(metafile.outputs);
await writeFile(
  path.join(generated, 'editor.html'),
  `<meta name="editor-src" content="./editor/${path.basename(editor)}" />`,
);
