// Puts the embed into `embed/` of a built site: page, styles, and the app in classic scripts (see
// start.js). Takes what Trunk left for it, `embed.js` and `embed_bg.wasm`, or the two parts that
// `cargo xtask build` made of the latter.
//
//     node pack.mjs FOLDER
//     node pack.mjs --unless-release     as a hook of Trunk

import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const [given] = process.argv.slice(2);
if (given === '--unless-release' && process.env.TRUNK_PROFILE === 'release') process.exit();

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(process.env.TRUNK_STAGING_DIR ?? given);
const folder = path.join(dist, 'embed');
const release = process.env.TRUNK_PROFILE !== 'debug';
const target = ['chrome123', 'firefox120', 'safari17.5'];

const left = (name) => path.join(dist, name);
const exists = (name) => readFile(left(name)).catch(() => null);
const packed = (bytes) => deflateRawSync(bytes, { level: release ? 9 : 1 }).toString('base64');

/** Writes a file named after its content. */
async function write(name, extension, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const file = `${name}-${hash}.${extension}`;
  await writeFile(path.join(folder, file), content);
  return file;
}

/** The glue of wasm-bindgen, to be run once for every start, and the start. */
async function script(first) {
  const glue = await readFile(left('embed.js'), 'utf8');
  const start = await readFile(path.join(here, 'start.js'), 'utf8');
  const text = `
    globalThis.iamPlayground = {
      app() { ${glue}\nreturn wasm_bindgen; },
      first: '${first}',
    };
    (async () => { ${start} })();`;
  return (await transform(text, { minify: release, target, legalComments: 'none' })).code;
}

async function styles() {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, 'embed.css')],
    bundle: true,
    minify: release,
    write: false,
    target,
  });
  return outputFiles[0].text;
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const rest = await exists('embed-rest.wasm');
const first = (await exists('embed-first.wasm')) ?? (await readFile(left('embed_bg.wasm')));
const [editor] = await readdir(path.join(dist, 'editor'));
const names = {
  app: await write('app', 'js', await script(packed(first))),
  css: await write('embed', 'css', await styles()),
  rest: rest && (await write('rest', 'js', `iamPlayground.rest='${packed(rest)}';`)),
};

/** An example as a link, in a script. */
async function example(file) {
  const id = path.basename(file, '.json');
  const document = JSON.parse(await readFile(path.join(dist, 'examples', file), 'utf8'));
  const payload = Buffer.from(JSON.stringify(document)).toString('base64url');
  await writeFile(
    path.join(folder, 'examples', `${id}.js`),
    `iamPlayground.examples['${id}']='v1.j.${payload}';\n`,
  );
}

await mkdir(path.join(folder, 'examples'));
const examples = await readdir(path.join(dist, 'examples'));
await Promise.all(examples.filter((file) => file !== 'index.json').map(example));

const lines = [
  `<meta name="editor-src" content="../editor/${editor}" />`,
  rest && `<meta name="rest-src" content="${names.rest}" />`,
  `<link rel="stylesheet" href="${names.css}" />`,
  `<script defer src="${names.app}"></script>`,
];
const page = await readFile(path.join(here, 'index.html'), 'utf8');
const head = lines.filter(Boolean).map((line) => `    ${line}\n`);
await writeFile(path.join(folder, 'index.html'), page.replace('  </head>', `${head.join('')}  </head>`));

for (const name of ['embed.js', 'embed_bg.wasm', 'embed-first.wasm', 'embed-rest.wasm']) {
  await rm(left(name), { force: true });
}
