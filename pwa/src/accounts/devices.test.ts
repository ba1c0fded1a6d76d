import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from './testing';
import { anew, expectDone, GOOD, NO_NETWORK, Phone, refused } from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const NAME = 'PUT /api/accounts/devices/:id';

let server: FakeServer;
let phone: Phone;
let other: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  await phone.signUp('Quill');
  await phone.lay();
  other = await new Phone(server).take();
  await expectDone(other.account.signIn('Quill', GOOD));
  await other.lay();
  await phone.take();
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const [mine, theirs] = [() => server.devices[0]!.id, () => server.devices[1]!.id];

test('a name given on one phone is read on the other, and by nobody between', async () => {
  await expectDone(phone.account.loadDevices());
  await expectDone(phone.account.nameDevice(theirs(), '  Phone  in the   drawer '));
  expect(phone.account.devices![1]).toMatchObject({ name: 'Phone in the drawer' });
  expect(JSON.stringify([server.devices, server.asked])).not.toMatch(/drawer/);
  await phone.lay();

  await other.take();
  await expectDone(other.account.loadDevices());
  expect(other.account.devices!.map(({ name, is_this }) => [name, is_this])).toContainEqual([
    'Phone in the drawer',
    true,
  ]);
  await other.lay();
  await phone.take();
});

test('all sealed names are of one length', async () => {
  await expectDone(phone.account.nameDevice(mine(), 'P'));
  await expectDone(phone.account.nameDevice(theirs(), 'n'.repeat(64)));
  const lengths = server.devices.map(({ sealed_name }) => sealed_name!.length);
  expect(new Set(lengths).size).toBe(1);
});

test.each(['', '  ', 'n'.repeat(65), 'a\u0007b'])('“%s” is no name for a device', async (name) => {
  server.asked.length = 0;
  expect(await phone.account.nameDevice(mine(), name)).toEqual(refused('device_name_invalid'));
  expect(server.asked).toEqual([]);
});

test('a name that was moved from one device to another is not shown for it', async () => {
  await expectDone(phone.account.nameDevice(theirs(), 'In the drawer'));
  server.devices[0]!.sealed_name = server.devices[1]!.sealed_name;
  server.devices[1]!.sealed_name = 'not base64url at all, @';
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices!.map(({ name }) => name)).toEqual([null, null]);
});

test('a phone that could not be named when it came is named when the list is next read', async () => {
  server.devices[0]!.sealed_name = null;
  server.cut(NAME);
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices![0]).toMatchObject({ name: null });
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices![0]!.name).toBeTruthy();
});

test('a device that is signed out is gone from the list, and finds out when it next asks', async () => {
  await phone.account.loadDevices();
  await expectDone(phone.account.signOutDevice(theirs()));
  expect(phone.account.devices).toMatchObject([{ is_this: true }]);
  await phone.lay();
  await other.take();
  await other.account.loadDevices();
  expect(other.account.status).toBe('ended');
  await other.lay();
  await phone.take();
});

test('all others are signed out at once', async () => {
  await phone.account.loadDevices();
  await expectDone(phone.account.signOutOthers());
  expect(phone.account.devices).toMatchObject([{ is_this: true }]);
  expect(server.devices).toHaveLength(1);
});

test('a device that is gone already is said, and silence is too', async () => {
  const gone = crypto.randomUUID();
  expect(await phone.account.signOutDevice(gone)).toEqual(refused('not_found'));
  expect(await phone.account.nameDevice(gone, 'Nobody')).toEqual(refused('not_found'));
  server.cut('GET /api/accounts/devices');
  expect(await phone.account.loadDevices()).toEqual(NO_NETWORK);
  expect(phone.account.devices).toBeNull();
});
