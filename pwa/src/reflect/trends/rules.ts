/**
 * What raises the early-warning plan. Pure, and no finding: each result names items, days and the rule.
 *
 * - drift: at least two items two steps or more below the usual or the anchor, in two of the last three weeks
 * - floor: an item at its lowest step in three of the last four weeks
 * - line: an item at or below a step one chose, so many answers running, at most one week left out between
 * - fall: an item that only fell, three steps or more, within 52 weeks up to its latest answer
 *
 * "The last weeks" end with the latest week that has a pulse; a week without one is in the count and says
 * nothing. Floor, line and fall need no usual, so they hold from the first weeks on.
 */

import { ITEMS, type Item, type Step } from '../pulse/rules';
import { anchorOf, countedWeeks, usualBefore, type Anchor } from './usual';
import { answersOf, type Answer, type Week } from './weeks';

/** One's own: tell me when it is at this step, or a harder one, so many weeks running. */
export interface OwnLine {
  item: Item;
  step: Step;
  weeks: number;
}

export type Against = 'usual' | 'anchor';

export type Reason =
  | { kind: 'drift'; item: Item; against: Against; on: string[] }
  | { kind: 'floor'; item: Item; on: string[] }
  | { kind: 'line'; item: Item; step: Step; on: string[] }
  | { kind: 'fall'; item: Item; from: Step; to: Step; on: [string, string] };

const OFF_BY = 2;
const FALL_BY = 3;
const FALL_WITHIN_WEEKS = 52;

/** As of the latest of these weeks; drift first, and the items in their order. */
export function reasonsOf(
  weeks: readonly Week[],
  anchor: Anchor,
  lines: readonly OwnLine[],
): Reason[] {
  if (weeks.length === 0) return [];
  return [
    ...driftOf(weeks, anchor),
    ...ITEMS.flatMap((item) => floorOf(weeks, item) ?? []),
    ...lines.flatMap((line) => lineOf(weeks, line) ?? []),
    ...ITEMS.flatMap((item) => fallOf(weeks, item) ?? []),
  ];
}

function lastWeeks(weeks: readonly Week[], count: number): Week[] {
  const end = weeks.at(-1)?.index ?? 0;
  return weeks.filter(({ index }) => index > end - count);
}

export function driftOf(weeks: readonly Week[], anchor: Anchor): Reason[] {
  const off = lastWeeks(weeks, 3)
    .map((week) => ({ on: week.on, items: itemsOff(weeks, week, anchor) }))
    .filter(({ items }) => items.size >= 2);
  if (off.length < 2) return [];
  return ITEMS.flatMap((item) => {
    const those = off.filter(({ items }) => items.has(item));
    const [first] = those;
    if (!first) return [];
    const against = those.some(({ items }) => items.get(item) === 'usual') ? 'usual' : 'anchor';
    return [{ kind: 'drift', item, against, on: those.map(({ on }) => on) } as const];
  });
}

/** The items two steps below in this week, and below what. */
function itemsOff(weeks: readonly Week[], week: Week, anchor: Anchor): Map<Item, Against> {
  const off = new Map<Item, Against>();
  const counted = countedWeeks(weeks, anchor);
  for (const item of ITEMS) {
    const step = week.steps[item];
    if (!step) continue;
    const usual = usualBefore(answersOf(counted, item), week.index);
    const chosen = anchorOf(answersOf(weeks, item), item, anchor);
    if (usual !== null && usual - step >= OFF_BY) off.set(item, 'usual');
    else if (chosen !== null && chosen - step >= OFF_BY) off.set(item, 'anchor');
  }
  return off;
}

export function floorOf(weeks: readonly Week[], item: Item): Reason | null {
  const at = lastWeeks(weeks, 4).filter(({ steps }) => steps[item] === 1);
  return at.length >= 3 ? { kind: 'floor', item, on: at.map(({ on }) => on) } : null;
}

/** Answers at most two weeks apart run on; and the run must reach the latest week, or the one before it. */
export function lineOf(
  weeks: readonly Week[],
  { item, step, weeks: many }: OwnLine,
): Reason | null {
  const run: Answer[] = [];
  let next = weeks.at(-1)?.index ?? 0;
  for (const answer of answersOf(weeks, item).reverse()) {
    const isGap = next - answer.index > (run.length === 0 ? 1 : 2);
    if (isGap || answer.step > step || run.length === many) break;
    run.unshift(answer);
    next = answer.index;
  }
  if (many < 1 || run.length < many) return null;
  return { kind: 'line', item, step, on: run.map(({ on }) => on) };
}

/** Back from the latest answer for as long as the one before it is not lower. */
export function fallOf(weeks: readonly Week[], item: Item): Reason | null {
  const answers = answersOf(weeks, item);
  const last = answers.at(-1);
  if (!last) return null;
  let reached = last;
  let top = last;
  for (const answer of answers.slice(0, -1).reverse()) {
    if (answer.step < top.step || last.index - answer.index > FALL_WITHIN_WEEKS) break;
    if (answer.step === last.step) reached = answer;
    top = answer.step === top.step ? top : answer;
  }
  if (top.step - last.step < FALL_BY) return null;
  return { kind: 'fall', item, from: top.step, to: last.step, on: [top.on, reached.on] };
}

/** What a person put aside is put aside by: the same reason, whatever its days. */
export function keyOf(reason: Reason): string {
  if (reason.kind === 'line' || reason.kind === 'fall') {
    const step = reason.kind === 'line' ? reason.step : reason.to;
    return `${reason.kind}:${reason.item}:${step}`;
  }
  return `${reason.kind}:${reason.item}`;
}
