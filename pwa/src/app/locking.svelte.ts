/** The app lock among the rooms: what stays open, when it locks by itself, and what is read anew once it is open. */

import { forgetHere, signOutHere } from '../accounts/sign-out';
import { remember, remembered } from '../core/remember';
import { lock } from '../lock/store.svelte';
import { watch } from '../lock/watch';
import { practices } from '../practices/store.svelte';
import { today } from '../today/store.svelte';
import { isAnyKept } from '../vault/kept';
import { VaultError } from '../vault/vault';
import type { Screen } from './routes';
import { keeping } from './keeping.svelte';
import { sync } from './sync.svelte';

export { lock };

const ASKED = 'lock-asked';
const MINUTE_MS = 60_000;

/** The clock, help and practices; and the ways back in for who has lost the passphrase. */
export function isOpenWhileLocked(screen: Screen): boolean {
  if (screen.name === 'account') return screen.part === 'sign-in' || screen.part === 'recover';
  if (screen.name === 'day') return screen.part === 'hard' || screen.part === 'serious';
  return ['today', 'practices', 'practice', 'play', 'help'].includes(screen.name);
}

class Locking {
  /** There is something private here, and nobody has been asked yet. */
  asks = $state(false);
  eraseRefused = $state(false);
  #isWatched = false;

  async open(isBusy: () => boolean): Promise<void> {
    await lock.read();
    this.#watch(isBusy);
  }

  async consider(): Promise<void> {
    if (lock.status !== 'off' || remembered(ASKED) !== null) return;
    const { PRIVATE } = await import('./sync-rules');
    this.asks = await isAnyKept(PRIVATE).catch(() => false);
  }

  answered(): void {
    remember(ASKED, 'yes');
    this.asks = false;
  }

  /** It may have been opened by a sign-in, or by another passphrase made with the recovery code. */
  async look(): Promise<void> {
    await lock.read();
    if (lock.status === 'open') await this.opened();
  }

  /** Everything that was opened without the keys looks once more. */
  async opened(): Promise<void> {
    // Only rooms that are not on the first screen are fetched: a module of it fetched apart would weigh it down.
    const [{ logbook }, { ownNumbers }] = await Promise.all([
      import('../practices/logbook.svelte'),
      import('./help/store.svelte'),
    ]);
    await keeping.open();
    await Promise.all([today.open(), practices.open(), logbook.open(), ownNumbers.read()]);
    await sync.renew();
  }

  /** For who has no other way in: only after a clear yes. */
  async erase(): Promise<void> {
    this.eraseRefused = false;
    try {
      await (lock.hasAccount ? signOutHere() : forgetHere());
      location.reload();
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.eraseRefused = true;
    }
  }

  /** Turning the lock on later needs no other watch: it asks whether it is on. */
  #watch(isBusy: () => boolean): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    watch({
      grace_ms: () => lock.grace_minutes * MINUTE_MS,
      isOn: () => lock.status === 'open',
      isBusy,
      onlock: () => void lock.lockNow(),
    });
  }
}

export const locking = new Locking();
