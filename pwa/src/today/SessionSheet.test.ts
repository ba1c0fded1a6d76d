import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { USUAL_DAY, type Session } from '../day/rules';
import SessionSheet from './SessionSheet.svelte';

const on = '2026-11-23';
const ten: Session = { id: 's', on, at: '10:00', minutes: 50, zone: 'UTC' };
const time = { on, at: '10:00', minutes: 50, zone: 'UTC' };
const calls = {
  onadd: vi.fn(),
  onchange: vi.fn(),
  onremove: vi.fn(),
  onretry: vi.fn(),
  onclose: vi.fn(),
};

beforeEach(() => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.clearAllMocks();
});

function show(props: Record<string, unknown> = {}, now = '10:20') {
  return render(SessionSheet, {
    open: true,
    sessions: [],
    settings: USUAL_DAY,
    now: Date.parse(`${on}T${now}Z`),
    zone: 'UTC',
    ...calls,
    ...props,
  });
}

function tap(name: string | RegExp) {
  return fireEvent.click(screen.getByRole('button', { name }));
}

test('one tap on a start adds a session of the usual length', async () => {
  show({ sessions: [ten] });
  await tap('11:00');
  expect(calls.onadd).toHaveBeenCalledExactlyOnceWith({ ...time, at: '11:00' });
});

test('another length stays chosen for the start that follows', async () => {
  show();
  await tap('90');
  expect(screen.getByRole('button', { name: '90' }).getAttribute('aria-pressed')).toBe('true');
  await tap('10:30');
  expect(calls.onadd).toHaveBeenCalledExactlyOnceWith({ ...time, at: '10:30', minutes: 90 });
});

test('an unusual length of my own is among the lengths', () => {
  show({ settings: { ...USUAL_DAY, session_minutes: 40 } });
  expect(screen.getByRole('button', { name: '40' }).getAttribute('aria-pressed')).toBe('true');
});

test('any other time can be typed, and the browser is asked not to keep it', async () => {
  show();
  const field = screen.getByLabelText('Another time');
  expect(field.getAttribute('autocomplete')).toBe('off');
  expect((screen.getByRole('button', { name: 'Add it' }) as HTMLButtonElement).disabled).toBe(true);

  await fireEvent.input(field, { target: { value: '14:05' } });
  await fireEvent.submit(field.closest('form')!);
  expect(calls.onadd).toHaveBeenCalledExactlyOnceWith({ ...time, at: '14:05' });
});

test('an empty time adds nothing', async () => {
  show();
  await fireEvent.submit(screen.getByLabelText('Another time').closest('form')!);
  expect(calls.onadd).not.toHaveBeenCalled();
});

test('a start after midnight says it is tomorrow', async () => {
  show({}, '23:40');
  await tap('0:00 tomorrow');
  expect(calls.onadd).toHaveBeenCalledWith({ ...time, on: '2026-11-24', at: '00:00' });
});

test('a session that ran over is five minutes longer', async () => {
  show({ session: ten, sessions: [ten] });
  await tap('Ran over 5 minutes');
  expect(calls.onchange).toHaveBeenCalledExactlyOnceWith('s', { ...time, minutes: 55 });
});

test('a running session can end now, one that is over ended early', async () => {
  const { rerender } = show({ session: ten }, '10:31');
  await tap('Ended now');
  expect(calls.onchange).toHaveBeenLastCalledWith('s', { ...time, minutes: 31 });

  await rerender({ now: Date.parse(`${on}T11:30Z`) });
  await tap('Ended early');
  expect(calls.onchange).toHaveBeenLastCalledWith('s', { ...time, minutes: 45 });
});

test('a session can be moved and taken away', async () => {
  show({ session: ten });
  const field = screen.getByLabelText('Start moved to');
  await fireEvent.input(field, { target: { value: '10:15' } });
  await fireEvent.submit(field.closest('form')!);
  expect(calls.onchange).toHaveBeenCalledExactlyOnceWith('s', { ...time, at: '10:15' });

  await tap('Take it away');
  expect(calls.onremove).toHaveBeenCalledExactlyOnceWith('s');
});

test('a time that found no room stays here, and can be tried once more', async () => {
  show({ unkept: time, noRoom: true });
  expect(screen.getByRole('alert').textContent).toContain('10:00 is not kept yet');
  await tap('Try once more');
  expect(calls.onretry).toHaveBeenCalledOnce();
});

test('before it has begun a session can be moved first, from the time it has', async () => {
  show({ session: ten }, '09:20');
  expect(screen.queryByRole('button', { name: /Ran over|Ended/ })).toBeNull();
  const field = screen.getByLabelText<HTMLInputElement>('Start moved to');
  expect(field.value).toBe('10:00');
  const move = screen.getByRole<HTMLButtonElement>('button', { name: 'Move it' });
  expect(move.disabled).toBe(true);
  const length = screen.getByRole('button', { name: '30' });
  expect(field.compareDocumentPosition(length) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();

  await fireEvent.input(field, { target: { value: '10:15' } });
  expect(move.disabled).toBe(false);
});

test('from the minute it begins a session can have run over or ended', () => {
  show({ session: ten }, '10:00');
  expect(screen.getByRole('button', { name: 'Ran over 5 minutes' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Ended now' })).toBeTruthy();
});
