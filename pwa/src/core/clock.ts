/** The only place that reads the time, so that a test can say what time it is. */

type Clock = () => Date;

const phoneClock: Clock = () => new Date();
let clock = phoneClock;

export function now(): Date {
  return clock();
}

/** For tests: the app never calls it. Returns what puts the phone's own clock back. */
export function setClock(replacement: Clock): () => void {
  clock = replacement;
  return () => {
    clock = phoneClock;
  };
}

/** The one part of Temporal that is used; not every browser has it. */
declare const Temporal: { Now: { timeZoneId: () => string } } | undefined;

/**
 * The IANA zone this phone is in now. Some locked-down browsers name none; they keep UTC.
 *
 * The first use of Intl in a page reads the browser's tables and costs more than all else on Today's way
 * to the screen, so the newer way to ask comes first.
 */
export function thisZone(): string {
  if (knowsZoneCheaply()) return Temporal!.Now.timeZoneId();
  return (new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined) ?? 'UTC';
}

/** Whether asking for the zone costs next to nothing. */
export function knowsZoneCheaply(): boolean {
  return typeof Temporal !== 'undefined';
}
