import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import type { Tag } from '../format';
import { linesOf } from '../player/script';
import { timelineOf } from '../player/timeline';
import { practices } from '../store.svelte';
import OwnPage from './OwnPage.svelte';
import { allOwn, keepDraft, OWN, readDraft } from './records';
import { BLANK, LIMITS, ownFrom, practiceOf, problemsOf, tidied, type OwnPractice } from './rules';
import { ownPractices } from './store.svelte';

let vault: Vault;
const go = vi.fn();
const window: OwnPractice = {
  title: 'Window minute',
  line: 'What moves, what does not.',
  steps: [
    { text: 'Find one thing that moves.', seconds: 30 },
    { text: 'Find one that does not.', seconds: 20 },
  ],
  tags: ['eyes_open'],
};
const words = { begin: 'b', end: 'e', evidence: 'v' };

beforeEach(async () => {
  vault = await emptyPhone();
  practices.own = [];
  [ownPractices.draft, ownPractices.removed, ownPractices.trouble] = [null, null, null];
  ownPractices.list = [];
  go.mockClear();
});

const show = (id = '') => render(OwnPage, { id, go, beforeWriting: () => Promise.resolve(true) });
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('written, it is kept, and can be played like any other', async () => {
  show();
  await screen.findByLabelText('Name');
  await type('Name', window.title);
  await type('Step 1', 'Look out.');
  await tap('Another step');
  await type('Step 2', 'Look in.');
  await fireEvent.change(screen.getAllByLabelText('For')[1]!, { target: { value: '60' } });
  expect(screen.getByText('90 seconds in all.')).toBeTruthy();
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalledOnce());

  const { list } = await allOwn(vault);
  expect(list).toMatchObject([
    {
      title: window.title,
      steps: [
        { text: 'Look out.', seconds: 30 },
        { text: 'Look in.', seconds: 60 },
      ],
    },
  ]);
  expect(go).toHaveBeenCalledWith(`/practices/own-${list[0]!.id}`);
  const practice = practices.find(`own-${list[0]!.id}`)!;
  expect(timelineOf(practice, 'full').total_ms).toBe(90_000);
  expect(linesOf(practice, 'full')).toEqual(['Look out.', 'Look in.']);
  expect(await readDraft(vault)).toBeNull();
});

test('without a name or a step it says what is missing, and keeps what is typed', async () => {
  show();
  await screen.findByLabelText('Name');
  await tap('Keep');
  expect(screen.getByText('A name makes it possible to find.')).toBeTruthy();
  await type('Name', 'Window');
  await tap('Keep');
  expect(screen.getByText('One step with a few words is enough.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Name').value).toBe('Window');
  expect(go).not.toHaveBeenCalled();
});

test('half written it is there when one comes back, and let go it is not', async () => {
  const view = show();
  await screen.findByLabelText('Name');
  await type('Name', 'Half a name');
  await waitFor(async () => expect((await readDraft(vault))?.own.title).toBe('Half a name'));
  view.unmount();
  ownPractices.draft = null;

  const second = show();
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Name').value).toBe('Half a name'),
  );
  await tap('Let it go');
  await waitFor(async () => expect(await readDraft(vault)).toBeNull());
  second.unmount();
});

test('changed, moved and taken away, and had back', async () => {
  const { id } = await vault.add(OWN, window);
  show(id);
  await screen.findByDisplayValue('Window minute');
  await tap('Step 2 earlier');
  await type('Name', 'Window');
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalledWith(`/practices/own-${id}`));
  expect((await allOwn(vault)).list[0]).toMatchObject({
    title: 'Window',
    steps: [{ text: 'Find one that does not.' }, { text: 'Find one thing that moves.' }],
  });

  await ownPractices.begin(id);
  expect(await ownPractices.remove(id)).toBe(true);
  expect((await allOwn(vault)).list).toEqual([]);
  await ownPractices.undo();
  expect((await allOwn(vault)).list[0]?.title).toBe('Window');
});

test('a full phone says so, and what was written stands; tried once more it is kept once', async () => {
  show();
  await screen.findByLabelText('Name');
  await type('Name', 'Window');
  await type('Step 1', 'Look.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Name').value).toBe('Window');
  full.mockRestore();
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalled());
  expect((await allOwn(vault)).list).toHaveLength(1);
});

test('a draft of another practice does not get into this one', async () => {
  await keepDraft(vault, { of: 'another', own: window });
  await ownPractices.begin(null);
  expect(ownPractices.draft).toEqual({ of: null, own: BLANK });
});

test('what is no practice is counted, not guessed at', async () => {
  await vault.add(OWN, { title: 'x' });
  await vault.add(OWN, window);
  expect(await allOwn(vault)).toMatchObject({ damaged: 1, list: [{ title: 'Window minute' }] });
  for (const value of [null, 1, {}, { ...window, steps: [] }, { ...window, steps: [{ text: 1 }] }])
    expect(ownFrom(value)).toBeNull();
});

test('for anything typed, what is kept is within its limits and adds up', () => {
  const step = fc.record({
    text: fc.string({ maxLength: 400 }),
    seconds: fc.double({ min: -5, max: 9999, noNaN: true }),
  });
  const own = fc.record({
    title: fc.string({ maxLength: 200 }),
    line: fc.string({ maxLength: 200 }),
    steps: fc.array(step, { maxLength: 20 }),
    tags: fc.constant<Tag[]>([]),
  });
  fc.assert(
    fc.property(own, (typed) => {
      const kept = tidied(typed);
      expect(kept.title.length <= LIMITS.title && kept.steps.length <= LIMITS.steps).toBe(true);
      if (problemsOf(typed).length > 0) return;
      const practice = practiceOf('x', kept, words);
      expect(practice.seconds).toBe(practice.steps.reduce((sum, each) => sum + each, 0));
      expect(practice.text.steps).toHaveLength(practice.steps.length);
      expect(practice.offered).toBe(false);
      expect(ownFrom(kept)).toEqual(kept);
    }),
  );
});
