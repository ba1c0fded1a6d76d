import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { sessionsOn } from '../../day/records';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import CalendarPage from './CalendarPage.svelte';
import { readCalendar, type Unreadable } from './read';
import { calendars } from './records';
import { byDay, changeBy, LIMITS, type Found } from './rules';
import { CalendarImport, calendarImport } from './store.svelte';

vi.mock('./busy-worker.ts?worker&url', () => ({ default: '/worker.js' }));
vi.mock('./read', async (original) => ({
  ...(await original<typeof import('./read')>()),
  readCalendar: vi.fn(),
}));

const zone = 'Europe/Lisbon';
const at = (time: string, on = '2026-11-26') => instantOf(on, time, zone).getTime();
const hour = (start: string, end: string, on?: string) => ({
  from: at(start, on),
  to: at(end, on),
});
const NOTHING: Found = {
  busy: [],
  all_day: 0,
  free: 0,
  too_long: 0,
  too_many: false,
  name: 'mine',
};

let vault: Vault;
let importing: CalendarImport;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', zone);
  vi.useFakeTimers({ toFake: ['Date'], now: at('08:00', '2026-11-25') });
  importing = new CalendarImport();
  calendarImport.letGo();
  calendarImport.known = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const file = new Blob(['BEGIN:VCALENDAR']);
const gives = (found: Partial<Found> | Unreadable) =>
  vi
    .mocked(readCalendar)
    .mockResolvedValue(typeof found === 'string' ? found : { ...NOTHING, ...found });
const kept = async (on = '2026-11-26') =>
  (await sessionsOn(vault, [on])).sessions.map(({ at: start }) => start).sort();

async function bring(found: Partial<Found>): Promise<boolean> {
  gives(found);
  await importing.read(file);
  return importing.bringIn();
}

test('nothing is kept before somebody has looked and said so', async () => {
  gives({ busy: [hour('09:00', '09:50')] });
  await importing.read(file);
  expect(importing.preview?.times).toEqual([{ on: '2026-11-26', at: '09:00', minutes: 50, zone }]);
  expect(await kept()).toEqual([]);
  expect(await calendars(vault)).toEqual([]);

  expect(await importing.bringIn()).toBe(true);
  expect(await kept()).toEqual(['09:00']);
  expect(importing.done).toBe(1);
  expect(await calendars(vault)).toMatchObject([{ on: '2026-11-25', count: 1 }]);
});

test('what is left out is not kept', async () => {
  gives({ busy: [hour('09:00', '09:50'), hour('10:00', '10:50')] });
  await importing.read(file);
  importing.toggle(0);
  await importing.bringIn();
  expect(await kept()).toEqual(['10:00']);
});

test('the same calendar once more takes the place of what came from it, and of nothing else', async () => {
  await bring({ busy: [hour('09:00', '09:50'), hour('10:00', '10:50')] });
  await bring({ name: 'another', busy: [hour('15:00', '15:50')] });
  const { sessions } = await sessionsOn(vault, ['2026-11-26']);
  const ten = sessions.find((session) => session.at === '10:00')!;

  gives({ busy: [hour('10:00', '10:50'), hour('12:00', '12:50')] });
  await importing.read(file);
  const { times, kept: before } = importing.preview!;
  expect(changeBy(times, before)).toMatchObject({
    add: [{ at: '12:00' }],
    remove: [{ at: '09:00' }],
  });
  await importing.bringIn();
  expect(await kept()).toEqual(['10:00', '12:00', '15:00']);
  const after = (await sessionsOn(vault, ['2026-11-26'])).sessions;
  expect(after.find((session) => session.at === '10:00')?.id).toBe(ten.id);
  expect(await calendars(vault)).toHaveLength(2);
});

test('stopped half way by a full phone, the same once more goes on and nothing is there twice', async () => {
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  gives({ busy: [hour('09:00', '09:50'), hour('10:00', '10:50')] });
  await importing.read(file);
  expect(await importing.bringIn()).toBe(false);
  expect(importing.trouble).toBe('no_room');
  expect(importing.preview).not.toBeNull();

  full.mockRestore();
  expect(await importing.bringIn()).toBe(true);
  expect(importing.trouble).toBeNull();
  expect(await kept()).toEqual(['09:00', '10:00']);
});

test('a calendar is taken away from today on, and what was taken can be had back', async () => {
  await bring({ busy: [hour('09:00', '09:50'), hour('10:00', '10:50')] });
  await importing.takeAway(importing.known[0]!);
  expect(await kept()).toEqual([]);
  expect(importing.known).toEqual([]);
  expect(importing.taken).toHaveLength(2);
  await importing.undo();
  expect(await kept()).toEqual(['09:00', '10:00']);
  expect(importing.taken).toEqual([]);
});

test('no title is in anything that is kept', async () => {
  await bring({ name: 'CANARY caseload', busy: [hour('09:00', '09:50')] });
  const [all, known] = [await vault.list('sessions'), await vault.list('calendars')];
  expect(JSON.stringify([all, known])).not.toMatch(/canary/i);
});

test.each([
  ['too_big', 'This file is larger than 1 MB. A shorter range would fit.'],
  ['no_calendar', 'No calendar could be read in this file. Nothing was changed.'],
  ['too_slow', 'This file takes too long to read. Nothing was changed.'],
] as const)('a file that is %s is refused in words', async (code, words) => {
  gives(code);
  render(CalendarPage, { beforeWriting: () => Promise.resolve(true) });
  await calendarImport.read(file);
  await screen.findByText(words);
});

test('the preview says what was found, what was left out, and keeps what is ticked', async () => {
  gives({ busy: [hour('09:00', '09:50'), hour('10:00', '10:50')], all_day: 3, free: 1 });
  render(CalendarPage, { beforeWriting: () => Promise.resolve(true) });
  await calendarImport.read(file);
  await screen.findByRole('heading', { name: '2 times found' });
  expect(screen.getByText('All-day entries left out: 3')).toBeTruthy();
  await fireEvent.click(screen.getAllByRole('checkbox')[0]!);
  await fireEvent.click(screen.getByRole('button', { name: 'Keep 1 time' }));
  await screen.findByText('1 time is kept.');
  expect(await kept()).toEqual(['10:00']);
});

test('asked first and not willing, one loses nothing of the preview', async () => {
  gives({ busy: [hour('09:00', '09:50')] });
  render(CalendarPage, { beforeWriting: () => Promise.resolve(false) });
  await calendarImport.read(file);
  await fireEvent.click(await screen.findByRole('button', { name: 'Keep 1 time' }));
  expect(await kept()).toEqual([]);
  expect(screen.getByRole('heading', { name: '1 time found' })).toBeTruthy();
});

test('a file over the limit is not even read', async () => {
  const { readCalendar: real } = await vi.importActual<typeof import('./read')>('./read');
  const big = new Blob([new Uint8Array(LIMITS.bytes + 1)]);
  expect(await real(big)).toBe('too_big');
});

test('what changes is what is new, what is gone, and what stays', () => {
  const time = (start: string) => ({ on: '2026-11-26', at: start, minutes: 50, zone });
  const change = changeBy(
    [time('09:00'), time('10:00')],
    [
      { id: 'a', ...time('10:00'), off: 'cancelled' },
      { id: 'b', ...time('11:00') },
    ],
  );
  expect(change.add).toEqual([time('09:00')]);
  expect(change.remove.map(({ id }) => id)).toEqual(['b']);
  expect(change.stay.map(({ id, off }) => [id, off])).toEqual([['a', 'cancelled']]);
  expect(byDay([{ ...time('09:00'), on: '2026-11-27' }, time('10:00')]).map(([on]) => on)).toEqual([
    '2026-11-26',
    '2026-11-27',
  ]);
});
