/** A picked file, to the times in it: read by a worker that is stopped when it takes too long. */

import { now, thisZone } from '../../core/clock';
import { scriptUrl } from '../../core/trusted';
import { addDays, instantOf, wallClockOf } from '../../core/zones';
import type { Answer, Question } from './busy-worker';
import workerUrl from './busy-worker.ts?worker&url';
import { LIMITS, type Found } from './rules';

/**
 * - `too_big`: more bytes than are read
 * - `no_calendar`: it could not be read as one
 * - `too_slow`: it was not done in time, as with a file made to go on for ever
 */
export type Unreadable = 'too_big' | 'no_calendar' | 'too_slow';

/** From the beginning of today, as the clock here has it. */
export function windowOf(instant: number, zone: string): { from: number; to: number } {
  const { on } = wallClockOf(instant, zone);
  const at = (day: string) => instantOf(day, '00:00', zone).getTime();
  return { from: at(on), to: at(addDays(on, LIMITS.days)) };
}

export async function readCalendar(file: Blob): Promise<Found | Unreadable> {
  if (file.size > LIMITS.bytes) return 'too_big';
  const zone = thisZone();
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return 'no_calendar';
  return ask({ bytes, zone, ...windowOf(now().getTime(), zone) });
}

function ask(question: Question): Promise<Found | Unreadable> {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module' });
  return new Promise<Found | Unreadable>((resolve) => {
    const timer = setTimeout(() => resolve('too_slow'), LIMITS.work_ms);
    const done = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer ?? 'no_calendar');
    };
    worker.onmessage = ({ data }: MessageEvent<Answer>) => done(data);
    worker.onerror = () => done(null);
    worker.postMessage(question, [question.bytes]);
  }).finally(() => worker.terminate());
}
