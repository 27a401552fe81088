// Puts the embed into `embed/` of a built site: page, styles, and the app in classic scripts (see
// start.js). Takes what Trunk left for it, `embed.js` and `embed_bg.wasm`, or the two packed parts
// that `cargo xtask build` made of the latter.
//
//     node pack.mjs FOLDER
//     node pack.mjs --unless-release     as a hook of Trunk

import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [given] = process.argv.slice(2);
if (given === '--unless-release' && process.env.TRUNK_PROFILE === 'release') process.exit();

const here = path.dirname(fileURLToPath(import.meta.url));
const web = path.dirname(here);
const dist = path.resolve(process.env.TRUNK_STAGING_DIR ?? given);
const folder = path.join(dist, 'embed');
const release = process.env.TRUNK_PROFILE !== 'debug';
const target = ['chrome123', 'firefox120', 'safari17.5'];

const left = (name) => path.join(dist, name);
const exists = (name) => readFile(left(name)).catch(() => null);

/** Writes a file named after its content. */
async function write(name, extension, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const file = `${name}-${hash}.${extension}`;
  await writeFile(path.join(folder, file), content);
  return file;
}

/** The glue of wasm-bindgen, the start, and the first part with what unpacks it. */
async function script(first, unpack) {
  const glue = await readFile(left('embed.js'), 'utf8');
  const start = await readFile(path.join(here, 'start.js'), 'utf8');
  const text = `
    globalThis.iamPlayground = {
      app: (() => { ${glue}\nreturn wasm_bindgen; })(),
      unpack: (() => { ${unpack}\nreturn unpack; })(),
      scenarios: ${JSON.stringify(scenarios)},
      first: '${first.toString('base64')}',
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

/** An example as a link, in a script. */
async function example(id) {
  const document = JSON.parse(await readFile(path.join(dist, 'examples', `${id}.json`), 'utf8'));
  const payload = Buffer.from(JSON.stringify(document)).toString('base64url');
  await writeFile(
    path.join(folder, 'scenarios', `${id}.js`),
    `iamPlayground.examples['${id}']='v1.j.${payload}';\n`,
  );
}

await rm(folder, { recursive: true, force: true });
await mkdir(path.join(folder, 'scenarios'), { recursive: true });
const files = (await readdir(path.join(dist, 'examples'))).filter((file) => file !== 'index.json');
const scenarios = files.map((file) => path.basename(file, '.json'));
await Promise.all(scenarios.map(example));

const first = await exists('embed-first.lzma');
const rest = await exists('embed-rest.lzma');
const app = first
  ? await script(first, await readFile(path.join(here, 'unpack.js'), 'utf8'))
  : await script(await readFile(left('embed_bg.wasm')), 'const unpack = (bytes) => bytes;');
const [editor] = await readdir(path.join(dist, 'editor'));
const names = {
  app: await write('app', 'js', app),
  css: await write('embed', 'css', await styles()),
  rest: rest && (await write('rest', 'js', `iamPlayground.rest='${rest.toString('base64')}';`)),
};

const lines = [
  `<meta name="editor-src" content="../editor/${editor}" />`,
  rest && `<meta name="rest-src" content="${names.rest}" />`,
  `<link rel="stylesheet" href="${names.css}" />`,
  `<script defer src="${names.app}"></script>`,
];
const page = await readFile(path.join(here, 'index.html'), 'utf8');
const head = lines.filter(Boolean).map((line) => `    ${line}\n`);
await writeFile(path.join(folder, 'index.html'), page.replace('  </head>', `${head.join('')}  </head>`));

/** `<iam-playground>` for other people's pages, and pages that show it. */
await build({
  entryPoints: [path.join(web, 'element/element.js')],
  outfile: left('iam-playground-element.js'),
  bundle: true,
  format: 'iife',
  minify: release,
  target,
});
await cp(path.join(web, 'element/iam-playground-element.d.ts'), left('iam-playground-element.d.ts'));
await cp(path.join(here, 'examples'), path.join(folder, 'examples'), { recursive: true });

for (const name of ['embed.js', 'embed_bg.wasm', 'embed-first.lzma', 'embed-rest.lzma']) {
  await rm(left(name), { force: true });
}
