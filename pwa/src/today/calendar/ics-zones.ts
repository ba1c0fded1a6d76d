/** Which instant a time in a calendar file means. Pure. */

import ICAL from 'ical.js';
import { instantOf, isZone } from '../../core/zones';

/** The instant of a time, by the zone its property names; epoch milliseconds. */
export type Zones = (time: ICAL.Time, tzid: string | null) => number;

/** UTC as it is; a zone this phone knows by its own rules; else by those in the file; else as it is here. */
export function zonesOf(root: ICAL.Component, here: string): Zones {
  const own = new Map<string, ICAL.Timezone>();
  for (const component of root.getAllSubcomponents('vtimezone')) {
    const tzid = String(component.getFirstPropertyValue('tzid') ?? '');
    own.set(tzid, new ICAL.Timezone({ component, tzid }));
  }
  const named = String(root.getFirstPropertyValue('x-wr-timezone') ?? '');
  const usual = ianaOf(named) ?? here;
  return (time, tzid) => {
    if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1000;
    const iana = tzid === null ? usual : ianaOf(tzid);
    if (iana) return wallInstant(time, iana);
    const given = own.get(tzid ?? '');
    const offset = given && offsetIn(given, time);
    return offset == null ? wallInstant(time, usual) : wallInstant(time, 'UTC') - offset * 1000;
  };
}

/** Some programs put a path before the name; others a name of their own, which is none. */
function ianaOf(tzid: string): string | null {
  const parts = tzid.replaceAll('"', '').split('/').filter(Boolean);
  const candidates = [parts.slice(-3), parts.slice(-2), parts.slice(-1)].map((some) =>
    some.join('/'),
  );
  return (
    candidates.find((name) => name.includes('/') && isZone(name)) ?? (tzid === 'UTC' ? tzid : null)
  );
}

/** Null for a zone in the file that does not say what it is. */
function offsetIn(zone: ICAL.Timezone, time: ICAL.Time): number | null {
  try {
    const offset = zone.utcOffset(time);
    return Number.isFinite(offset) ? offset : null;
  } catch {
    return null;
  }
}

function wallInstant(time: ICAL.Time, zone: string): number {
  const two = (number: number) => String(number).padStart(2, '0');
  const on = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`;
  return instantOf(on, `${two(time.hour)}:${two(time.minute)}`, zone).getTime();
}
