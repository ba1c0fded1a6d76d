/** The phone's own zone is read from its Date; nothing may differ from what Intl's tables say. */

import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { instantOf, wallClockOf } from './zones';

const usual = process.env['TZ'];
const ZONES = ['Europe/Lisbon', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'];

afterEach(() => {
  vi.unstubAllGlobals();
  if (usual === undefined) delete process.env['TZ'];
  else process.env['TZ'] = usual;
});

/** What `work` answers on a phone that knows Temporal and is in `zone`. */
function on<T>(zone: string, work: () => T): T {
  process.env['TZ'] = zone;
  vi.stubGlobal('Temporal', { Now: { timeZoneId: () => zone } });
  try {
    return work();
  } finally {
    vi.unstubAllGlobals();
  }
}

const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2050, 0) });

test.each(ZONES)('in %s the wall clock is the same by either way', (zone) => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(on(zone, () => wallClockOf(instant, zone))).toEqual(wallClockOf(instant, zone));
    }),
  );
});

test.each(ZONES)('in %s a time of day is the same instant by either way', (zone) => {
  fc.assert(
    fc.property(instants, (instant) => {
      const { on: date, at } = wallClockOf(instant, zone);
      expect(on(zone, () => instantOf(date, at, zone))).toEqual(instantOf(date, at, zone));
    }),
  );
});

test('the half hour that Lord Howe skips is skipped by either way', () => {
  const skipped = () => instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe');

  expect(on('Australia/Lord_Howe', skipped)).toEqual(skipped());
});
