/** Locks a page that was out of sight, or untouched, for longer than its grace. Covers it as it goes out of sight. */

const LOOK_MS = 20_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

export interface Watched {
  grace_ms: () => number;
  /** The lock is on and open: else there is nothing to cover or to lock. */
  isOn: () => boolean;
  /** A practice runs: nobody touches the phone, and that is as it should be. */
  isBusy: () => boolean;
  onlock: () => void;
}

interface Instant {
  wall: number;
  /** Stands still on some phones while they sleep, and is not set by anybody. */
  steady: number;
}

const instant = (): Instant => ({ wall: Date.now(), steady: performance.now() });

/** By whichever clock says longer: one can be set back, the other can stand still. */
export function msSince(then: Instant, now: Instant): number {
  return Math.max(now.wall - then.wall, now.steady - then.steady);
}

/** Answers with how to end it. */
export function watch({ grace_ms, isOn, isBusy, onlock }: Watched): () => void {
  let touched = instant();
  const touch = () => (touched = instant());
  const look = () => {
    if (isBusy()) touch();
    if (!isOn() || msSince(touched, instant()) < grace_ms()) return;
    cover(true); // until the page is renewed: what is typed into the one that goes would be lost
    onlock();
  };
  const onvisibility = () => {
    cover(document.hidden && isOn());
    if (document.hidden) touch();
    else look();
  };
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', onvisibility);
  for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true, capture: true });
  return () => {
    clearInterval(timer);
    cover(false);
    document.removeEventListener('visibilitychange', onvisibility);
    for (const kind of TOUCHES) removeEventListener(kind, touch, { capture: true });
  };
}

/** What a switcher between apps shows of this one. */
function cover(isCovered: boolean): void {
  document.documentElement.classList.toggle('covered', isCovered);
}
