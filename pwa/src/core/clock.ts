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

/** The IANA zone this phone is in now. Some locked-down browsers name none; they keep UTC. */
export function thisZone(): string {
  return (new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined) ?? 'UTC';
}
