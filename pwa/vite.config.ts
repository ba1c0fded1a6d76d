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
 * Rooms of many screens come in a few files: one for each screen would be hundreds, which together weigh a quarter
 * more. Each may ask for those before it and below it: files that ask for each other do not start. What a screen is
 * called is asked by who leads to it, and so stays outside.
 */
const screens = (room: string, names: string, sentences: string) => ({
  name: `${room}-${names.split('|')[0]}`,
  test: new RegExp(`src.${room}.(${names})[./]|compiled.messages.(${sentences})_(?!title)`),
  includeDependenciesRecursively: false,
});

const ROOMS = [
  screens('boundaries', 'close|ledger|weather|parts', 'close|ledger|weather|texts'),
  screens('boundaries', 'texts|refusing', 'refusing'),
  screens('boundaries', 'hours|limits|rest|lighter|planned', 'hours|limits|rest|lighter'),
  screens('reflect', 'pulse|trends|warning|review', 'pulse|trends|warning|review'),
  screens('reflect', 'journal|letgo|moments|parts', 'journal|letgo|moments|guard'),
  screens('reflect', 'supervision|learning|people', 'supervision|learning|people'),
];

/** What several rooms are made of, layer by layer: left alone, each part would be a file that the first has to name. */
const layer = (name: string, test: RegExp, minShareCount: number) => ({
  name,
  test,
  minShareCount,
  includeDependenciesRecursively: false,
});

const LAYERS = [
  layer('parts', /src.core.ui\b/, 1),
  layer('keeping', /src.vault\b(?!.(box|later|unboxing|while-locked))/, 2),
  layer('days', /src.(day|reminders.(quiet|silence|rules|records|told|api|planner|store))\b/, 2),
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
      output: { ...NAMES, codeSplitting: { groups: [FIELDS, FIRST, ...ROOMS, ...LAYERS, SHARED] } },
    },
  },
});
