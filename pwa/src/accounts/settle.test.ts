import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import { anew, diskBut, spoilFirst, expectDone, GOOD, Phone, refused } from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

let server: FakeServer;
let first: Phone;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  first = await new Phone(server).take();
  await first.signUp('Quill');
  await first.vault.add('log', { of: 'first' });
  await first.lay();
  phone = await new Phone(server).take();
  await phone.vault.add('log', { of: 'second' });
  await phone.vault.saveDraft('journal', 'half');
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const signIn = () => phone.account.signIn('Quill', GOOD);

const held = { kind: 'holds_records', count: 2 };

describe('a phone that holds records of its own', () => {
  test('is asked first, and unchanged until it is settled', async () => {
    const before = await diskBut();
    expect(await signIn()).toEqual(held);
    expect(await diskBut()).toEqual(before);
    expect(phone.account.status).toBe('none');
    expect(phone.renewed).not.toHaveBeenCalled();
  });

  test('may bring them along', async () => {
    await signIn();
    await expectDone(phone.account.settle('bring_along'));
    expect(phone.account).toMatchObject({ status: 'signed_in', bringing: null, busy: null });
    expect(phone.renewed).toHaveBeenCalledOnce();
    await phone.reload();
    expect(phone.vault.owner).toBe(server.account('quill').owner);
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { of: 'second' } }] });
    expect(await phone.vault.draft('journal')).toBe('half');
  });

  test('may be erased', async () => {
    await signIn();
    await expectDone(phone.account.settle('erase'));
    await phone.reload();
    expect(await phone.vault.list('log')).toEqual({ kept: [], damaged: [] });
    expect((await onDisk())['drafts']).toEqual([]);
    expect(phone.vault.owner).toBe(server.account('quill').owner);
  });

  test('may take all of it along as a file before it chooses', async () => {
    await signIn();
    const file = await phone.account.exportAll();
    const whole = JSON.parse(await file.text()) as Record<string, unknown>;
    expect(file.type).toBe('application/json');
    expect(whole).toMatchObject({
      app: 'interlude',
      records: [{ collection: 'log', value: { of: 'second' } }],
      drafts: [{ field: 'journal', text: 'half' }],
      unopened: { records: 0, drafts: 0 },
    });
  });

  test('may think better of it: that sign-in is ended, and the phone is as it was', async () => {
    await signIn();
    phone.account.cancel();
    await vi.waitFor(() => expect(server.devices).toHaveLength(1));
    expect(server.cookies.refresh).toBeNull();
    expect(await phone.account.settle('erase')).toEqual(refused('not_prepared'));
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { of: 'second' } }] });
  });

  test('killed while it brings them, goes on when it is opened next', async () => {
    await signIn();
    let left = 7;
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given: Parameters<typeof put>
    ) {
      if (left-- <= 0) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    });
    await phone.account.settle('bring_along');
    vi.restoreAllMocks();
    expect((await onDisk())['leaving']).not.toEqual([]);

    await phone.reload();
    await vi.waitFor(async () => expect((await onDisk())['leaving']).toEqual([]));
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { of: 'second' } }] });
    await vi.waitFor(() => expect(phone.account.bringing).toBeNull());
  });

  test('keeps what does not open, says how many, and lets go of it when told', async () => {
    await spoilFirst();
    await signIn();
    await expectDone(phone.account.settle('bring_along'));
    await phone.reload();
    await vi.waitFor(() => expect(phone.account.bringing).toEqual({ done: 0, all: 1, damaged: 1 }));
    expect(await phone.account.unsent()).toBe(1);

    await expectDone(phone.account.dropLeft());
    expect(phone.account.bringing).toBeNull();
    expect((await onDisk())['leaving']).toEqual([]);
  });

  test('lets go of nothing that could still be brought', async () => {
    await signIn();
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expectDone(phone.account.settle('bring_along'));
    expect((await onDisk())['leaving']).toHaveLength(1);
    expect(await phone.account.dropLeft()).toEqual(refused('no_room'));
    vi.restoreAllMocks();
    await expectDone(phone.account.dropLeft());
    await phone.reload();
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { of: 'second' } }] });
  });

  test('cannot bring a second time over what was left behind', async () => {
    await spoilFirst();
    await signIn();
    await expectDone(phone.account.settle('bring_along'));
    await phone.reload();
    server.accounts.delete('quill');
    await phone.lay();
    const other = await new Phone(server).take();
    await other.signUp('Feather');
    await other.lay();
    await phone.take();

    expect(await phone.account.signIn('Feather', GOOD)).toMatchObject({ kind: 'holds_records' });
    expect(await phone.account.settle('bring_along')).toEqual(refused('left_behind'));
    await expectDone(phone.account.dropLeft());
    await expectDone(phone.account.settle('bring_along'));
    await phone.reload();
    expect(phone.vault.owner).toBe(server.account('feather').owner);
  });

  test('of another account cannot send them to this one before it is settled', async () => {
    await phone.signUp('Feather');
    await phone.vault.add('log', { of: 'feather' });
    expect(await signIn()).toMatchObject({ kind: 'holds_records' });

    expect(phone.account.status).toBe('expired');
    server.asked.length = 0;
    expect(await phone.account.loadDevices()).toEqual(refused('token_expired'));
    expect(server.asked).toEqual([]);
  });
});
