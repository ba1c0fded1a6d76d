import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { planDay, type Session } from '../day/rules';
import Rail from './Rail.svelte';

const on = '2026-11-23';
const languages = vi.spyOn(navigator, 'languages', 'get');
const onpick = vi.fn();
const onadd = vi.fn();
const onmove = vi.fn();

beforeEach(() => {
  languages.mockReturnValue(['en-GB']);
  vi.clearAllMocks();
});

function session(at: string, minutes = 50): Session {
  return { id: at, on, at, minutes, zone: 'UTC' };
}

function show(now: string, ...sessions: Session[]) {
  const plan = planDay(on, 'UTC', sessions);
  const props = { plan, now: Date.parse(`${on}T${now}Z`), zone: 'UTC', onpick, onmove, onadd };
  return render(Rail, props);
}

test('the day is a list in the order it goes, with now in one place', () => {
  show('10:52', session('11:00'), session('10:00'));
  const rows = within(screen.getByRole('list', { name: "Today's times" })).getAllByRole('listitem');
  expect(rows).toHaveLength(5);
  const current = rows.filter((row) => row.getAttribute('aria-current') === 'time');
  expect(current).toEqual([rows[2]]);
  expect(rows[2]!.textContent).toContain('Now, 10:52');
});

test('a session is a button named by its times, and picking it hands it over', () => {
  show('10:52', session('10:00'), session('11:00'));
  screen.getByRole('button', { name: 'Session, 10:00 to 10:50' }).click();
  expect(onpick).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: '10:00' }));
});

test('the keyboard meets the sessions in their order, then the way to add one', () => {
  show('10:52', session('11:00'), session('10:00'));
  const buttons = screen.getAllByRole('button');
  expect(buttons.every((button) => button.tabIndex === 0)).toBe(true);
  expect(buttons.map((button) => button.getAttribute('aria-label') ?? 'add')).toEqual([
    'Session, 10:00 to 10:50',
    'Session, 11:00 to 11:50',
    'add',
  ]);
});

test('the gap we are in says what is left, and until when notes are', () => {
  show('10:52', session('10:00'), session('11:00'));
  const row = screen.getByText('8 mins').closest('li')!;
  expect(row.textContent).toContain('8 mins');
  expect(row.textContent).toContain('until 11:00');
  expect(row.textContent).toContain('Notes until 10:55');
});

test('a gap to come says how much of it is left after notes', () => {
  show('09:00', session('10:00'), session('11:00'), session('11:55'));
  expect(screen.getByText('Gap, 10:50 to 11:00, 10 mins').closest('li')!.textContent).toContain(
    '3 free after notes',
  );
  expect(screen.getByText('Gap, 11:50 to 11:55, 5 mins').closest('li')!.textContent).toContain(
    'for notes',
  );
});

test('the session we are in is the current one of the list', () => {
  show('10:20', session('10:00'), session('11:00'));
  const current = screen.getByRole('button', { name: 'Session, 10:00 to 10:50' }).closest('li')!;
  expect(current.getAttribute('aria-current')).toBe('time');
});

test('two sessions at the same time are both there, and say so', () => {
  show('09:00', session('10:00'), session('10:30'));
  const shared = screen.getAllByRole('button', { name: /at the same time as another/ });
  expect(shared).toHaveLength(2);
});

test('with no session entered there is no empty rail, only the way to add one', () => {
  show('10:52');
  expect(screen.queryByRole('list')).toBeNull();
  screen.getByRole('button', { name: 'Add a session' }).click();
  expect(onadd).toHaveBeenCalledOnce();
});

test('what is long past stands behind one button, and unfolds and folds on a tap', async () => {
  show('11:52', session('08:00'), session('09:00'), session('10:00'), session('11:00', 45));
  const doors = () => screen.getAllByRole('button', { name: /^Session,/ });
  const earlier = screen.getByRole('button', { name: 'Earlier today, 3 sessions' });
  expect(earlier.getAttribute('aria-expanded')).toBe('false');
  expect(doors()).toHaveLength(1);

  await fireEvent.click(earlier);
  expect(earlier.getAttribute('aria-expanded')).toBe('true');
  expect(doors()).toHaveLength(4);
  await fireEvent.click(earlier);
  expect(doors()).toHaveLength(1);
});

test('with nothing to fold there is no such button', () => {
  show('10:52', session('10:00'), session('11:00'));
  expect(screen.queryByRole('button', { name: /Earlier today/ })).toBeNull();
});

test('the times of a session stand apart from the direction of the words around them', () => {
  show('09:00', session('10:00'));
  expect(screen.getByText('10:00 – 10:50').tagName).toBe('BDI');
});
