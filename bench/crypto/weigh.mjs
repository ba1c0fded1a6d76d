/**
 * Prints what Today's first load holds of the vault, in bytes as gzip makes them. The app is built twice and
 * nothing is written: once to see which modules the first screen's scripts hold, and once with those of the
 * vault in a script of their own, so that the bundler itself leaves out what it would leave out.
 */

import path from 'node:path';
import zlib from 'node:zlib';
import { build } from '../../pwa/node_modules/vite/dist/node/index.js';

const pwa = path.resolve(import.meta.dirname, '../../pwa');
/** All that seals, opens or derives, and all of the vault around it: more than crypto, never less. */
const COUNTED = [/\/src\/vault\//, /\/src\/accounts\//, /\/node_modules\/argon2id\//];

const usual = await chunks({});
const counted = modulesOf(firstLoad(usual)).filter((id) => COUNTED.some((each) => each.test(id)));
const apart = {
  includeDependenciesRecursively: false,
  // Before the app's own group, which would take them all.
  groups: [{ name: 'counted', test: (id) => counted.includes(id), priority: 1 }],
};
const [script] = (await chunks({ codeSplitting: apart })).filter(({ name }) => name === 'counted');
const lost = counted.filter((id) => !(id in script.modules));
if (lost.length) throw new Error(`not weighed: ${lost.join(', ')}`);

const scripts = usual.map(({ fileName }) => fileName);
process.stdout.write(
  JSON.stringify({ scripts, gzip: zlib.gzipSync(script.code, { level: 9 }).length }),
);

async function chunks(output) {
  const options = { write: false, rolldownOptions: { output } };
  const made = await build({ root: pwa, logLevel: 'warn', build: options });
  return made.output.filter(({ type }) => type === 'chunk');
}

/** The entry and all that it imports before it can run: what `index.html` preloads. */
function firstLoad(all) {
  const byName = new Map(all.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set();
  const visit = (chunk) => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    chunk.imports.forEach((name) => visit(byName.get(name)));
  };
  all.filter(({ isEntry }) => isEntry).forEach(visit);
  return [...found];
}

function modulesOf(all) {
  return all.flatMap(({ modules }) => Object.keys(modules));
}
