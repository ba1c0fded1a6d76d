/** What of a calendar file is a time that somebody is busy; titles, people and places end here. Pure. */

import ICAL from 'ical.js';
import { MINUTE } from '../../day/rules';
import { zonesOf, type Zones } from './ics-zones';
import { LIMITS, type Busy, type Found } from './rules';

/** Runs out of turns: a rule that would go on for ever, or a file made to be one. */
class TooMuch extends Error {}

interface Window {
  /** Epoch milliseconds: what ends after the first and begins before the second. */
  from: number;
  to: number;
  /** What a time without a zone of its own is told by. */
  zone: string;
}

/** Throws for what is no calendar; `ICAL.parse` says nothing more of use to a person. */
export function busyTimes(text: string, window: Window): Found {
  const parsed = ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[];
  // One calendar is given as itself, several as a list.
  const calendars = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][]);
  const all = calendars.map((jcal) => new ICAL.Component(jcal));
  const roots = all.flatMap((one) => (one.name === 'vcalendar' ? [one] : []));
  if (roots.length === 0) throw new Error('no calendar');
  const events = roots.flatMap((root) => eventsOf(root, window));
  const found: Found = { busy: [], all_day: 0, free: 0, too_long: 0, too_many: false, name: '' };
  found.name = roots.map(nameOf).join('\n');
  if (events.length > LIMITS.events) found.too_many = true;
  const turns = { left: LIMITS.turns };
  try {
    for (const event of events.slice(0, LIMITS.events)) {
      soundly(() => add(found, event, window, turns));
    }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    found.too_many = true;
  }
  found.busy = merged(found.busy);
  if (found.busy.length > LIMITS.times) found.too_many = true;
  found.busy = found.busy.slice(0, LIMITS.times);
  return found;
}

/** An event that cannot be read takes no other with it. */
function soundly<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooMuch) throw error;
    return null;
  }
}

/** What tells this calendar from another; it is hashed with this phone's key, and kept in no other form. */
function nameOf(root: ICAL.Component): string {
  const text = (name: string) => String(root.getFirstPropertyValue(name) ?? '');
  return ['x-wr-calname', 'name', 'x-wr-relcalid', 'prodid'].map(text).join('\t');
}

/** An event that repeats, with those of its turns that are otherwise than the rule says. */
interface Series {
  event: ICAL.Component;
  changed: Map<number, ICAL.Component>;
  zones: Zones;
}

function eventsOf(root: ICAL.Component, window: Window): Series[] {
  const zones = zonesOf(root, window.zone);
  const components = root.getAllSubcomponents('vevent');
  const series = new Map<string, Series>();
  const changes: ICAL.Component[] = [];
  for (const [at, event] of components.entries()) {
    if (!event.getFirstProperty('dtstart')) continue;
    if (event.getFirstProperty('recurrence-id')) changes.push(event);
    else
      series.set(`${uidOf(event) ?? at} ${sequenceOf(series, event)}`, {
        event,
        changed: new Map(),
        zones,
      });
  }
  const byUid = new Map([...series.values()].map((each) => [uidOf(each.event), each]));
  for (const [at, change] of changes.entries()) {
    const whole = byUid.get(uidOf(change));
    const turn = soundly(() => instantAt(change, 'recurrence-id', zones));
    // A turn whose series is not in the file stands for itself.
    if (whole && turn !== null) whole.changed.set(turn, change);
    else series.set(`change ${at}`, { event: change, changed: new Map(), zones });
  }
  return [...series.values()];
}

/** Two events of one id that are no turns of one series are two. */
function sequenceOf(series: Map<string, Series>, event: ICAL.Component): number {
  let number = 0;
  while (series.has(`${uidOf(event)} ${number}`)) number += 1;
  return number;
}

function uidOf(event: ICAL.Component): string | null {
  const uid = event.getFirstPropertyValue('uid');
  return uid === null ? null : String(uid);
}

function add(found: Found, series: Series, window: Window, turns: { left: number }): void {
  const { event, changed, zones } = series;
  const start = timeOf(event, 'dtstart');
  if (!start) return;
  if (start.isDate) {
    found.all_day += 1;
    return;
  }
  for (const turn of turnsOf(event, start, window, zones, turns)) {
    const change = changed.get(turn);
    changed.delete(turn);
    keep(found, spanOf(change ?? event, change ? null : turn, zones), change ?? event, window);
  }
  // A turn may have been moved into the window from outside of it.
  for (const change of changed.values()) keep(found, spanOf(change, null, zones), change, window);
}

function keep(found: Found, span: Busy | null, event: ICAL.Component, window: Window): void {
  if (!span || span.to <= window.from || span.from >= window.to) return;
  if (isFree(event)) found.free += 1;
  else if (span.to - span.from > LIMITS.longest_ms) found.too_long += 1;
  else found.busy.push(span);
}

function isFree(event: ICAL.Component): boolean {
  const text = (name: string) => String(event.getFirstPropertyValue(name) ?? '').toUpperCase();
  if (text('status') === 'CANCELLED' || text('transp') === 'TRANSPARENT') return true;
  return ['FREE', 'WORKINGELSEWHERE'].includes(text('x-microsoft-cdo-busystatus'));
}

/** When each turn begins, up to the end of the window: the first, those of its rules, and further dates. */
function turnsOf(
  event: ICAL.Component,
  start: ICAL.Time,
  window: Window,
  zones: Zones,
  turns: { left: number },
): Set<number> {
  const tzid = tzidOf(event, 'dtstart');
  const isLeftOut = exceptionsOf(event, zones);
  const found = new Set<number>();
  const put = (time: ICAL.Time, turn: number) => isLeftOut(time, turn) || found.add(turn);
  put(start, zones(start, tzid));
  for (const rule of event.getAllProperties('rrule').flatMap((each) => each.getValues())) {
    if (!(rule instanceof ICAL.Recur)) continue;
    const last = lastOf(rule, tzid, zones);
    rule.until = null; // the library compares it as it is written, in whatever zone
    const iterator = rule.iterator(start);
    for (let next = iterator.next(); next; next = iterator.next()) {
      if ((turns.left -= 1) < 0) throw new TooMuch();
      const turn = zones(next, tzid);
      if (turn >= window.to || turn > last) break;
      if (turn > window.from - LIMITS.longest_ms) put(next, turn);
    }
  }
  for (const [time, turn] of datesOf(event, 'rdate', zones)) put(time, turn);
  return found;
}

/** The last instant a rule holds; one that names a day holds to its end. */
function lastOf({ until }: ICAL.Recur, tzid: string | null, zones: Zones): number {
  if (!until) return Infinity;
  return zones(until, tzid) + (until.isDate ? 24 * 60 * MINUTE - 1 : 0);
}

function* datesOf(
  event: ICAL.Component,
  name: string,
  zones: Zones,
): Generator<[ICAL.Time, number]> {
  for (const property of event.getAllProperties(name)) {
    const tzid = property.getFirstParameter('tzid');
    for (const value of property.getValues()) {
      if (value instanceof ICAL.Time) yield [value, zones(value, tzid ? String(tzid) : null)];
    }
  }
}

/** Said in whatever zone or as a whole day: the library compares them as they are written. */
function exceptionsOf(event: ICAL.Component, zones: Zones) {
  const instants = new Set<number>();
  const days = new Set<string>();
  for (const [time, instant] of datesOf(event, 'exdate', zones)) {
    if (time.isDate) days.add(dayOf(time));
    else instants.add(instant);
  }
  return (time: ICAL.Time, turn: number) => instants.has(turn) || days.has(dayOf(time));
}

const dayOf = ({ year, month, day }: ICAL.Time) => `${year}-${month}-${day}`;

/** `from` when it is not the event's own start: it lasts as long, by the clock on the wall. */
function spanOf(event: ICAL.Component, from: number | null, zones: Zones): Busy | null {
  const begin = instantAt(event, 'dtstart', zones);
  if (begin === null) return null;
  const end = instantAt(event, 'dtend', zones);
  const duration = event.getFirstPropertyValue('duration');
  const length =
    end !== null
      ? end - begin
      : duration instanceof ICAL.Duration
        ? duration.toSeconds() * 1000
        : 0;
  const at = from ?? begin;
  return length > 0 ? { from: at, to: at + length } : null;
}

function timeOf(event: ICAL.Component, name: string): ICAL.Time | null {
  const value = event.getFirstPropertyValue(name);
  return value instanceof ICAL.Time ? value : null;
}

function instantAt(event: ICAL.Component, name: string, zones: Zones): number | null {
  const time = timeOf(event, name);
  return time && zones(time, tzidOf(event, name));
}

function tzidOf(event: ICAL.Component, name: string): string | null {
  const tzid = event.getFirstProperty(name)?.getFirstParameter('tzid');
  return tzid ? String(tzid) : null;
}

/** In order; the same time twice is one, and none is told of more than once. */
function merged(busy: Busy[]): Busy[] {
  const sorted = busy.sort((a, b) => a.from - b.from || a.to - b.to);
  return sorted.filter((each, at) => {
    const before = sorted[at - 1];
    return !before || before.from !== each.from || before.to !== each.to;
  });
}
