/** The week in four lines, and what its picture shows. Counts only of what was done; nothing that was not. */

import { m, region } from '../../core/i18n';
import { longDay } from '../../day/words';
import { ITEMS, type Steps } from '../pulse/rules';
import { itemName, stepWord } from '../pulse/words';
import { sumsOf, type ReviewDay, type WeekSeen } from './rules';

const listed = (words: readonly string[]) =>
  new Intl.ListFormat(region(), { type: 'conjunction' }).format(words);

/** Edges, practices, what was easier, and the pulse: always four, from whatever there is. */
export function fourLines(seen: WeekSeen, nameOf: (id: string) => string | null): string[] {
  const { practices } = sumsOf(seen);
  const names = seen.easier.flatMap((id) => nameOf(id) ?? []);
  return [
    edgesLine(seen),
    practices ? m.review_practices({ count: practices }) : m.review_practices_none(),
    names.length ? m.review_easier({ names: listed(names) }) : m.review_easier_none(),
    pulseLine(seen.steps),
  ];
}

/** What the room of edges knows goes before what the pulse says of them. */
function edgesLine(seen: WeekSeen): string {
  const { kept, bent } = sumsOf(seen);
  if (kept + bent > 0) return m.review_edges({ kept, bent });
  const step = seen.steps.edges;
  return step ? m.review_edges_pulse({ step: stepWord('edges', step) }) : m.review_edges_none();
}

function pulseLine(steps: Steps): string {
  const said = ITEMS.flatMap((item) => {
    const step = steps[item];
    return step ? [m.review_item({ item: itemName(item), step: stepWord(item, step) })] : [];
  });
  return said.length ? m.review_pulse({ items: said.join(' · ') }) : m.review_pulse_none();
}

/** The same as the picture, in words; what is on no day is not said. */
export function pictureWords(days: readonly ReviewDay[]): string {
  const where = (is: (day: ReviewDay) => boolean) =>
    listed(days.filter(is).map(({ on }) => longDay(on)));
  const said = [
    [where(({ practices }) => practices > 0), m.review_picture_practices],
    [where(({ hasPulse }) => hasPulse), m.review_picture_pulse],
    [where(({ kept }) => kept > 0), m.review_picture_kept],
    [where(({ bent }) => bent > 0), m.review_picture_bent],
  ] as const;
  const sentences = said.flatMap(([on, say]) => (on ? [say({ days: on })] : []));
  return sentences.join(' ') || m.review_picture_none();
}

/** `M`, as this region begins the day's name. */
export function dayLetter(day: ReviewDay): string {
  const style = { weekday: 'narrow', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(region(), style).format(new Date(`${day.on}T00:00Z`));
}
