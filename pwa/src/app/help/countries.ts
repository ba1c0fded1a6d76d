/** Crisis lines by country: our own dated data, in the build, so that it needs no network. */

export interface Line {
  name: string;
  phone: string | null;
  display: string | null;
  /** A number to text, and the word it wants to read first. */
  text: { to: string; say: string | null } | null;
  url: string | null;
  hours: string;
  languages: string[];
  for: 'me' | 'someone' | 'both';
  what_happens: string;
  source: string | null;
  checked_on: string | null;
}

/** Who answers: every service, one of them, or every service but from a mobile phone alone. */
export type What = 'all' | 'ambulance' | 'fire' | 'mobile' | 'police';

export interface Emergency {
  number: string;
  what: What;
}

export interface Country {
  country: string;
  /** In the order one would ring them for a life in danger. */
  emergency: Emergency[];
  /** What to say where we have no checked line; `null` where the lines speak for themselves. */
  note: string | null;
  lines: Line[];
}

/** Stands in for every country we have no checked data for. */
export const ELSEWHERE = 'ZZ';

const files = import.meta.glob<Country>('./countries/*.json', { eager: true, import: 'default' });
const byCode = new Map(Object.values(files).map((country) => [country.country, country]));

export const codes: string[] = [...byCode.keys()].filter((code) => code !== ELSEWHERE).sort();

export function countryOf(code: string): Country {
  return byCode.get(code) ?? byCode.get(ELSEWHERE)!;
}

/**
 * Where the phone seems to be, from the regions in its languages. A wrong guess costs a tap, since
 * the country stands on the screen and can be changed.
 */
export function guessCountry(languages: readonly string[]): string {
  const regions = languages.map((tag) => new Intl.Locale(tag).region);
  return regions.find((region) => region !== undefined && byCode.has(region)) ?? ELSEWHERE;
}

export function linesFor(country: Country, whom: 'me' | 'someone'): Line[] {
  return country.lines.filter((line) => line.for === whom || line.for === 'both');
}
