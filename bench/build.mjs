/** Builds a page with the app's own tools and settings: node build.mjs <its folder> <folder to build into>. */

import { build } from '../pwa/node_modules/vite/dist/node/index.js';
import app from '../pwa/vite.config.ts';

const { target } = app.build;
const [root, outDir] = process.argv.slice(2);
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: { target, outDir, emptyOutDir: true, assetsInlineLimit: 0 },
});
