import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anotherTab, emptyPhone, onDisk } from './testing';
import { inTransaction, type OutboxEntry, type RecordRow } from '../core/db';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';
const counted = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
const note = (field: string) => (before: Record<string, number>) => ({
  ...before,
  [field]: (before[field] ?? 0) + 1,
});

let here: Vault;
let there: Vault;
let closeThere: () => Promise<void>;

beforeEach(() => reset());
afterEach(() => closeThere());

async function reset(): Promise<void> {
  here = await emptyPhone();
  const tab = await anotherTab();
  there = await tab.openVault();
  closeThere = tab.closeVault;
}

test('a write in one tab is heard in the other', async () => {
  const heard = vi.fn();
  there.onChange(heard);
  await here.add('log', { n: 1 });
  await vi.waitFor(() => expect(heard).toHaveBeenCalledExactlyOnceWith('log'));
});

test('two tabs counting at once lose no count', async () => {
  const tabs = Array.from({ length: 20 }, (_, n) => (n % 2 ? here : there));
  await Promise.all(tabs.map((tab, n) => tab.addCounted('log', { n }, MONDAY, counted)));

  expect(await here.summary('helped')).toBe(20);
  expect((await there.list('log', MONDAY)).kept).toHaveLength(20);
  expect(await there.waiting()).toBe(20);
});

type Step = { tab: boolean; act: 'count' | 'setting' | 'change' | 'remove' | 'send' };
const steps = fc.array(
  fc.record<Step>({
    tab: fc.boolean(),
    act: fc.constantFrom('count', 'setting', 'change', 'remove', 'send'),
  }),
  { minLength: 1, maxLength: 12 },
);

test('interleaved writers: nothing lost, versions dense, one edit of a record not sent', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      await closeThere();
      await reset();
      const { id } = await here.add('note', {});
      const done = await Promise.allSettled(script.map((step) => run(step, id)));

      const did = (act: Step['act']) =>
        script.filter((step, at) => step.act === act && done[at]!.status === 'fulfilled').length;
      expect(await there.summary('helped')).toBe(did('count') || null);
      const settings = await here.singleton<Record<string, number>>('settings');
      const fields = Object.values(settings?.value ?? {});
      expect(fields.reduce((sum, n) => sum + n, 0)).toBe(did('setting'));
      expect(did('remove')).toBe(Math.min(1, script.filter(({ act }) => act === 'remove').length));
      const edits = { note: 1 + did('change') + did('remove'), settings: did('setting'), log: 1 };
      await expectOrder(edits);
    }),
    { numRuns: 25 },
  );
});

function run({ tab, act }: Step, id: string): Promise<unknown> {
  const vault = tab ? here : there;
  if (act === 'send') return markSent();
  if (act === 'count') return vault.addCounted('log', {}, MONDAY, counted);
  if (act === 'change') return vault.change('note', id, { act });
  if (act === 'remove') return vault.remove('note', id);
  return vault.updateSingleton('settings', {}, note(String(tab)));
}

/** What a sender does before its request flies. */
function markSent(): Promise<void> {
  return inTransaction(['outbox'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    for (const entry of await outbox.getAll()) await outbox.put({ ...entry, sent: true });
  });
}

/** An edit comes after exactly the sent ones before it, and each edit has taken one version. */
async function expectOrder(edits: Record<string, number>): Promise<void> {
  const disk = await onDisk();
  const outbox = disk.outbox as OutboxEntry[];
  for (const { id, version, collection } of disk.records as RecordRow[]) {
    const waiting = outbox.filter((entry) => entry.id === id);
    expect(version).toBe(edits[collection]);
    expect(waiting.at(-1)!.version).toBe(version);
    waiting.forEach((entry, at) => {
      const before = waiting.slice(0, at);
      expect(before.every(({ sent }) => sent)).toBe(true);
      expect(before.every((earlier) => earlier.version < entry.version)).toBe(true);
      expect(entry).toMatchObject({ base: 0, after: before.map(({ op }) => op) });
    });
  }
}
