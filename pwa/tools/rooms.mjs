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
  ['day', 'export', 'holdings', 'lock'],
  ['accounts'],
  ['vault'],
  ['core'],
];

const TESTS = ['**/*.test.ts'];

const within = (names) => names.flatMap((name) => [`**/${name}/**`, `**/${name}`]);

const STORES = ['store.svelte', 'logbook.svelte', 'records', 'vault/vault', 'core/db'];

const storeless = {
  group: STORES.flatMap((name) => [`./${name}`, `**/${name}`]),
  allowTypeImports: true,
  message: 'only pages touch a store; components take props and call back',
};

const stores = `(^|/)(${STORES.join('|')})$`;

const forbid = (files, patterns, fetched, ignores) => ({
  files,
  ignores,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    'interlude/later': ['error', fetched],
  },
});

export const rooms = ORDER.flatMap((row, place) =>
  row.flatMap((room) => {
    const above = ORDER.slice(0, place).flat();
    const beside = row.filter((other) => other !== room);
    const out = [...above, ...beside];
    const upwards = { group: within(out), message: `${room} may not see ${out.join(', ')}` };
    const patterns = out.length ? [upwards] : [];
    const components = [...patterns, storeless];
    const noPages = ['**/*Page.svelte', ...TESTS];
    return [
      forbid([`src/${room}/**/*.{ts,svelte}`], patterns, { rooms: out }, TESTS),
      forbid([`src/${room}/**/*.svelte`], components, { rooms: out, stores }, noPages),
    ];
  }),
);
