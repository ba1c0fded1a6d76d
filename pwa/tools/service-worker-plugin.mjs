/**
 * Vite: after the app is built, builds `sw/` into one `/sw.js` that knows the release by name, writes the
 * list of its files beside it, and lays compressed neighbours beside each file for the server to hand out.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { compressFolder } from './compress.mjs';

/** Store pages and launchers fetch these from the server; the app never shows them itself. */
const NOT_KEPT = [
  /^\/screenshots\//,
  /^\/icons\/(?!favicon|icon-192|badge-96)/,
  /^\/sw\.js$/,
  /^\/build\.json$/,
];

/** @param {{ target: string[] }} options */
export function serviceWorker({ target }) {
  let root = '';
  let out = '';
  return {
    name: 'interlude-service-worker',
    apply: 'build',
    /** @param {{ root: string, build: { outDir: string } }} config */
    configResolved(config) {
      root = config.root;
      out = path.resolve(root, config.build.outDir);
    },
    async writeBundle() {
      const files = filesToKeep(out);
      const release = releaseOf(files);
      await buildWorker({ root, out, target, files, release });
      fs.writeFileSync(path.join(out, 'build.json'), JSON.stringify({ release, files }, null, 1));
      compressFolder(out);
    },
  };
}

/** Every built file as `{url, hash}`, sorted, `/` standing for `index.html`. */
function filesToKeep(out) {
  return fs
    .readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ url: urlOf(out, file), hash: hashOf(file) }))
    .filter(({ url }) => !NOT_KEPT.some((pattern) => pattern.test(url)))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

function urlOf(out, file) {
  const url = '/' + path.relative(out, file).split(path.sep).join('/');
  return url === '/index.html' ? '/' : url;
}

function hashOf(file) {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** What the worker answers for besides `/assets/`, whose names it need not know. */
function besideAssets(files) {
  return files.map(({ url }) => url).filter((url) => !url.startsWith('/assets/'));
}

/** The same files make the same release, wherever they are built; the worker reckons it as well. */
function releaseOf(files) {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
}

async function buildWorker({ root, out, target, files, release }) {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      __BESIDE_ASSETS__: JSON.stringify(besideAssets(files)),
      __RELEASE__: JSON.stringify(release),
    },
    build: {
      target,
      outDir: out,
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: path.join(root, 'sw/index.ts'),
        formats: ['iife'],
        name: 'sw',
        fileName: () => 'sw.js',
      },
    },
  });
}
