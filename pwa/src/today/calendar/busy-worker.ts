/** Reads a calendar file off the page. All but the times of it end with this worker. */

import { busyTimes } from './busy';
import type { Found } from './rules';

export interface Question {
  bytes: ArrayBuffer;
  from: number;
  to: number;
  zone: string;
}

/** `null` for what is no calendar. */
export type Answer = Found | null;

onmessage = ({ data }: MessageEvent<Question>) => postMessage(answer(data));

function answer({ bytes, ...window }: Question): Answer {
  try {
    return busyTimes(new TextDecoder().decode(bytes), window);
  } catch {
    return null;
  }
}
