/** Which screen an address means. Pure, so that every deep link is a row in a table of cases. */

export type Screen =
  | { name: 'today' }
  | { name: 'day'; part: string }
  | { name: 'shelf' | 'boundaries' | 'reflect'; part: string; id: string }
  | { name: 'practices' }
  | { name: 'practice'; id: string }
  | { name: 'play'; id: string; form: 'full' | 'short' }
  | { name: 'circles' }
  | { name: 'reminders' }
  | { name: 'knock'; id: string }
  | { name: 'help' }
  | { name: 'account'; part: string }
  | { name: 'nowhere' };

const SIMPLE = ['practices', 'circles', 'reminders', 'help'] as const;
type Simple = (typeof SIMPLE)[number];

export function screenAt(url: URL): Screen {
  const [first = '', id, third, ...rest] = url.pathname.split('/').filter(Boolean);
  if (rest.length) return { name: 'nowhere' };
  if (first === '') return { name: 'today' };
  if (first === 'practices' && id && third === 'play') return play(id, url.searchParams);
  if ((first === 'shelf' && id) || first === 'boundaries' || first === 'reflect')
    return { name: first, part: id ?? '', id: third ?? '' };
  if (third) return { name: 'nowhere' };
  if (first === 'practices' && id) return { name: 'practice', id: decode(id) };
  if (first === 'account') return { name: first, part: id ?? '' };
  if (first === 'day' && id) return { name: first, part: id };
  if (first === 'k' && id) return { name: 'knock', id: decode(id) };
  if (id) return { name: 'nowhere' };
  return isSimple(first) ? { name: first } : { name: 'nowhere' };
}

/** The room whose door in the navigation is lit. Help and the account are no rooms. */
export function roomOf(screen: Screen): string | null {
  if (['practice', 'play', 'shelf'].includes(screen.name)) return 'practices';
  if (screen.name === 'day') return 'today';
  const isNoRoom = ['help', 'account', 'reminders', 'knock', 'nowhere'].includes(screen.name);
  return isNoRoom ? null : screen.name;
}

function play(id: string, query: URLSearchParams): Screen {
  return { name: 'play', id: decode(id), form: query.get('form') === 'short' ? 'short' : 'full' };
}

function isSimple(name: string): name is Simple {
  return (SIMPLE as readonly string[]).includes(name);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
