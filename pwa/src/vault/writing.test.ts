import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone, meanwhile } from './testing';
import { whenIdle, type Vault } from './vault';

const MONDAY = '2026-11-23';
const counted = { key: 'helped', empty: 0, next: (before: number) => before + 1 };

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a page in which nothing is written is idle at once', async () => {
  await whenIdle();
});

const writes: Record<string, () => Promise<unknown>> = {
  add: () => vault.add('log', {}),
  addCounted: () => vault.addCounted('log', {}, MONDAY, counted),
  putSingleton: () => vault.putSingleton('settings', {}),
  saveDraft: () => vault.saveDraft('journal', 'half'),
  dropDraft: () => vault.dropDraft('journal'),
  putSummary: () => vault.putSummary('helped', 1),
  recount: () => vault.recount('helped', 'log', () => 1),
};

test.each(Object.keys(writes))('a page is not idle before its %s has ended', async (name) => {
  const ended = vi.fn();
  const write = writes[name]!().then(ended);
  await whenIdle();
  expect(ended).toHaveBeenCalledOnce();
  await write;
});

test('a write that is refused is waited for no longer than one that is kept', async () => {
  const refused = vi.fn();
  void vault.change('log', 'none', {}).catch(refused);
  await whenIdle();
  expect(refused).toHaveBeenCalledOnce();
});

test('writes that follow one another at once are waited for together', async () => {
  const ended = vi.fn();
  void (async () => {
    for (let n = 0; n < 5; n++) await vault.add('log', { n });
    ended();
  })();
  await whenIdle();
  expect(ended).toHaveBeenCalledOnce();
  expect(await vault.waiting()).toBe(5);
});

test('a write that starts while another is waited for is waited for too', async () => {
  let second: Promise<unknown> | undefined;
  meanwhile('encrypt', async () => (second = vault.saveDraft('journal', 'half')));
  void vault.add('log', {});
  await whenIdle();
  expect(second).toBeDefined();
  expect(await vault.draft('journal')).toBe('half');
});
