/** A practice of one's own: what it may be, and how the player and the library see it. Pure. */

import { TAGS, type Practice, type Tag } from '../format';

export interface OwnStep {
  text: string;
  seconds: number;
}

export interface OwnPractice {
  title: string;
  line: string;
  steps: OwnStep[];
  tags: Tag[];
}

export const LIMITS = { title: 60, line: 120, text: 280, steps: 12, least: 5, most: 600 } as const;

/** What one begins with: a single step of half a minute. */
export const BLANK: OwnPractice = {
  title: '',
  line: '',
  steps: [{ text: '', seconds: 30 }],
  tags: [],
};

/** How long a step may be, in seconds, as chips. */
export const LENGTHS = [10, 15, 20, 30, 45, 60, 90, 120, 180, 300] as const;

export const PREFIX = 'own-';

export type Problem = 'title_empty' | 'steps_empty';

/** What stands in the way of keeping it, with the place it stands in. */
export function problemsOf({ title, steps }: OwnPractice): { code: Problem; field: string }[] {
  const found: { code: Problem; field: string }[] = [];
  if (!title.trim()) found.push({ code: 'title_empty', field: 'title' });
  if (steps.every(({ text }) => !text.trim())) found.push({ code: 'steps_empty', field: 'step 0' });
  return found;
}

/** As it is kept: without steps that say nothing, and within its limits. */
export function tidied({ title, line, steps, tags }: OwnPractice): OwnPractice {
  const said = steps.filter(({ text }) => text.trim()).slice(0, LIMITS.steps);
  return {
    title: title.trim().slice(0, LIMITS.title),
    line: line.trim().slice(0, LIMITS.line),
    steps: said.map(({ text, seconds }) => ({
      text: text.trim().slice(0, LIMITS.text),
      seconds: Math.min(LIMITS.most, Math.max(LIMITS.least, Math.round(seconds))),
    })),
    tags: TAGS.filter((tag) => tags.includes(tag)),
  };
}

/** Null for what is no practice; what a later Interlude adds to one is left aside. */
export function ownFrom(value: unknown): OwnPractice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { title, line, steps, tags } = value as Record<string, unknown>;
  if (typeof title !== 'string' || typeof line !== 'string' || !Array.isArray(steps)) return null;
  if (!steps.every(isStep) || steps.length === 0) return null;
  return {
    title,
    line,
    steps,
    tags: TAGS.filter((tag) => Array.isArray(tags) && tags.includes(tag)),
  };
}

function isStep(value: unknown): value is OwnStep {
  if (typeof value !== 'object' || value === null) return false;
  const { text, seconds } = value as Record<string, unknown>;
  return typeof text === 'string' && typeof seconds === 'number' && seconds > 0 && seconds <= 3600;
}

/** What the library says of it besides a person's own words. */
export interface OwnWords {
  begin: string;
  end: string;
  evidence: string;
}

/** Never offered unasked: it is met in the library, and by whoever wrote it. */
export function practiceOf(id: string, own: OwnPractice, words: OwnWords): Practice {
  const seconds = own.steps.map((step) => step.seconds);
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const texts = own.steps.map((step) => step.text);
  return {
    id: PREFIX + id,
    moment: 'between',
    kind: 'rest',
    seconds: total,
    tags: own.tags,
    places: [],
    pacing: 'steps',
    breath: null,
    steps: seconds,
    short: { seconds: total, steps: seconds },
    alternative: null,
    evidence: { strength: 'practice_wisdom', sources: [] },
    offered: false,
    text: {
      ...words,
      ...{ title: own.title, line: own.line, why: '', steps: texts, short_steps: texts },
      ...{ caution: null, alternative: null },
    },
  };
}
