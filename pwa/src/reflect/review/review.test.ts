import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { addAnswer } from '../../practices/helps/records';
import { keepLog } from '../../practices/records';
import { practices } from '../../practices/store.svelte';
import { aCatalogue } from '../../practices/testing';
import { emptyPhone, onDisk } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addPulse } from '../pulse/records';
import { addChange, changesOf, readDraft, REVIEWS } from './records';
import ReviewPage from './ReviewPage.svelte';
import type { DayEdges } from './rules';
import { review } from './store.svelte';

const friday = '2026-03-13';
const week = '2026-W11';
let vault: Vault;
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(friday, '16:00', 'Europe/Lisbon') });
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(aCatalogue())));
  vi.stubGlobal('requestIdleCallback', () => 0);
  practices.catalogue = aCatalogue();
  forget();
  beforeWriting.mockReset().mockResolvedValue(true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function forget() {
  Object.assign(review, { seen: null, changes: [], before: [], damaged: 0, text: '' });
  Object.assign(review, { trouble: null, removed: null });
}

const show = (props = {}) => render(ReviewPage, { beforeWriting, ...props });
const FIELD = 'One change for the next week';
const field = () => screen.getByLabelText<HTMLTextAreaElement>(FIELD);
const type = (value: string) => fireEvent.input(field(), { target: { value } });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function lines(): Promise<(string | null)[]> {
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(4));
  return screen.getAllByRole('listitem').map((each) => each.textContent);
}

async function aWeek() {
  const at = (time: string) => `2026-03-11T${time}:00.000Z`;
  const log = {
    practice_id: 'look-up',
    form: 'full',
    seconds_done: 60,
    ended: 'finished',
  } as const;
  await keepLog(vault, { ...log, started_at: at('10:00'), ended_at: at('10:01') });
  const answer = {
    practice_id: 'look-up',
    moment: 'between',
    after: 'easier',
    at: at('10:02'),
  } as const;
  await addAnswer(vault, answer, '2026-03-11');
  await addAnswer(vault, { ...answer, practice_id: 'gone' }, '2026-03-11');
  const steps = { fuel: 3, edges: 4 } as const;
  await addPulse(vault, { at: at('18:00'), kind: 'daily', steps }, vault.newId());
}

test('in the very first week, with nothing yet, there are four lines all the same', async () => {
  show();
  expect(await lines()).toEqual([
    'Edges: nothing written of them.',
    'Practices: a week without any is a week too.',
    'What was easier after: nothing marked.',
    'Pulse: none this week.',
  ]);
  expect(screen.getByText('Seven doors. Nothing is written on them yet.')).toBeTruthy();
});

test('the four lines come from whatever there is, and the picture says the same in words', async () => {
  await aWeek();
  const { container } = show();
  expect(await lines()).toEqual([
    'Edges: mostly inside.',
    'Practices: 1 time.',
    'You marked it easier after Practice look-up.',
    'Pulse: Fuel half · Edges mostly inside.',
  ]);
  expect(screen.getByRole('figure').textContent).toContain(
    'An open door: a practice on Wednesday. A dot: a pulse on Wednesday.',
  );
  expect(container.querySelectorAll('.door')).toHaveLength(7);
  expect(container.querySelectorAll('.open')).toHaveLength(1);
});

test('edges that the shell hands over go before the pulse', async () => {
  await aWeek();
  const edgesOn = (dates: readonly string[]) =>
    Promise.resolve(
      dates.map((_, at): DayEdges => ({ kept: at < 3 ? 1 : 0, bent: at === 4 ? 1 : 0 })),
    );
  const { container } = show({ edgesOn });
  expect((await lines())[0]).toBe('Edges: 3 kept, 1 bent.');
  expect(container.querySelectorAll('.edge')).toHaveLength(4);
});

test('the week before can be looked at, and what was written then is shown in this one', async () => {
  await addChange(vault, { week: '2026-W10', text: 'Leave at six.' }, vault.newId());
  show();
  await screen.findByText('Leave at six.');
  expect(screen.getByRole('heading', { name: 'The week before, you wrote' })).toBeTruthy();
  await fireEvent.click(screen.getByRole('radio', { name: 'Last week' }));
  await waitFor(() => expect(screen.queryByRole('heading', { level: 2 })).toBeNull());
  expect(screen.getByRole('button', { name: 'Take away: Leave at six.' })).toBeTruthy();
});

test('one change is kept in one’s own words, sealed, and can be taken away and had back', async () => {
  show();
  await lines();
  await type('Eat away from the desk.');
  await tap('Keep');
  await screen.findByRole('button', { name: 'Take away: Eat away from the desk.' });
  expect((await changesOf(vault, week)).list).toMatchObject([{ text: 'Eat away from the desk.' }]);
  expect(await readDraft(vault)).toBeNull();
  expect(JSON.stringify(await onDisk())).not.toContain('desk');
  await tap('Take away: Eat away from the desk.');
  await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await changesOf(vault, week)).list).toHaveLength(1));
});

test('half written it is there when one comes back', async () => {
  const view = show();
  await lines();
  await type('Half');
  await waitFor(async () => expect((await readDraft(vault))?.text).toBe('Half'));
  view.unmount();
  forget();
  show();
  await waitFor(() => expect(field().value).toBe('Half'));
});

test('a full phone says so, and the words stand; tried once more they are kept once', async () => {
  show();
  await lines();
  await type('Short days.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(field().value).toBe('Short days.');
  full.mockRestore();
  await tap('Keep');
  await waitFor(async () => expect((await changesOf(vault, week)).list).toHaveLength(1));
});

test('who would rather not write yet is asked once, and at "Keep" once more', async () => {
  beforeWriting.mockResolvedValueOnce(false);
  show();
  await lines();
  await type('A');
  await type('Ab');
  expect(beforeWriting).toHaveBeenCalledOnce();
  expect(await readDraft(vault)).toBeNull();
  await tap('Keep');
  await waitFor(async () =>
    expect((await changesOf(vault, week)).list).toMatchObject([{ text: 'Ab' }]),
  );
  expect(beforeWriting).toHaveBeenCalledTimes(2);
});

test('with no words it says that a few are enough', async () => {
  show();
  await lines();
  await tap('Keep');
  expect(screen.getByText('A few words are enough.')).toBeTruthy();
  expect(document.activeElement).toBe(field());
});

test('what cannot be read is counted and said', async () => {
  await vault.add(REVIEWS, { week: 'soon' }, '2026-03-09');
  show();
  await screen.findByText('1 note could not be read. It stays where it is.');
});
