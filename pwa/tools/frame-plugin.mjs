/**
 * Vite: draws the app's frame into the page at build time. Help and the doors then stand on the screen as
 * soon as the page and its style are there, and the script only has to fill what lies between.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const PLACE = '<div id="app"></div>';

export function frame() {
  let root = '';
  return {
    name: 'interlude-frame',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      async handler(page) {
        if (!page.includes(PLACE)) throw new Error('frame: the page has no place for it');
        return page.replace(PLACE, `<div id="app">${await drawn(root)}</div>`);
      },
    },
  };
}

async function drawn(root) {
  // Beside the packages, so that what it imports is found; a folder of its own for builds side by side.
  const outDir = fs.mkdtempSync(path.join(root, 'node_modules/.frame-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      plugins: [svelte()],
      build: { ssr: 'src/app/frame-at-build.ts', outDir, emptyOutDir: true },
    });
    const { drawFrame } = await import(pathToFileURL(path.join(outDir, 'frame-at-build.js')).href);
    return drawFrame();
  } finally {
    fs.rmSync(outDir, { recursive: true });
  }
}
