import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../core/zones';
import { busyTimes } from './busy';
import expected from './files/expected.json';
import { windowOf } from './read';
import { LIMITS } from './rules';

const zone = 'Europe/Lisbon';
const window = { zone, ...windowOf(instantOf('2026-11-25', '08:00', zone).getTime(), zone) };
const fileOf = (name: string) => readFileSync(`src/today/calendar/files/${name}.ics`, 'utf8');
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe('files in the shape that calendars and practice systems give', () => {
  test('there are at least sixty of them', () => {
    expect(Object.keys(expected).length).toBeGreaterThanOrEqual(60);
  });

  test.each(Object.entries(expected))('%s', (name, wanted) => {
    const { busy, name: called, ...left } = busyTimes(fileOf(name), window);
    const times = busy.map(({ from, to }) => `${iso(from)}/${iso(to)}`);
    expect({ busy: times, ...left }).toEqual(wanted);
    expect(typeof called).toBe('string');
  });

  test.each(Object.keys(expected))(
    'of %s nothing comes out but times and what it calls itself',
    (name) => {
      const { name: called, ...rest } = busyTimes(fileOf(name), window);
      expect(JSON.stringify(rest)).not.toMatch(/canary|quince|elm house/i);
      expect(called).not.toMatch(/quince|elm house/i);
    },
  );
});

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT'];

describe('files made to do harm', () => {
  test.each([
    ['each second since 1970', 'DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY'],
    ['each minute without end', 'DTSTART:20261126T090000Z', 'RRULE:FREQ=MINUTELY'],
    [
      'each second, a thousand million times',
      'DTSTART:20200101T000000Z',
      'RRULE:FREQ=SECONDLY;COUNT=999999999',
    ],
    [
      'a day that never comes',
      'DTSTART:20261126T090000Z',
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
    ],
  ])('%s is given up, and what was found stays', (_, ...lines) => {
    const found = busyTimes(calendar(...event(...lines, 'DURATION:PT1M')), window);
    expect(found.busy.length).toBeLessThanOrEqual(LIMITS.times);
  });

  test('more events than anyone has are not all read, and that is said', () => {
    const many = Array.from({ length: LIMITS.events + 1 }, (_, at) =>
      event('DTSTART:20200101T090000Z', 'DURATION:PT1M').with(1, `UID:${at}`),
    ).flat();
    expect(busyTimes(calendar(...many), window).too_many).toBe(true);
  });

  test('more times than a person has sessions are cut, and that is said', () => {
    const each = event(
      'DTSTART:20261125T000000Z',
      'DURATION:PT5M',
      'RRULE:FREQ=MINUTELY;INTERVAL=10',
    );
    const found = busyTimes(calendar(...each), window);
    expect([found.busy.length, found.too_many]).toEqual([LIMITS.times, true]);
  });

  test.each([
    ['nothing', ''],
    ['no calendar', 'Dear colleague,'],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026'],
    ['a web page', '<!doctype html><html></html>'],
    ['another card', 'BEGIN:VCARD\r\nFN:Quince\r\nEND:VCARD'],
    ['a picture', String.fromCharCode(...Array.from({ length: 600 }, (_, at) => at % 256))],
  ])('%s is refused', (_, text) => {
    expect(() => busyTimes(text, window)).toThrow();
  });

  test('an event with a broken time takes no other with it', () => {
    const broken = event('DTSTART:not a time', 'DURATION:PT1M').with(1, 'UID:b');
    const sound = event('DTSTART:20261126T090000Z', 'DURATION:PT50M');
    const found = busyTimes(calendar(...broken, ...sound), window);
    expect(found.busy).toHaveLength(1);
  });

  test('names of objects are names like any other', () => {
    const odd = event('DTSTART:20261126T090000Z', 'DURATION:PT50M').with(1, 'UID:__proto__');
    expect(busyTimes(calendar(...odd, '__proto__:x', 'X-CONSTRUCTOR:y'), window).busy).toHaveLength(
      1,
    );
  });
});

test('for any times of any zone, what comes out is what was put in', () => {
  const two = (number: number) => String(number).padStart(2, '0');
  const given = fc.record({
    day: fc.integer({ min: 26, max: 30 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    length: fc.integer({ min: 1, max: 720 }),
    where: fc.constantFrom(
      'America/New_York',
      'Asia/Kathmandu',
      'Europe/Berlin',
      'Australia/Sydney',
    ),
  });
  fc.assert(
    fc.property(given, ({ day, hour, minute, length, where }) => {
      const start = `202611${day}T${two(hour)}${two(minute)}00`;
      const lines = event(`DTSTART;TZID=${where}:${start}`, `DURATION:PT${length}M`);
      const from = instantOf(`2026-11-${day}`, `${two(hour)}:${two(minute)}`, where).getTime();
      const { busy } = busyTimes(calendar(...lines), window);
      expect(busy).toEqual([{ from, to: from + length * 60_000 }]);
    }),
  );
});
