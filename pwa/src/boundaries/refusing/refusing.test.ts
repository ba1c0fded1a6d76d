import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addPhrase, allPhrases, REFUSALS } from './records';
import RefusingPage from './RefusingPage.svelte';
import Rehearsal from './Rehearsal.svelte';
import {
  BEAT_MS,
  draftFrom,
  nextOf,
  phraseFrom,
  phrasesFor,
  SITUATIONS,
  turnsOf,
  type Stage,
} from './rules';
import { refusals } from './store.svelte';
import { oursFor, requestsFor } from './words';

let vault: Vault;

beforeEach(async () => {
  await refusals.draft.drop();
  vault = await emptyPhone();
  refusals.forget();
  [refusals.list, refusals.draft.value] = [[], null];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const show = (may = true) => render(RefusingPage, { beforeWriting: () => Promise.resolve(may) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const type = async (value: string) =>
  fireEvent.input(await screen.findByLabelText('Your words'), { target: { value } });
const kept = async () => (await allPhrases(vault)).list;

test('a rehearsal asks, is silent for a beat, and shows the words to say aloud once', async () => {
  vi.useFakeTimers();
  const onend = vi.fn();
  render(Rehearsal, { turns: [{ request: 'Can you?', phrase: 'Not today.' }], onend });
  expect(screen.getByText('“Can you?”')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(screen.queryByText('Not today.')).toBeNull();
  await vi.advanceTimersByTimeAsync(BEAT_MS - 1);
  expect(screen.queryByText('Not today.')).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(screen.getByText('Not today.')).toBeTruthy();
  expect(screen.getByText('Say it aloud, once.')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(onend).toHaveBeenCalledOnce();
});

test('left during the beat, nothing goes on by itself', async () => {
  vi.useFakeTimers();
  const onend = vi.fn();
  const turns = [{ request: 'Can you?', phrase: 'Not today.' }];
  const view = render(Rehearsal, { turns, onend });
  await fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  view.unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('own words are kept, and are the ones rehearsed', async () => {
  show();
  await tap('Write your own');
  await type('My week is full, thank you.');
  await tap('Keep');
  await screen.findByText('My week is full, thank you.');
  expect(await kept()).toMatchObject([
    { situation: 'one_more', text: 'My week is full, thank you.' },
  ]);
  await tap('Try it aloud');
  await tap('Go on');
  await tap('Go on');
  expect(screen.getByText('My week is full, thank you.')).toBeTruthy();
  await tap('Enough for now');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Try it aloud' }));
});

test('changed and taken away, and had back each time', async () => {
  await addPhrase(vault, { situation: 'one_more', text: 'Not now.' }, vault.newId());
  show();
  await tap('Change: Not now.');
  await type('Not this week.');
  await tap('Keep');
  await screen.findByText('Not this week.');
  await tap('Undo');
  await tap('Take away: Not now.');
  await screen.findByText('Taken away. You can have it back.');
  expect(await kept()).toEqual([]);
  await tap('Undo');
  await screen.findByText('Not now.');
});

test('half written it is there when one comes back, in its own situation', async () => {
  const view = show();
  await fireEvent.click(await screen.findByLabelText('A favour'));
  await tap('Write your own');
  await type('I would li');
  await waitFor(async () => expect(await vault.draft('refusal')).toContain('I would li'));
  view.unmount();
  refusals.draft.value = null;
  show();
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Your words').value).toBe('I would li'),
  );
  expect(screen.getByLabelText<HTMLInputElement>('A favour').checked).toBe(true);
});

test('a full phone says so, and the words stand', async () => {
  show();
  await tap('Write your own');
  await type('Not now.');
  vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Your words').value).toBe('Not now.');
  vi.restoreAllMocks();
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toHaveLength(1));
});

test('who would rather not write yet keeps nothing', async () => {
  show(false);
  await tap('Write your own');
  await type('Not now.');
  await tap('Keep');
  await refusals.open();
  expect([await kept(), await vault.draft('refusal')]).toEqual([[], null]);
});

test('what could not be read is counted, and nothing throws', async () => {
  await vault.add(REFUSALS, { situation: 'money', text: 'No.' });
  show();
  await screen.findByText('1 record could not be read. It was left as it is.');
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect([phraseFrom(value), draftFrom(value)]).toEqual([null, null]);
    }),
  );
});

test('a rehearsal says every phrase once, and ends', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 9 }), (phrases) => {
      const turns = turnsOf(['a', 'b'], phrases);
      expect(turns.map(({ phrase }) => phrase)).toEqual(phrases);
      let at: { turn: number; stage: Stage } | null = { turn: 0, stage: 'request' };
      let steps = 0;
      while (at && turns.length && steps <= 3 * turns.length) {
        at = nextOf(at, turns.length);
        steps += 1;
      }
      expect(steps).toBe(3 * turns.length);
    }),
  );
});

test('in every situation there is something asked, and something to say', () => {
  for (const each of SITUATIONS) {
    expect(turnsOf(requestsFor(each), phrasesFor(each, [], oursFor(each))).length).toBeGreaterThan(
      1,
    );
  }
});
