/** The early-warning plan: what it may be, and what of it a person put aside. Pure. */

import { isItem, isStep, type Item } from '../pulse/rules';
import { keyOf, reasonsOf, type OwnLine, type Reason } from '../trends/rules';
import type { Anchor } from '../trends/usual';
import { isWeekName, mondayOf, weekIndex, type Week, type WeekName } from '../trends/weeks';

export interface WarningPlan {
  /** How one notices it oneself. */
  signs: string;
  /** What one promised oneself for then. */
  promises: string;
  lines: OwnLine[];
}

export const BLANK: WarningPlan = { signs: '', promises: '', lines: [] };

export const LIMITS = { signs: 1000, promises: 1000, lines: 8 } as const;

/** How many weeks running, as chips. */
export const RUNNING = [1, 2, 3, 4] as const;

/** What a line begins as: the one that is spoken of in the example. */
export function newLine(lines: readonly OwnLine[], items: readonly Item[]): OwnLine {
  const free = items.find((item) => lines.every((line) => line.item !== item));
  return { item: free ?? 'fuel', step: 1, weeks: 2 };
}

/** As it is kept: within its limits, and each line once. */
export function tidied({ signs, promises, lines }: WarningPlan): WarningPlan {
  const keys = lines.map(lineKey);
  return {
    signs: signs.trim().slice(0, LIMITS.signs),
    promises: promises.trim().slice(0, LIMITS.promises),
    lines: lines.filter((line, at) => keys.indexOf(lineKey(line)) === at).slice(0, LIMITS.lines),
  };
}

/** Two that differ in their weeks alone are two: the sooner one is met first, and both are wanted. */
const lineKey = ({ item, step, weeks }: OwnLine) => `${item} ${step} ${weeks}`;

export function isBlank(plan: WarningPlan): boolean {
  const { signs, promises, lines } = tidied(plan);
  return !signs && !promises && lines.length === 0;
}

/** Null for what is no plan. A line that is none is left aside, so that the words are not lost with it. */
export function planFrom(value: unknown): WarningPlan | null {
  if (typeof value !== 'object' || value === null) return null;
  const { signs, promises, lines } = value as Record<string, unknown>;
  if (typeof signs !== 'string' || typeof promises !== 'string' || !Array.isArray(lines)) {
    return null;
  }
  return { signs, promises, lines: lines.flatMap((line) => lineFrom(line) ?? []) };
}

function lineFrom(value: unknown): OwnLine | null {
  if (typeof value !== 'object' || value === null) return null;
  const { item, step, weeks } = value as Record<string, unknown>;
  if (!isItem(item) || !isStep(step)) return null;
  if (typeof weeks !== 'number' || !Number.isInteger(weeks) || weeks < 1 || weeks > 52) return null;
  return { item, step, weeks };
}

/** By the key of a reason, the week in which it was put aside. */
export type Quiet = Readonly<Record<string, WeekName>>;

/** Entry by entry: what is none puts nothing aside. */
export function quietFrom(value: unknown): Quiet {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, WeekName] => isWeekName(entry[1])),
  );
}

export interface Told {
  weeks: readonly Week[];
  anchor: Anchor;
  lines: readonly OwnLine[];
  quiet: Quiet;
}

/** Nothing is raised of weeks longer ago: who comes back after a while finds nothing waiting. */
const RECENT_WEEKS = 4;
/** Put aside longer ago, it may come up once more. */
const QUIET_WEEKS = 52;

/** What there is to say today, without what was put aside and has stood ever since. */
export function raisedOn(today: string, { weeks, anchor, lines, quiet }: Told): Reason[] {
  const end = weekIndex(today);
  const past = weeks.filter(({ index }) => index <= end);
  const last = past.at(-1);
  if (!last || end - last.index >= RECENT_WEEKS) return [];
  const said = uniqueByKey(reasonsOf(past, anchor, lines));
  return said.filter((reason) => {
    const since = quiet[keyOf(reason)];
    return !since || !hasStoodSince(since, keyOf(reason), { weeks: past, anchor, lines });
  });
}

/** In every week with a pulse since then. Once it had passed, its coming back is something new. */
function hasStoodSince(since: WeekName, key: string, told: Omit<Told, 'quiet'>): boolean {
  const { weeks, anchor, lines } = told;
  const from = weekIndex(mondayOf(since));
  if ((weeks.at(-1)?.index ?? 0) - from >= QUIET_WEEKS) return false;
  return weeks.every(({ index }, at) => {
    if (index < from) return true;
    return reasonsOf(weeks.slice(0, at + 1), anchor, lines).some((each) => keyOf(each) === key);
  });
}

/** Of two lines of one item and step, the first says it. */
function uniqueByKey(reasons: readonly Reason[]): Reason[] {
  const keys = reasons.map(keyOf);
  return reasons.filter((_, at) => keys.indexOf(keys[at]!) === at);
}
