/** The shapes of one item's chart: each series a single path, however many years there are. Pure. */

import { addDays, type LocalDate } from '../../core/zones';
import type { Item } from '../pulse/rules';
import { linear, type Scale } from './scale';
import { anchorOf, countedWeeks, usualBefore, type Anchor } from './usual';
import { answersOf, mondayOf, type Answer, type Week } from './weeks';

/** The chart is stretched over its place: these are shares of it, not pixels. */
export const WIDE = 100;
export const HIGH = 100;
/** What is drawn at most: three years. */
export const MOST_WEEKS = 156;

/** Weeks without a pulse that a line still crosses. Over more of them it would tell of what nobody said. */
const CROSSED = 5;
const HALF_BAND = 0.4;
const TICKS = 4;
const MARGIN = 2.5;

export interface Tick {
  /** A share of the width, in hundredths. */
  x: number;
  on: LocalDate;
}

/** A row of the table, which says what is drawn. */
export interface Row extends Answer {
  usual: number | null;
}

export interface Chart {
  item: Item;
  line: string;
  /** Strokes without length: round ends make dots of them. */
  dots: string;
  band: string;
  anchor: string;
  ticks: Tick[];
  /** The latest first. */
  rows: Row[];
}

const yOf = linear([1, 5], [HIGH * 0.9, HIGH * 0.1]);
const round = (value: number) => Math.round(value * 100) / 100;
const point = (x: number, y: number) => `${round(x)} ${round(y)}`;

/** All weeks are given: the usual of what is drawn comes from the years before as well. */
export function chartOf(weeks: readonly Week[], item: Item, anchor: Anchor): Chart {
  const last = weeks.at(-1)?.index ?? 0;
  const drawn = weeks.filter(({ index }) => index > last - MOST_WEEKS);
  const xOf = linear([drawn[0]?.index ?? 0, last], [MARGIN, WIDE - MARGIN]);
  const counted = answersOf(countedWeeks(weeks, anchor), item);
  const rows = answersOf(drawn, item).map((answer) => ({
    ...answer,
    usual: usualBefore(counted, answer.index),
  }));
  const level = anchorOf(answersOf(weeks, item), item, anchor);
  return {
    item,
    line: lineOf(rows, xOf),
    dots: rows.map(({ index, step }) => `M${point(xOf(index), yOf(step))}h0`).join(''),
    band: bandOf(rows, xOf),
    anchor: level === null ? '' : `M0 ${round(yOf(level))}H${WIDE}`,
    ticks: ticksOf(drawn, xOf),
    rows: rows.reverse(),
  };
}

function lineOf(rows: readonly Row[], xOf: Scale): string {
  return rows
    .map(({ index, step }, at) => {
      const isJoined = at > 0 && index - rows[at - 1]!.index <= CROSSED;
      return `${isJoined ? 'L' : 'M'}${point(xOf(index), yOf(step))}`;
    })
    .join('');
}

/** Forth along its upper rim and back along the lower one. */
function bandOf(rows: readonly Row[], xOf: Scale): string {
  const known = rows.filter((row): row is Row & { usual: number } => row.usual !== null);
  if (known.length === 0) return '';
  const rim = (by: number) =>
    known.map(({ index, usual }) => point(xOf(index), yOf(within(usual + by))));
  return `M${[...rim(HALF_BAND), ...rim(-HALF_BAND).reverse()].join('L')}Z`;
}

const within = (step: number) => Math.min(5.4, Math.max(0.6, step));

/** The first week of a month, and of those only so many as have room for their names. */
function ticksOf(drawn: readonly Week[], xOf: Scale): Tick[] {
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last) return [];
  const found: Tick[] = [{ x: xOf(first.index), on: mondayOf(first.week) }];
  for (let index = first.index + 1; index <= last.index; index += 1) {
    const on = addDays(mondayOf(first.week), (index - first.index) * 7);
    if (Number(on.slice(8)) <= 7) found.push({ x: xOf(index), on });
  }
  const every = Math.ceil(found.length / TICKS);
  const kept = found.filter((_, at) => (found.length - 1 - at) % every === 0);
  return kept.filter(({ x }, at) => at === 0 || x - kept[at - 1]!.x >= WIDE / (TICKS + 1));
}
