// Puts the whole site into `dist/iam-playground.html`, one file that opens from a disk. It is made of
// `dist/` before the app is split: nothing in it can be fetched, so there is nothing to wait for.

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
/** Folders whose files the app fetches as text. */
const fetched = ['examples', 'catalog'];

const names = await readdir(dist);
const only = (pattern, among = names) => {
  const found = among.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`dist/ holds ${found.length} files like ${pattern}`);
  return found[0];
};
const inFolder = async (folder) => `${folder}/${only(/./, await readdir(path.join(dist, folder)))}`;
const text = (name) => readFile(path.join(dist, name), 'utf8');

const files = {};
for (const folder of fetched) {
  for (const name of await readdir(path.join(dist, folder))) {
    files[`./${folder}/${name}`] = await text(`${folder}/${name}`);
  }
}

const entry = `
  import start from './${only(/^web-.*\.js$/)}';
  import app from './${only(/^web-.*\.wasm$/)}';

  const files = ${JSON.stringify(files)};
  // The app asks for its files as it does on a host.
  globalThis.fetch = async (address) =>
    address in files ? new Response(files[address]) : Response.error();

  await start({ module_or_path: app });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await import('./${await inFolder('editor')}');
`;

const { outputFiles } = await build({
  stdin: { contents: entry, resolveDir: dist },
  bundle: true,
  format: 'esm',
  legalComments: 'none',
  loader: { '.wasm': 'binary' },
  logLevel: 'warning',
  minify: true,
  target: ['chrome123', 'firefox120', 'safari17.5'],
  write: false,
});
// Inside a script, HTML knows this as the beginning of something else.
const script = outputFiles[0].text.replaceAll('<!--', '<\\!--');
const styles = (await text(only(/\.css$/))) + (await text(await inFolder('later')));

const hash = (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(styles)}`,
  'img-src data: blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const page = await text('index.html');
/** What of the head stays: everything that loads nothing. */
const head = page
  .match(/<head>(.*)<\/head>/s)[1]
  .replace(/<link [^>]*>/g, (link) => (link.includes('href="data:') ? link : ''))
  .replace(/<script[^>]*><\/script>|<meta name="[a-z]+-src"[^>]*>/g, '')
  .replace('<meta charset="utf-8" />', `$&<meta http-equiv="Content-Security-Policy" content="${policy}" />`)
  .replace(/\s*\n\s*/g, '\n');
const body = page.match(/<body>(.*)<\/body>/s)[1];

await writeFile(
  path.join(dist, 'iam-playground.html'),
  [
    `<!doctype html>\n<html lang="en">\n<head>${head}<style>`,
    styles,
    `</style>\n</head>\n<body>${body}<script type="module">`,
    script,
    '</script>\n</body>\n</html>\n',
  ].join(''),
);
