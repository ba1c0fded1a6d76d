/**
 * `node tools/guard.mjs [FILE]`: how well client information is found, by the very code the phone runs. Each line
 * of FILE is `{"t": sentence, "flag": true or false}`; without one, our own sentences are asked.
 */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OURS = ['tuned', 'held-back'].map((name) =>
  fileURLToPath(new URL(`../../tests/vectors/guard/${name}.jsonl`, import.meta.url)),
);
const LEAST = 0.9;

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function linesOf(file) {
  if (!existsSync(file)) fail(`There is no file ${file}.`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => (line.trim() ? [caseOf(line, `${file}:${at + 1}`)] : []));
}

function caseOf(line, where) {
  let read = null;
  try {
    read = JSON.parse(line);
  } catch {
    // Said below, with what else may be wrong of it.
  }
  if (typeof read?.t !== 'string' || typeof read.flag !== 'boolean')
    fail(`${where} is no line like {"t": "a sentence", "flag": true}.`);
  return read;
}

const [given] = process.argv.slice(2);
const cases = (given ? [given] : OURS).flatMap(linesOf);
if (cases.length === 0) fail('There is no sentence in it.');

const vite = await createServer({
  root: ROOT,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const { findings } = await vite.ssrLoadModule('/src/core/guard/guard.ts');
const counts = { right: 0, flagged: 0, missed: 0 };
for (const { t, flag } of cases) {
  const found = findings(t);
  if (flag && found.length) counts.right += 1;
  else if (flag) {
    counts.missed += 1;
    say(`missed: ${t}`);
  } else if (found.length) {
    counts.flagged += 1;
    const what = found.map(({ kind, text }) => `${kind}: ${text}`).join(', ');
    say(`flagged: ${t} [${what}]`);
  }
}
await vite.close();
const precision = counts.right / (counts.right + counts.flagged || 1);
const recall = counts.right / (counts.right + counts.missed || 1);
say(`n=${cases.length} precision=${precision.toFixed(3)} recall=${recall.toFixed(3)}`);
process.exit(precision < LEAST || recall < LEAST ? 1 : 0);
