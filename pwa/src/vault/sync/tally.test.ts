import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { COUNTING, MONDAY, twoPhones, type Both, type Phone } from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

const total = (phone: Phone) => phone.vault.summary<number>('logs');
const log = (phone: Phone, n = 0) => phone.vault.addCounted('logs', { n }, MONDAY, COUNTING);

test('logs that come are counted in the same step, and those already there not once more', async () => {
  const { here, there } = both;
  await log(there);
  for (let n = 0; n < 3; n++) await log(here);
  await here.sync();
  await there.sync();
  expect(await total(there)).toBe(4);
  await here.sync();
  expect(await total(here)).toBe(4);
  await there.sync();
  expect(await total(there)).toBe(4);
});

test('a log that is changed or removed over there makes the total be counted anew', async () => {
  const { here, there } = both;
  const { id } = await log(here);
  await log(here);
  await here.sync();
  await there.sync();
  expect(await total(there)).toBe(2);

  await here.vault.remove('logs', id);
  await here.sync();
  await there.sync();
  expect(await total(there)).toBeNull();

  // A log written before anybody has counted anew must not begin a total of its own.
  await log(there);
  expect(await total(there)).toBeNull();
  expect(await there.vault.recount('logs', 'logs', (kept) => kept.length)).toBe(2);
  await log(there);
  expect(await total(there)).toBe(3);
});

test('a total that is gone is not begun anew by what comes, where others were counted in it', async () => {
  const { here, there } = both;
  await log(there);
  await there.modules.inTransaction(['summaries'], 'readwrite', (tx) =>
    tx.objectStore('summaries').clear(),
  );
  await log(here);
  await here.sync();
  await there.sync();
  expect(await total(there)).toBeNull();
  expect(await there.vault.recount('logs', 'logs', (kept) => kept.length)).toBe(2);
});

test('a log of this phone that lands while a page is taken is counted too', async () => {
  const { here, there } = both;
  for (let n = 0; n < 3; n++) await log(here);
  await here.sync();
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  const spy = vi.spyOn(crypto.subtle, 'encrypt').mockImplementationOnce(async (...given) => {
    await log(there);
    return seal(...given);
  });
  await there.sync();
  spy.mockRestore();
  expect(await total(there)).toBe(4);
});

test('a room that cannot count what came has it counted anew', async () => {
  const { here, there } = both;
  await log(here);
  await here.sync();
  const counters = { logs: { key: 'logs', empty: 0, add: () => [].at(0)!['x'] } };
  await there.modules.run({ ...there.context, counters });
  expect(await total(there)).toBeNull();
  expect((await there.vault.list('logs')).kept).toHaveLength(1);
});
