import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import MomentsPage from './MomentsPage.svelte';
import { addMoment, MOMENTS } from './records';
import type { Moment } from './rules';
import { moments } from './store.svelte';

vi.mock('../parts/guard-code', () => import('../parts/testing-guard'));

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  moments.forget();
});

const show = (isAllowed = true) =>
  render(MomentsPage, { beforeWriting: () => Promise.resolve(isAllowed) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const type = async (value: string) =>
  fireEvent.input(await screen.findByLabelText('What went well, about you'), { target: { value } });
const kept = async () => (await vault.list<Moment>(MOMENTS)).kept;
const add = (text: string, on = '2026-11-20') => addMoment(vault, text, on, 'close', vault.newId());

test('kept from here, it is there with its season, and with no count', async () => {
  show();
  await screen.findByText('Nothing here yet. One small line is plenty.');
  await tap('Keep a moment');
  await type('I stayed kind.');
  await fireEvent.click(screen.getByLabelText('Thanks I was given'));
  await tap('Keep');
  await screen.findByText('I stayed kind.');
  expect((await kept()).map(({ value }) => value)).toMatchObject([
    { text: 'I stayed kind.', from: 'thanks' },
  ]);
  expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(1);
});

test('by one who would rather not write yet nothing is begun', async () => {
  show(false);
  await tap('Keep a moment');
  expect(screen.queryByLabelText('What went well, about you')).toBeNull();
});

test('one at a time is shown, and not the same twice running', async () => {
  await add('One.');
  await add('Two.');
  show();
  await screen.findByText('One.');
  await screen.findByText('Two.');
  await tap('Show me one');
  const first = moments.shown?.text;
  await tap('Another one');
  expect(moments.shown?.text).not.toBe(first);
});

test('heard from another room and tried anew, it is kept once, and an empty line never', async () => {
  const id = vault.newId();
  await addMoment(vault, 'One.', '2026-11-20', 'practice', id);
  await addMoment(vault, 'One.', '2026-11-20', 'practice', id);
  await addMoment(vault, '  ', '2026-11-20', 'thanks', vault.newId());
  expect((await kept()).map(({ value, on }) => [value.text, value.from, on])).toEqual([
    ['One.', 'practice', '2026-11-20'],
  ]);
});

test('changed it keeps where it came from; taken away it can be had back', async () => {
  await add('One.');
  show();
  await tap('Change: One.');
  await type('One, truly.');
  await tap('Keep');
  await waitFor(async () =>
    expect((await kept())[0]?.value).toMatchObject({ text: 'One, truly.', from: 'close' }),
  );
  await tap('Take away: One, truly.');
  await waitFor(async () => expect(await kept()).toEqual([]));
  await tap('Undo');
  await screen.findByText('One, truly.');
});

test('on a full phone it says so, and the line still stands there', async () => {
  show();
  await tap('Keep a moment');
  await type('Not lost.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('What went well, about you').value).toBe(
    'Not lost.',
  );
  full.mockRestore();
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toHaveLength(1));
});

test('a name that may point to somebody gets one quiet line, and other words when wished', async () => {
  show();
  await tap('Keep a moment');
  await type('Lucía thanked me.');
  await tap('Use a gentler wording for Lucía');
  await screen.findByDisplayValue('somebody thanked me.');
  await tap('Keep');
  await waitFor(async () => expect((await kept())[0]?.value.text).toBe('somebody thanked me.'));
});

test('half written it is found on return', async () => {
  const view = show();
  await tap('Keep a moment');
  await type('Half');
  await waitFor(async () => expect(await vault.draft('moments')).toContain('Half'));
  view.unmount();
  moments.forget();
  show();
  const field = await screen.findByLabelText<HTMLTextAreaElement>('What went well, about you');
  expect(field.value).toBe('Half');
});

test('what cannot be read is counted and hides nothing', async () => {
  await vault.add(MOMENTS, 'nothing', '2026-11-20');
  await add('One.');
  show();
  await screen.findByText('One record could not be read. It stays where it is.');
  await screen.findByText('One.');
});
