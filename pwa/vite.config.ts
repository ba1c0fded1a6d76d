import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { frame } from './tools/frame-plugin.mjs';
import { messages } from './tools/messages-plugin.mjs';
import { serviceWorker } from './tools/service-worker-plugin.mjs';

/** The oldest engines with all that the app stands on: modules in workers, `:has`, `inert`. */
const target = ['chrome111', 'safari16.4', 'firefox114'];

/**
 * What every room needs, in one file: left alone, each small part that the first screen shares with a
 * later room becomes a file of its own, and so a round trip before anything is shown.
 */
const FIRST = {
  name: 'first',
  test: /svelte\/src\/|preload-helper|src\/core\/(clock|i18n\/(index|compiled\/(runtime|registry)))/,
};

export default defineConfig({
  plugins: [messages(), svelte(), frame(), serviceWorker({ target })],
  build: {
    target,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: false,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [FIRST] } } },
  },
});
