import { beforeEach, expect, test } from 'vitest';
import { emptyPhone, onDisk } from './testing';
import { openVault } from './vault';

const CANARY = 'tremendously-yellow-7431';
const MONDAY = '2026-11-23';

beforeEach(async () => {
  await emptyPhone();
});

/** Every string and run of bytes in a value, names of fields included, CryptoKeys excepted. */
function* pieces(value: unknown): Generator<Buffer> {
  if (typeof value === 'string') yield Buffer.from(value);
  else if (ArrayBuffer.isView(value)) {
    yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  } else if (value instanceof ArrayBuffer) yield Buffer.from(value);
  else if (value instanceof CryptoKey) expect(value.extractable).toBe(false);
  else if (value && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      yield Buffer.from(name);
      yield* pieces(inner);
    }
  }
}

function isIn(word: string, disk: unknown): boolean {
  const utf16 = Buffer.from(word, 'utf16le');
  const shapes = [Buffer.from(word), utf16, Buffer.from(utf16).swap16()];
  const base64 = Buffer.from(word).toString('base64').slice(0, 12);
  return [...pieces(disk)].some((piece) =>
    [...shapes, Buffer.from(base64)].some((shape) => piece.includes(shape)),
  );
}

test('nothing a person wrote lies on the disk in the clear', async () => {
  const vault = await openVault();
  const summary = { key: CANARY, empty: {}, next: () => ({ [CANARY]: CANARY }) };
  const { id } = await vault.add('journal', { [CANARY]: [CANARY] }, MONDAY);
  await vault.change('journal', id, { text: `${CANARY} once more` });
  await vault.addCounted('log', { practice: CANARY }, MONDAY, summary);
  await vault.putSingleton('settings', { name: CANARY }, CANARY);
  await vault.saveDraft(CANARY, CANARY);
  const gone = await vault.add('journal', CANARY);
  await vault.remove('journal', gone.id);

  const disk = await onDisk();

  expect(disk.records).toHaveLength(4);
  expect(disk.outbox).toHaveLength(4);
  expect(disk.drafts).toHaveLength(1);
  expect(isIn(CANARY, disk)).toBe(false);
  expect(isIn(MONDAY, disk)).toBe(false);
});

test('the search would find it in each shape', () => {
  const utf16 = Buffer.from(CANARY, 'utf16le');
  const hidden: unknown[] = [
    CANARY,
    { [CANARY]: 1 },
    new Uint8Array(Buffer.from(`..${CANARY}`)),
    new Uint8Array(utf16),
    new Uint8Array(Buffer.from(utf16).swap16()).buffer,
    Buffer.from(CANARY).toString('base64'),
  ];
  for (const value of hidden) expect(isIn(CANARY, { store: [{ value }] })).toBe(true);
});

test('the same day has different names in two collections and on two phones', async () => {
  const slots = new Set<string>();
  for (let phone = 0; phone < 2; phone++) {
    const vault = await emptyPhone();
    await vault.add('journal', 1, MONDAY);
    await vault.add('log', 1, MONDAY);
    for (const { slot } of (await onDisk()).records as { slot: string }[]) slots.add(slot);
  }
  expect(slots.size).toBe(4);
});

test('an id does not tell whether it was derived', async () => {
  const vault = await openVault();
  const nibbles = new Set<string>();
  for (let n = 0; n < 200; n++) nibbles.add((await vault.add('log', n)).id[14]!);
  expect(nibbles.size).toBeGreaterThan(8);
});
