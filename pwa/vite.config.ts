import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { messages } from './tools/messages-plugin.mjs';
import { serviceWorker } from './tools/service-worker-plugin.mjs';

/** The oldest engines with all that the app stands on: modules in workers, `:has`, `inert`. */
const target = ['chrome111', 'safari16.4', 'firefox114'];

export default defineConfig({
  plugins: [messages(), svelte(), serviceWorker({ target })],
  build: {
    target,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: false,
    sourcemap: false,
    reportCompressedSize: false,
  },
});
