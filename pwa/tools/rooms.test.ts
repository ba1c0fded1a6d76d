/** The rules of the house hold: each planted fault is refused by its own rule, and honest code passes. */

import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const eslint = new ESLint({ cwd: root });

const IMPORTS = '@typescript-eslint/no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

async function complaints(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

const script = (code: string) => `<script lang="ts">\n  ${code}\n</script>`;
const used = (from: string) => `import { it } from '${from}';\nexport const here = it;`;
const usedIn = (from: string) => `${script(`import { it } from '${from}';`)}\n<p>{it}</p>`;

test.each([
  ['core importing a feature', 'src/core/planted.ts', '../day/rules'],
  ['core importing the vault', 'src/core/ui/planted.ts', '../../vault/vault'],
  ['the vault importing a feature', 'src/vault/planted.ts', '../practices/rules'],
  ['practices importing today', 'src/practices/planted.ts', '../today/rules'],
  ['a part of practices importing the app', 'src/practices/player/planted.ts', '../../app/routes'],
  ['the day importing practices', 'src/day/planted.ts', '../practices/rules'],
  ['today importing the app', 'src/today/planted.ts', '../app/routes'],
  ['boundaries importing reflect', 'src/boundaries/planted.ts', '../reflect/rules'],
  ['reflect importing circles', 'src/reflect/planted.ts', '../circles/rules'],
  ['circles importing boundaries', 'src/circles/planted.ts', '../boundaries/rules'],
  ['reminders importing reflect', 'src/reminders/planted.ts', '../reflect/rules'],
  ['accounts importing the day', 'src/accounts/planted.ts', '../day/rules'],
])('%s is refused', async (_what, file, from) => {
  expect(await complaints(file, used(from))).toEqual([IMPORTS]);
});

test.each([
  ['a component of core', 'src/core/ui/Planted.svelte', '../../day/rules'],
  ['a component of practices', 'src/practices/Planted.svelte', '../today/rules'],
  ['a page of reflect', 'src/reflect/PlantedPage.svelte', '../circles/rules'],
])('%s is held to the order too', async (_what, file, from) => {
  expect(await complaints(file, usedIn(from))).toEqual([IMPORTS]);
});

test.each([
  ['a type', `import type { It } from '../today/rules';\nexport type Here = It;`],
  ['what is handed on', `export { it } from '../today/rules';`],
  ['what is fetched later', `export const later = () => import('../today/rules');`],
  ['a component fetched later', `export const later = () => import('../today/Rail.svelte');`],
])('%s goes no other way than the rest', async (_what, code) => {
  expect(await complaints('src/practices/planted.ts', code)).toHaveLength(1);
});

test.each([
  ['its own store', './store.svelte'],
  ['its own records', './records'],
  ["another room's store", '../day/store.svelte'],
  ["another room's records", '../day/records'],
  ['the vault itself', '../vault/vault'],
])('a component importing %s is refused', async (_what, from) => {
  expect(await complaints('src/practices/Planted.svelte', usedIn(from))).toEqual([IMPORTS]);
});

test('a component fetching a store later is refused', async () => {
  const code = `${script(`const later = () => import('./store.svelte');`)}\n<button onclick={later}></button>`;
  expect(await complaints('src/practices/Planted.svelte', code)).toHaveLength(1);
});

test.each([
  ['downwards', 'src/today/planted.ts', '../practices/rules'],
  ['to the ground', 'src/practices/planted.ts', '../core/clock'],
  ['within a room', 'src/practices/planted.ts', './rules'],
  ['within the player', 'src/practices/player/planted.ts', './cues/tones'],
  ['from the top', 'src/app/planted.ts', '../reflect/rules'],
])('an import %s passes', async (_what, file, from) => {
  expect(await complaints(file, used(from))).toEqual([]);
});

test.each([
  ['a page binding its store', 'src/practices/PlantedPage.svelte', usedIn('./store.svelte')],
  [
    'a component knowing the shape of a store',
    'src/today/Planted.svelte',
    `${script(`import type { Day } from '../day/store.svelte';\n  let { day }: { day: Day } = $props();`)}\n<p>{day}</p>`,
  ],
  [
    'a room fetched later from above',
    'src/app/Planted.svelte',
    `{#await import('../practices/PlayPage.svelte') then { default: It }}<It />{/await}`,
  ],
])('%s passes', async (_what, file, code) => {
  expect(await complaints(file, code)).toEqual([]);
});

test.each([
  ['a bare text field', '<input type="text" />', 'src/app/help/Planted.svelte'],
  ['a field of no kind', '<input />', 'src/day/Planted.svelte'],
  ['a telephone field', '<input type="tel" />', 'src/app/help/Planted.svelte'],
  ['a password field', '<input type="password" />', 'src/app/Planted.svelte'],
  ['a bare textarea', '<textarea></textarea>', 'src/reflect/Planted.svelte'],
  ['a textarea on a page', '<textarea></textarea>', 'src/reflect/PlantedPage.svelte'],
  ['a style attribute', '<p style="color: red"></p>', 'src/core/ui/Planted.svelte'],
  ['a reckoned style attribute', '<p style="top: {1 + 1}px"></p>', 'src/today/Planted.svelte'],
  ['a page one can type into', '<p contenteditable="true"></p>', 'src/reflect/Planted.svelte'],
])('%s is refused', async (_what, code, file) => {
  const found = await complaints(file, code);
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found)).toEqual(new Set([SYNTAX]));
});

test('a field whose kind is only known later is refused: it may be text', async () => {
  const code = `${script('let { kind }: { kind: string } = $props();')}\n<input type={kind} />`;
  expect(await complaints('src/app/Planted.svelte', code)).toContain(SYNTAX);
});

test('text put into the page as markup is refused', async () => {
  const code = `${script(`let { text }: { text: string } = $props();`)}\n{@html text}`;
  expect(await complaints('src/practices/Planted.svelte', code)).toEqual([
    'svelte/no-at-html-tags',
  ]);
});

test.each([
  ['a time', '<input type="time" />'],
  ['a slider', '<input type="range" />'],
  ['a choice', '<input type="radio" />'],
  ['a style the script sets', '<p style:top="{1 + 1}px"></p>'],
])('%s passes', async (_what, code) => {
  expect(await complaints('src/day/Planted.svelte', code)).toEqual([]);
});

test.each([
  ['free text may have a textarea', 'FreeText', '<textarea></textarea>'],
  ['a passphrase may have a password field', 'PassphraseField', '<input type="password" />'],
])('the one part for %s', async (_what, part, code) => {
  expect(await complaints(`src/core/ui/${part}.svelte`, code)).toEqual([]);
});

const digest = (subtle: string) =>
  `export const sum = (bytes: BufferSource) => ${subtle}.digest('SHA-256', bytes);`;
const apart = `const { subtle } = crypto;\n${digest('subtle')}`;

test.each([
  ['by its name', digest('crypto.subtle')],
  ['taken apart', apart],
  ['through the global', digest('globalThis.crypto.subtle')],
  ['through the window', digest('window.crypto.subtle')],
  ['through self', digest('self.crypto.subtle')],
])('keys reached outside the vault %s are refused', async (_how, code) => {
  expect((await complaints('src/practices/planted.ts', code)).length).toBeGreaterThan(0);
});

test('the vault may use them', async () => {
  expect(await complaints('src/vault/planted.ts', digest('crypto.subtle'))).toEqual([]);
});
