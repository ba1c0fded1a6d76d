/** Builds the page with the app's own tools and settings: node build.mjs <folder to build into>. */

import { build } from '../../pwa/node_modules/vite/dist/node/index.js';
import app from '../../pwa/vite.config.ts';

const { target } = app.build;
const outDir = process.argv[2];
const root = `${import.meta.dirname}/page`;
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: { target, outDir, emptyOutDir: true, assetsInlineLimit: 0 },
});
