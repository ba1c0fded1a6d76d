/**
 * The order of the rooms: each may import those after it, and neighbours do not see each other.
 * Inside a room only pages (and stores and records) touch the vault; components take props.
 */

/** From the top down; rooms in one row are neighbours. */
export const ORDER = [
  ['app'],
  ['today'],
  ['boundaries', 'reflect', 'circles'],
  ['reminders'],
  ['practices'],
  ['push'],
  ['day'],
  ['accounts'],
  ['vault'],
  ['core'],
];

const TESTS = ['**/*.test.ts', '**/testing/**'];

const within = (names) => names.flatMap((name) => [`**/${name}/**`, `**/${name}`]);

const storeless = {
  group: ['./store.svelte', '**/store.svelte', './records', '**/records', '**/vault/vault'],
  allowTypeImports: true,
  message: 'only pages touch a store; components take props and call back',
};

const forbid = (files, patterns, ignores) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export const rooms = ORDER.flatMap((row, place) =>
  row.flatMap((room) => {
    const above = ORDER.slice(0, place).flat();
    const beside = row.filter((other) => other !== room);
    const out = [...above, ...beside];
    const upwards = { group: within(out), message: `${room} may not see ${out.join(', ')}` };
    const patterns = out.length ? [upwards] : [];
    return [
      forbid([`src/${room}/**/*.{ts,svelte}`], patterns, TESTS),
      forbid([`src/${room}/**/*.svelte`], [...patterns, storeless], ['**/*Page.svelte', ...TESTS]),
    ];
  }),
);
