/** Keeps the screen awake while a practice runs, where the browser can. */

export interface Awake {
  readonly available: boolean;
  hold(): void;
  release(): void;
}

/** A browser drops the lock whenever the page is hidden, so it is asked for anew on each return. */
export function browserAwake(): Awake {
  const available = 'wakeLock' in navigator;
  let wanted = false;
  let asking = false;
  let lock: WakeLockSentinel | null = null;

  async function ask(): Promise<void> {
    if (!wanted || asking || document.visibilityState !== 'visible') return;
    if (lock && !lock.released) return;
    asking = true;
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    asking = false;
    if (!wanted) letGo();
  }

  function letGo(): void {
    void lock?.release().catch(() => {});
    lock = null;
  }

  const again = () => void ask();

  return {
    available,
    hold() {
      if (!available || wanted) return;
      wanted = true;
      document.addEventListener('visibilitychange', again);
      void ask();
    },
    release() {
      wanted = false;
      document.removeEventListener('visibilitychange', again);
      letGo();
    },
  };
}
