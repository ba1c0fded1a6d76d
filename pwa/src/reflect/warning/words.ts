/** What the plan says when it comes up: items, days and a person's own words, never a finding. */

import { m, region } from '../../core/i18n';
import type { LocalDate } from '../../core/zones';
import { dayAndMonth } from '../../day/words';
import type { Item } from '../pulse/rules';
import { itemName, stepWord } from '../pulse/words';
import type { Against, OwnLine, Reason } from '../trends/rules';

type Drift = Extract<Reason, { kind: 'drift' }>;

/** `Fuel and Switch-off`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(region(), { type: 'conjunction' }).format(words);
}

/** `3, 10 and 17 March`, or `March 3, 10, and 17`: the month is said once where it is one month. */
export function daysWords(on: readonly LocalDate[]): string {
  if (new Set(on.map((day) => day.slice(0, 7))).size !== 1) return listed(on.map(dayAndMonth));
  const style = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const format = new Intl.DateTimeFormat(region(), style);
  const parts = on.map((day) => format.formatToParts(new Date(`${day}T00:00Z`)));
  const days = parts.map((each) => each.find(({ type }) => type === 'day')?.value ?? '');
  return parts[0]!.map(({ type, value }) => (type === 'day' ? listed(days) : value)).join('');
}

/** One sentence each; items that were lower on the same days share theirs. */
export function reasonWords(reasons: readonly Reason[]): string[] {
  const drift = reasons.filter((reason): reason is Drift => reason.kind === 'drift');
  const others = reasons.filter((reason) => reason.kind !== 'drift');
  return [...grouped(drift).map(driftWords), ...others.map(otherWords)];
}

/** Weight is apart: it is said to be heavier, where others are lower. */
function grouped(drift: readonly Drift[]): Drift[][] {
  const groups = new Map<string, Drift[]>();
  for (const reason of drift) {
    const { item, against, on } = reason;
    const key = [item === 'weight', against, ...on].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), reason]);
  }
  return [...groups.values()];
}

type DriftSentence = (words: { items: string; days: string }) => string;

const LOWER: Record<Against, { one: DriftSentence; many: DriftSentence; weight: DriftSentence }> = {
  usual: {
    one: m.warning_drift_one,
    many: m.warning_drift_many,
    weight: m.warning_drift_weight,
  },
  anchor: {
    one: m.warning_anchor_one,
    many: m.warning_anchor_many,
    weight: m.warning_anchor_weight,
  },
};

function driftWords(group: readonly Drift[]): string {
  const [{ item, against, on }] = group as [Drift];
  const { one, many, weight } = LOWER[against];
  const say = item === 'weight' ? weight : group.length > 1 ? many : one;
  return say({ items: listed(group.map((each) => itemName(each.item))), days: daysWords(on) });
}

function otherWords(reason: Exclude<Reason, Drift>): string {
  const item = itemName(reason.item);
  const word = (step: Parameters<typeof stepWord>[1]) => stepWord(reason.item, step);
  if (reason.kind === 'fall') {
    const [first, last] = reason.on.map(dayAndMonth) as [string, string];
    const { from, to } = reason;
    return m.warning_fall({ item, from: word(from), first, to: word(to), last });
  }
  const days = daysWords(reason.on);
  if (reason.kind === 'floor') return m.warning_floor({ item, step: word(1), days });
  return m.warning_line({ item, step: word(reason.step), days });
}

const RUNNING = [
  m.warning_running_1,
  m.warning_running_2,
  m.warning_running_3,
  m.warning_running_4,
];

/** A number that a later Interlude may allow has no word here. */
export function runningWords(weeks: number): string {
  return RUNNING[weeks - 1]?.() ?? m.warning_running({ weeks });
}

export function lineWords({ item, step, weeks }: OwnLine): string {
  const words = { item: itemName(item as Item), step: stepWord(item, step) };
  return m.warning_line_set({ ...words, running: runningWords(weeks) });
}
