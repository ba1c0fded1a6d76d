/** How tall the wall is: the day's rows in CSS pixels, true to scale but never too small to hit. */

import { overlaps, union, type DayPlan, type Gap, type PlacedSession, type Span } from './rules';

export const PX_PER_MINUTE = 1.2;
export const MIN_BLOCK = 44;
const OPEN_END = 56;
const RUNNING = 76;
const PINCHED_PAST = 16;

export type Tense = 'past' | 'now' | 'later';

/** One session's place within its row; sessions at the same time stand side by side in lanes. */
export interface Door {
  session: PlacedSession;
  tense: Tense;
  lane: number;
  top: number;
  height: number;
}

/** `line` is how far down the row now stands, in pixels; null when now is in another row. */
interface Placement extends Span {
  tense: Tense;
  height: number;
  line: number | null;
}

export type Row =
  | ({ kind: 'sessions'; lanes: number; doors: Door[] } & Placement)
  | ({ kind: 'gap'; gap: Gap } & Placement);

export function railRows(plan: DayPlan, now: number): Row[] {
  const rows: Row[] = [
    ...clusters(plan.sessions).map((cluster) => sessionsRow(cluster, now)),
    ...plan.gaps.map((gap) => gapRow(gap, now)),
  ];
  return rows.sort((a, b) => a.from - b.from);
}

/**
 * How many rows, from the top, are over and fold away: all before the last session that is over, which
 * stays in sight because it may yet have run over. None when that would fold no session.
 */
export function foldedRows(rows: Row[]): number {
  const last = rows.findLastIndex(({ kind, tense }) => kind === 'sessions' && tense === 'past');
  return sessionsIn(rows.slice(0, Math.max(0, last))) > 0 ? last : 0;
}

export function sessionsIn(rows: Row[]): number {
  return rows.reduce((sum, row) => sum + (row.kind === 'sessions' ? row.doors.length : 0), 0);
}

function pixels({ from, to }: Span): number {
  return ((to - from) / 60_000) * PX_PER_MINUTE;
}

function tenseOf({ from, to }: Span, now: number): Tense {
  if (to <= now) return 'past';
  return from <= now ? 'now' : 'later';
}

/** Sessions that share time stand in one row; those that only touch do not. */
function clusters(sessions: PlacedSession[]): PlacedSession[][] {
  const found: { span: Span; members: PlacedSession[] }[] = [];
  for (const session of sessions) {
    const last = found.at(-1);
    if (last && overlaps(last.span, session)) {
      last.members.push(session);
      last.span = union([last.span, session])[0] ?? last.span;
    } else found.push({ span: { from: session.from, to: session.to }, members: [session] });
  }
  return found.map(({ members }) => members);
}

function sessionsRow(members: PlacedSession[], now: number): Row {
  const from = Math.min(...members.map((each) => each.from));
  const to = Math.max(...members.map((each) => each.to));
  const tense = tenseOf({ from, to }, now);
  const doors = inLanes(members, from, now);
  const least = Math.max(...doors.map((door) => door.top + door.height));
  const height = members.length === 1 && tense === 'now' ? Math.max(RUNNING, least) : least;
  const line = tense === 'now' ? (height * (now - from)) / (to - from) : null;
  return { kind: 'sessions', from, to, tense, height, line, doors, lanes: laneCount(doors) };
}

/** Each session takes the first lane that is free when it begins. */
function inLanes(members: PlacedSession[], from: number, now: number): Door[] {
  const lanes: { free_at: number; bottom: number }[] = [];
  return members.map((session) => {
    const free = lanes.findIndex((lane) => lane.free_at <= session.from);
    const lane = free < 0 ? lanes.length : free;
    const top = Math.max(pixels({ from, to: session.from }), lanes[lane]?.bottom ?? 0);
    const height = Math.max(MIN_BLOCK, pixels(session));
    lanes[lane] = { free_at: session.to, bottom: top + height };
    return { session, tense: tenseOf(session, now), lane, top, height };
  });
}

function laneCount(doors: Door[]): number {
  return Math.max(...doors.map(({ lane }) => lane)) + 1;
}

/** The open ends of the day are pinched: nobody scrolls through a night. */
function gapRow(gap: Gap, now: number): Row {
  const open = gap.side !== 'between';
  const height = open ? OPEN_END : Math.max(MIN_BLOCK, pixels(gap));
  const tense = tenseOf(gap, now);
  const gone = pixels({ from: gap.from, to: now });
  const line = tense === 'now' ? Math.min(gone, open ? PINCHED_PAST : Infinity) : null;
  const { from, to } = gap;
  return { kind: 'gap', from, to, tense, height, line, gap };
}
