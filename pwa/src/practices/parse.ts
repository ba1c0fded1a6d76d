/** Whether what the network or the phone gave has the shape of a catalogue. */

import {
  KINDS,
  MOMENTS,
  PLACES,
  TAGS,
  type Catalogue,
  type Phase,
  type Practice,
  type Strength,
} from './format';

const PHASES: readonly Phase[] = ['in', 'top_up', 'hold', 'out', 'rest'];
const STRENGTHS: readonly Strength[] = ['studied_directly', 'studied_in_part', 'practice_wisdom'];

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length > 0;
const flag: Check = (value) => typeof value === 'boolean';
const positive: Check = (value) => Number.isFinite(value) && Number(value) > 0;
const oneOf = (names: readonly string[]): Check => {
  return (value) => typeof value === 'string' && names.includes(value);
};
const list = (check: Check): Check => {
  return (value) => Array.isArray(value) && value.every(check);
};
const orNull = (check: Check): Check => {
  return (value) => value === null || check(value);
};
const shape = (fields: Record<string, Check>): Check => {
  return (value) => isRecord(value) && Object.entries(fields).every(([key, ok]) => ok(value[key]));
};

const isWords = shape({
  title: text,
  line: text,
  why: text,
  begin: text,
  steps: list(text),
  short_steps: list(text),
  end: text,
  caution: orNull(text),
  alternative: orNull(text),
  evidence: text,
});

const isFacts = shape({
  id: text,
  moment: oneOf(MOMENTS),
  kind: oneOf(KINDS),
  seconds: positive,
  tags: list(oneOf(TAGS)),
  places: list(oneOf(PLACES)),
  pacing: oneOf(['breath', 'steps']),
  breath: orNull(
    shape({ cycle: list(shape({ phase: oneOf(PHASES), seconds: positive })), cycles: positive }),
  ),
  steps: list(positive),
  short: shape({ seconds: positive }),
  alternative: orNull(text),
  evidence: shape({ strength: oneOf(STRENGTHS), sources: list(text) }),
  offered: flag,
  text: isWords,
});

const isSource = shape({ authors: text, year: positive, title_note: text, doi: orNull(text) });

const isCatalogue = shape({
  version: text,
  language: text,
  practices: list((value) => isFacts(value) && isPaced(value as Practice)),
  sources: (value) => isRecord(value) && Object.values(value).every(isSource),
});

/** The catalogue, or `null` when any part of it is out of shape: half of one is worth less than the
 * whole one shipped with the app. */
export function parseCatalogue(value: unknown): Catalogue | null {
  if (!isCatalogue(value)) return null;
  const catalogue = value as Catalogue;
  const ids = new Set(catalogue.practices.map(({ id }) => id));
  return ids.size > 0 && ids.size === catalogue.practices.length ? catalogue : null;
}

/** What the player steps through is there in both forms, each step with its words. */
function isPaced({ pacing, breath, steps, short, text }: Practice): boolean {
  if (pacing === 'breath') return breath !== null && positive(short.cycles);
  const brief = short.steps;
  if (!brief || !list(positive)(brief)) return false;
  return steps.length === text.steps.length && brief.length === text.short_steps.length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
