/** Micro-courses: a few minutes a day, one a day, and a day that was not taken waits. Pure. */

import type { LocalDate } from '../../core/zones';
import type { Practice } from '../format';
import { isRecord } from '../summary';

export interface CourseDay {
  title: string;
  line: string;
  steps: readonly { seconds: number; text: string }[];
  end: string;
}

export interface Course {
  id: string;
  title: string;
  line: string;
  /** What is known of it, and the key of the paper. */
  why: string;
  source: string;
  days: readonly CourseDay[];
}

/** How far somebody is. No date but that of the last: there is nothing to count. */
export interface Progress {
  /** How many of its days are done. */
  done: number;
  /** The day the last of them was done; null before the first. */
  last_on: LocalDate | null;
}

export const NOT_BEGUN: Progress = { done: 0, last_on: null };

export const PREFIX = 'course-';

/**
 * - `next`: its next day is there to be done
 * - `tomorrow`: one was done today, and one a day is the idea
 * - `over`: all of its days are done
 */
export type Standing = 'next' | 'tomorrow' | 'over';

export function standingOf(course: Course, progress: Progress, today: LocalDate): Standing {
  if (progress.done >= course.days.length) return 'over';
  // A clock that was set back keeps nobody waiting.
  return progress.last_on === today ? 'tomorrow' : 'next';
}

/** Day `day`, from 0, done on this date. Done once more it counts once. */
export function withDone(progress: Progress, day: number, on: LocalDate): Progress {
  return day === progress.done ? { done: day + 1, last_on: on } : progress;
}

export function progressFrom(value: unknown): Progress {
  if (!isRecord(value)) return NOT_BEGUN;
  const { done, last_on } = value;
  const isCount = Number.isInteger(done) && (done as number) >= 0;
  return {
    done: isCount ? (done as number) : 0,
    last_on: typeof last_on === 'string' ? last_on : null,
  };
}

/** `course-leaving-work-3`: day 3 of it, from 1. */
export function dayId(course: string, day: number): string {
  return `${PREFIX}${course}-${day + 1}`;
}

export function dayOf(id: string): { course: string; day: number } | null {
  const found = /^course-(.+)-(\d+)$/.exec(id);
  return found ? { course: found[1]!, day: Number(found[2]) - 1 } : null;
}

/** As the player and the log see it. */
export function practiceOf(course: Course, at: number): Practice {
  const { title, line, steps, end } = course.days[at]!;
  const seconds = steps.map((step) => step.seconds);
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const texts = steps.map((step) => step.text);
  return {
    id: dayId(course.id, at),
    moment: 'day_end',
    kind: 'reflect',
    seconds: total,
    tags: ['eyes_open', 'no_breath', 'no_touch', 'seated', 'silent', 'standing_ok', 'unseen'],
    places: [],
    pacing: 'steps',
    breath: null,
    steps: seconds,
    short: { seconds: total, steps: seconds },
    alternative: null,
    evidence: { strength: 'studied_in_part', sources: [course.source] },
    offered: false,
    text: {
      ...{ title, line, end, why: course.why, begin: course.title },
      ...{ steps: texts, short_steps: texts, caution: null, alternative: null },
      evidence: course.why,
    },
  };
}
