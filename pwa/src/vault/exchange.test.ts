import { beforeEach, expect, test } from 'vitest';
import type { AccountRow, DeviceWrap, PassphraseWrap } from '../core/db';
import { phoneWrap, ringOf } from './device';
import {
  exchangeRing,
  forgetEverything,
  PERSONAL,
  keepPassphrase,
  renewRing,
  type Arrival,
} from './exchange';
import { makeRing, type Ring } from './ring';
import { anotherTab, emptyPhone, onDisk } from './testing';
import { closeVault, openVault, type Vault } from './vault';
import { copyRing } from './wraps';

const MONDAY = '2026-11-23';
const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
const OWNER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';

let vault: Vault;
let was: DeviceWrap;
beforeEach(async () => {
  vault = await emptyPhone();
  was = await phoneWrap();
});

function arriving(ring: Ring = makeRing(), owner = OWNER): Arrival {
  const kdf = { algorithm: 'argon2id' as const, memory_kib: 65536, passes: 3, lanes: 1, salt: '' };
  const sealed = Uint8Array.of(1, 2);
  const wrap: PassphraseWrap = { name: 'passphrase', owner, sealed, kdf, credential_version: 1 };
  const account: AccountRow = { name: 'account', owner, device_id: owner, sign_in: 'live' };
  return { ring, wrap, account };
}

async function reopened(): Promise<Vault> {
  await closeVault();
  return openVault();
}

test('an empty phone takes the ring and the owner of the account', async () => {
  expect(await exchangeRing(was, arriving(), 'unless_held')).toBe(0);

  expect((await reopened()).owner).toBe(OWNER);
  const { keys, sync } = await onDisk();
  expect(keys).toMatchObject([{ name: 'device' }, { name: 'passphrase', owner: OWNER }]);
  expect(sync).toMatchObject([{ name: 'account', owner: OWNER, sign_in: 'live' }]);
  expect((keys as DeviceWrap[])[0]!.key.extractable).toBe(false);
});

test.each<[string, () => Promise<unknown>]>([
  ['a record', () => vault.add('log', {})],
  ['a draft', () => vault.saveDraft('journal', 'half')],
  ['a total', () => vault.putSummary('helped', 1)],
])('a phone that holds %s is left as it is, and says so', async (_, hold) => {
  await hold();
  const before = await onDisk();
  expect(await exchangeRing(was, arriving(), 'unless_held')).toBe(1);
  expect(await onDisk()).toEqual(before);
});

test('erasing leaves nothing of what was there', async () => {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.saveDraft('journal', 'half');
  await exchangeRing(was, arriving(), 'erase');

  const disk = await onDisk();
  for (const store of ['records', 'outbox', 'summaries', 'drafts', 'leaving', 'ancestors'])
    expect(disk[store]).toEqual([]);
  expect(disk['keys']).toHaveLength(2);
});

test('bringing along keeps the former way in, and every row, for later', async () => {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.saveDraft('journal', 'half');
  const before = await onDisk();
  await exchangeRing(was, arriving(), 'bring_along');

  const disk = await onDisk();
  expect(disk['leaving']).toHaveLength(2);
  expect(disk['leaving']).toContainEqual(before['records']![0]);
  expect(disk['keys']).toMatchObject([
    { name: 'device', owner: OWNER },
    { name: 'leaving', owner: was.owner, sealed: was.sealed },
    { name: 'passphrase' },
  ]);
  for (const store of ['records', 'outbox', 'summaries', 'drafts']) expect(disk[store]).toEqual([]);
});

test('nothing is exchanged twice over what was left behind', async () => {
  await vault.add('log', {});
  await exchangeRing(was, arriving(), 'bring_along');
  const before = await onDisk();
  const again = exchangeRing(await phoneWrap(), arriving(), 'bring_along');
  await expect(again).rejects.toMatchObject({ code: 'damaged' });
  expect(await onDisk()).toEqual(before);
});

test('a tab that was slower changes nothing', async () => {
  await exchangeRing(was, arriving(), 'unless_held');
  const before = await onDisk();
  for (const how of ['unless_held', 'erase', 'bring_along'] as const) {
    const late = exchangeRing(was, arriving(), how);
    await expect(late).rejects.toMatchObject({ code: 'ring_changed' });
  }
  await expect(renewRing(was, arriving(await ringOf(was), was.owner))).rejects.toMatchObject({
    code: 'ring_changed',
  });
  expect(await onDisk()).toEqual(before);
});

test('what another tab writes with the former ring is refused, and never lies there unopened', async () => {
  const tab = await anotherTab();
  const late = await tab.openVault();
  await exchangeRing(was, arriving(), 'unless_held');
  const before = await onDisk();

  const writes = [
    () => late.add('log', {}),
    () => late.putSingleton('settings', {}),
    () => late.saveDraft('journal', 'half'),
    () => late.putSummary('helped', 1),
    () => late.addCounted('log', {}, MONDAY, summary),
    () => late.recount('helped', 'log', () => 3),
  ];
  for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'ring_changed' });

  expect(await onDisk()).toEqual(before);
  await tab.closeVault();
});

test('a ring that was taken away is no invitation to write', async () => {
  await forgetEverything('note');
  await expect(vault.add('log', {})).rejects.toMatchObject({ code: 'ring_changed' });
  const { records, keys } = await onDisk();
  expect([records, keys]).toEqual([[], []]);
});

test('the same ring once more changes no record, and may bring epochs', async () => {
  const kept = await vault.add('log', { n: 1 }, MONDAY);
  const later = await ringOf(was);
  later.keys.set(2, makeRing().ids);
  later.cur = 2;
  await renewRing(was, arriving(copyRing(later), was.owner));

  const renewed = await reopened();
  expect(renewed.owner).toBe(was.owner);
  expect(await renewed.get('log', kept.id)).toEqual(kept);
  await renewed.change('log', kept.id, { n: 2 });
  expect((await onDisk())['records']).toMatchObject([{ epoch: 2 }]);
});

test.each<[string, () => Promise<Arrival>]>([
  ['of another owner', async () => arriving(await ringOf(was))],
  ['that would open nothing here', async () => arriving(makeRing(), was.owner)],
])('a ring %s is not put over this one', async (_, theirs) => {
  await vault.add('log', { n: 1 });
  const before = await onDisk();
  await expect(renewRing(was, await theirs())).rejects.toMatchObject({ code: 'ring_damaged' });
  expect(await onDisk()).toEqual(before);
});

test('a new passphrase is kept beside the ring it opens, and beside no other', async () => {
  await renewRing(was, arriving(await ringOf(was), was.owner));
  const { wrap } = arriving(makeRing(), was.owner);
  await keepPassphrase({ ...wrap, credential_version: 2 });
  expect((await onDisk())['keys']).toMatchObject([{}, { credential_version: 2 }]);
  await expect(keepPassphrase({ ...wrap, owner: OWNER })).rejects.toMatchObject({
    code: 'ring_changed',
  });
});

test('every store but those of public things and of the phone itself is personal', async () => {
  const { meta, catalogue, ...others } = await onDisk();
  expect([meta, catalogue]).toEqual([[], []]);
  expect(Object.keys(others).sort()).toEqual([...PERSONAL].sort());
});

test('forgetting leaves nothing personal, and the note of what is still to do', async () => {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.saveDraft('journal', 'half');
  await forgetEverything('sign_out_pending');

  const { meta, catalogue, ...personal } = await onDisk();
  expect(Object.values(personal).flat()).toEqual([]);
  expect([meta, catalogue]).toEqual([[{ name: 'sign_out_pending', value: true }], []]);
  expect((await reopened()).owner).not.toBe(was.owner);
});
