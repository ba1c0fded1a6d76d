import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { frame } from './tools/frame-plugin.mjs';
import { messages } from './tools/messages-plugin.mjs';
import { serviceWorker } from './tools/service-worker-plugin.mjs';

/** The oldest engines with all that the app stands on: modules in workers, `:has`, `inert`. */
const target = ['chrome111', 'safari16.4', 'firefox114'];

/**
 * All that the first screen is made of, in one file: left alone, each part of it that a later room shares
 * becomes a file of its own, and so a round trip before anything is shown.
 */
const FIRST = { name: 'first', tags: ['$initial' as const] };

/** Parts of Svelte that only later rooms use: its index makes them look as if the first screen did. */
const FIELDS = {
  name: 'fields',
  test: /svelte.src.internal.client.dom.elements.bindings.(select|input)/,
  priority: 1,
  includeDependenciesRecursively: false,
};

/** Sentences that several later rooms share, in one file: else each becomes one of its own. */
const SHARED = {
  name: 'shared',
  test: /compiled.messages/,
  minShareCount: 2,
};

/**
 * Rooms of many screens come in a few files: one for each screen, and for each sentence two of them share, would
 * be hundreds, which together weigh a quarter more.
 */
const screens = (room: string, names: string, sentences = names) => ({
  name: `${room}-${names.split('|')[0]}`,
  test: new RegExp(`src.${room}.(${names})[./]|compiled.messages.(${sentences})_`),
  includeDependenciesRecursively: false,
});

const ROOMS = [
  screens('boundaries', 'hours|limits|rest|lighter|planned'),
  screens('boundaries', 'close|ledger|weather|parts'),
  screens('boundaries', 'texts|refusing'),
  screens('reflect', 'pulse|trends|warning|review'),
  screens('reflect', 'journal|letgo|moments|parts', 'journal|letgo|moments|guard'),
  screens('reflect', 'supervision|learning|people'),
];

/** What several rooms are made of, in two files: left alone, each part would be one that the first has to name. */
const shared = (name: string, test: RegExp) => ({
  name,
  test,
  minShareCount: 2,
  includeDependenciesRecursively: false,
});

const PARTS = [
  shared('keeping', /src.vault\b/),
  shared(
    'parts',
    /src.(core|day|reminders.(quiet|silence|rules|records|told|api|planner|store))\b/,
  ),
];

/** The first file names every other, so names are hashes alone: 36 bits tell releases apart. 7 is the least here. */
const NAMES = {
  chunkFileNames: 'assets/[hash:7].js',
  assetFileNames: 'assets/[hash:6][extname]',
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
    // Asked for by the HPKE library where an engine has no Web Crypto; none of ours is such.
    rolldownOptions: {
      external: ['crypto'],
      treeshake: { moduleSideEffects: [{ test: FIELDS.test, sideEffects: false }] },
      output: { ...NAMES, codeSplitting: { groups: [FIELDS, FIRST, ...ROOMS, ...PARTS, SHARED] } },
    },
  },
});
