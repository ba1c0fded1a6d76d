/**
 * Compiles `messages/<locale>/*.json` into one small module a message.
 *
 * Through the compiler's API rather than its command line, because the command line fetches the
 * message-format plugin from the network and a fresh clone must build with a registry and no more.
 */
import fs from 'node:fs';
import path from 'node:path';
import { compileProject } from '@inlang/paraglide-js';
import { loadProjectFromDirectory } from '@inlang/sdk';
import messageFormat from '@inlang/plugin-message-format';

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'src/core/i18n/compiled');

export async function compileMessages() {
  const project = await loadProjectFromDirectory({
    path: path.join(root, 'project.inlang'),
    fs,
    providePlugins: [messageFormat],
  });
  const errors = await project.errors.get();
  if (errors.length) throw new Error(`messages: ${errors.map(String).join('; ')}`);
  const files = await compileProject({
    project,
    compilerOptions: {
      strategy: ['globalVariable', 'baseLocale'],
      outputStructure: 'message-modules',
      // One language travels: with its name known at build time the others fall away.
      experimentalStaticLocale: '"en"',
      isServer: 'false',
      emitGitIgnore: false,
      emitPrettierIgnore: false,
      emitReadme: false,
    },
  });
  await project.close();
  files['runtime.js'] = withLocaleAsConstant(files['runtime.js']);
  for (const [name, text] of Object.entries(files)) {
    writeIfChanged(path.join(out, name), withoutChoice(text));
  }
  dropStale(new Set(Object.keys(files)));
}

/** A call in its place keeps every bundler from seeing that the locale is known. */
function withLocaleAsConstant(runtime) {
  const call = /experimentalStaticLocale = assertIsLocale\(("[^"]+")\)/;
  if (!call.test(runtime)) throw new Error('messages: the runtime is not as this build expects it');
  return runtime.replace(call, 'experimentalStaticLocale = $1');
}

/**
 * With one locale each message is a function that calls the only other one. Sixty of those on the first
 * screen are half a kilobyte that says nothing.
 */
function withoutChoice(text) {
  const choice =
    /\(\(inputs(?: = {})?, options = {}\) => {\s*experimentalStaticLocale \?\? options\.locale \?\? getLocale\(\)\s*return (\w+)\(inputs\)\s*}\)/g;
  return text.replace(choice, '($1)');
}

/** An untouched file keeps its date, so that what watches or caches by date rests. */
function writeIfChanged(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}

function dropStale(current) {
  for (const entry of fs.readdirSync(out, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !current.has(path.relative(out, file))) fs.rmSync(file);
  }
}

if (process.argv[1] === import.meta.filename) await compileMessages();
