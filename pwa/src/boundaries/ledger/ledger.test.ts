import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { addWeekly } from '../../day/weekly-keeping';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import LedgerPage from './LedgerPage.svelte';
import { allEdges, EDGES, LEDGER, ledgerOn, putEdge, sayHow, sessionsPerDay } from './records';
import type { How } from './rules';
import { ledger } from './store.svelte';

const zone = 'Europe/Lisbon';
const on = '2026-11-25';
let vault: Vault;

beforeEach(async () => {
  await ledger.edge.drop();
  await ledger.text.drop();
  vault = await emptyPhone();
  vi.stubEnv('TZ', zone);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(on, '18:00', zone) });
  ledger.forget();
  [ledger.edges, ledger.entries, ledger.loads] = [[], [], []];
  [ledger.edge.value, ledger.text.value] = [null, null];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const show = (may = true) => render(LedgerPage, { beforeWriting: () => Promise.resolve(may) });
const anEdge = (text = 'Out by six') =>
  putEdge(vault, vault.newId(), { text, added_at: `2026-11-01 ${text}` });
const say = (day: string, how: How = 'bent') =>
  sayHow(vault, day, 'Out by six', how, vault.newId());
const today = async () => (await ledgerOn(vault, [on])).list;
const group = (name: string) => screen.findByRole('group', { name });
const pick = async (name: string, word: string) =>
  fireEvent.click(within(await group(name)).getByLabelText(word));
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

test('an edge in own words is kept, and said to be kept with one tap', async () => {
  show();
  await tap('Another edge');
  await fireEvent.input(screen.getByLabelText('The edge, in your words'), {
    target: { value: 'Tea at four' },
  });
  await tap('Keep');
  await pick('Tea at four', 'Kept');
  await waitFor(async () =>
    expect(await today()).toMatchObject([{ on, edge: 'Tea at four', how: 'kept', why: null }]),
  );
  expect(await vault.draft('edge')).toBeNull();
});

test('a bend may have a reason by one more tap, and may stay without', async () => {
  await anEdge();
  show();
  await pick('Out by six', 'Bent');
  await waitFor(async () => expect(await today()).toMatchObject([{ how: 'bent', why: null }]));
  await pick('What it came with: Out by six', 'Someone needed me');
  await waitFor(async () => expect(await today()).toMatchObject([{ why: 'needed_me' }]));
  await tap('Undo');
  await waitFor(async () => expect(await today()).toMatchObject([{ why: null }]));
});

test('two quick taps on one edge are one record, the later one', async () => {
  await anEdge();
  await ledger.open();
  await Promise.all([ledger.say('Out by six', 'kept'), ledger.say('Out by six', 'bent')]);
  expect(await today()).toMatchObject([{ how: 'bent' }]);
});

test('taken away, it can be had back', async () => {
  await anEdge();
  await say(on);
  show();
  await tap('Take away: Out by six');
  await screen.findByText('“Out by six” taken away.');
  expect(await today()).toHaveLength(0);
  await tap('Undo');
  await waitFor(async () => expect(await today()).toHaveLength(1));
});

test('an edge taken away keeps what was said of it, and comes back whole', async () => {
  await anEdge();
  await say(on);
  await ledger.open();
  await ledger.removeEdge(ledger.edges[0]!);
  expect((await allEdges(vault)).edges).toEqual([]);
  show();
  expect(await group('Out by six')).toBeTruthy();
  await ledger.undo();
  expect((await allEdges(vault)).edges).toMatchObject([{ text: 'Out by six' }]);
});

test('a full phone says so, and the edge being written stands', async () => {
  show();
  await tap('Another edge');
  const field = screen.getByLabelText<HTMLTextAreaElement>('The edge, in your words');
  await fireEvent.input(field, { target: { value: 'Tea at four' } });
  const full = vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(field.value).toBe('Tea at four');
  full.mockRestore();
  await tap('Keep');
  await group('Tea at four');
  expect((await allEdges(vault)).edges).toHaveLength(1);
});

test('who would rather not write yet writes nothing', async () => {
  show(false);
  await tap('+ Out by six');
  await ledger.open();
  expect(await vault.singleton(EDGES)).toBeNull();
});

test('the week names load first, and its text for a manager has counts and no edge in it', async () => {
  await addWeekly(vault, 1, { at: '09:00', minutes: 50 });
  for (const day of ['2026-11-17', '2026-11-18', '2026-11-24'])
    for (const at of ['09:00', '10:00', '11:00'])
      await vault.add('sessions', { on: day, at, minutes: 50, zone }, day);
  for (const day of ['2026-11-17', '2026-11-18', '2026-11-24']) await say(day);
  show();
  await screen.findByText('All 3 bends came on days with 3 sessions or more.');
  const text = screen.getByLabelText<HTMLTextAreaElement>('About the load').value;
  expect(text).toContain('edges of my working day were bent 3 times.');
  expect(text).toContain('All 3 bends came on days with 3 sessions or more.');
  expect(text).not.toContain('Out by six');
});

test('the text may be changed, and composed anew', async () => {
  await say(on);
  show();
  const field = await screen.findByLabelText<HTMLTextAreaElement>('About the load');
  await fireEvent.input(field, { target: { value: 'May we talk?' } });
  await waitFor(async () => expect(await vault.draft('manager_text')).toBe('"May we talk?"'));
  await tap('Compose it anew');
  await waitFor(() => expect(field.value).toContain('Could we look at'));
});

test('shapes differ by form, and say the same in words', async () => {
  await say('2026-11-24', 'kept');
  await say(on);
  const { container } = show();
  await screen.findByRole('heading', { name: 'This week' });
  const [kept, bent] = ['kept', 'bent'].map(
    (how) => container.querySelector(`[data-how="${how}"]`)!.innerHTML,
  );
  expect(kept).not.toBe(bent);
  expect(screen.getAllByText('Out by six: Kept').length).toBeGreaterThan(0);
  expect(screen.getByRole('table', { hidden: true })).toBeTruthy();
});

test('a day without sessions, and what did not take place, weigh nothing', async () => {
  await addWeekly(vault, 3, { at: '09:00', minutes: 50 });
  await addWeekly(vault, 3, { at: '10:00', minutes: 30, kind: 'break' });
  await vault.add('sessions', { on, at: '12:00', minutes: 50, zone, off: 'cancelled' }, on);
  await vault.add('sessions', { on: '2026-11-18', none: true }, '2026-11-18');
  expect(await sessionsPerDay(vault, [on, '2026-11-18', '2026-11-19'], zone)).toEqual([
    { on, sessions: 1 },
    { on: '2026-11-18', sessions: 0 },
    { on: '2026-11-19', sessions: 0 },
  ]);
});

test('what could not be read is counted and said', async () => {
  await vault.add(LEDGER, { on, edge: 7 }, on);
  await vault.putSingleton(EDGES, { a: 'x' });
  show();
  await screen.findByText('2 records could not be read. They were left as they are.');
});

test('two tabs each add an edge, and both stay', async () => {
  const other = await (await anotherTab()).openVault();
  const edge = (text: string) => ({ text, added_at: text });
  await Promise.all([putEdge(vault, 'a', edge('x')), putEdge(other, 'b', edge('y'))]);
  expect((await allEdges(vault)).edges.map(({ text }) => text)).toEqual(['x', 'y']);
});

test('two quick taps on one of ours are one edge, and the same words are not kept twice', async () => {
  await ledger.open();
  await Promise.all([ledger.addEdge('Out by six'), ledger.addEdge('Out by six')]);
  ledger.edge.type({ of: null, text: ' Out by  six ' }, () => Promise.resolve(true));
  expect(await ledger.keepEdge()).toBe(true);
  expect((await allEdges(vault)).edges).toHaveLength(1);
});

test('after midnight it is still that evening, and at four another day', async () => {
  await anEdge();
  vi.setSystemTime(instantOf('2026-11-26', '00:30', zone));
  await ledger.open();
  await ledger.say('Out by six', 'bent');
  expect(await today()).toHaveLength(1);
  vi.setSystemTime(instantOf('2026-11-26', '04:00', zone));
  ledger.tick();
  await waitFor(() => expect(ledger.on).toBe('2026-11-26'));
});
