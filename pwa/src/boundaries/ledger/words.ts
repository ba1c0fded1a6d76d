/** How the ledger is put into words: shapes read aloud, load first, and a text for a manager. */

import { m } from '../../core/i18n';
import type { LocalDate } from '../../core/zones';
import { dayAndMonth } from '../../day/words';
import {
  loadOf,
  mainReason,
  usualSessions,
  type DayLoad,
  type Entry,
  type How,
  type Load,
  type Why,
} from './rules';

export const howWord = (how: How): string => ({ kept: m.ledger_kept, bent: m.ledger_bent })[how]();

const WHY_WORDS: Record<Why, () => string> = {
  needed_me: m.ledger_needed_me,
  my_choice: m.ledger_my_choice,
  no_room: m.ledger_no_room_not_to,
  drifted: m.ledger_drifted,
};

export const whyWord = (why: Why): string => WHY_WORDS[why]();

/** What the shapes of a day or a week say, for who does not see them. */
export function shapesInWords(entries: readonly Entry[]): string {
  if (entries.length === 0) return m.ledger_nothing_said();
  return entries.map(({ edge, how }) => `${edge}: ${howWord(how)}`).join('; ');
}

export function loadText({ bends, with_load, sessions }: Load): string {
  const numbers = { bends, part: with_load, sessions };
  return with_load === bends ? m.ledger_load_all(numbers) : m.ledger_load(numbers);
}

const REASON_LINES: Partial<Record<Why, () => string>> = {
  needed_me: m.ledger_text_needed_me,
  no_room: m.ledger_text_no_room,
};

/** From counts and load alone; the edges' own words stay with the person. Null without a bend. */
export function managerText(
  entries: readonly Entry[],
  days: readonly DayLoad[],
  since: LocalDate,
): string | null {
  const bends = entries.filter(({ how }) => how === 'bent').length;
  if (bends === 0) return null;
  const usual = usualSessions(days);
  const load = loadOf(entries, days);
  const reason = mainReason(entries);
  const lines = [
    m.ledger_text_bends({ since: dayAndMonth(since), count: bends }),
    load && loadText(load),
    usual !== null && m.ledger_text_usual({ count: usual }),
    reason && REASON_LINES[reason]?.(),
    m.ledger_text_ask(),
  ];
  return lines.filter(Boolean).join('\n');
}
