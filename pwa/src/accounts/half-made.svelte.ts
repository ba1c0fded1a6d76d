/**
 * A sign-up, a recovery or a rotation whose new code is not confirmed yet. It outlives its page: a look at help half
 * way must not void the code that was written down a moment ago. It never outlives the tab.
 */

export class HalfMade {
  name = $state('');
  passphrase = $state('');
  invite = $state('');
  /** Shown to the person, and in force only once they have confirmed it. */
  code = $state<string | null>(null);
  isConfirmed = $state(false);
  /** Another one was shown before it, and may be on paper already. */
  isAnew = $state(false);

  /** A code that was made: the same as before, or one in its place. */
  take(code: string): void {
    if (code === this.code) return;
    this.isAnew = this.code !== null;
    [this.code, this.isConfirmed] = [code, false];
  }

  /** Leaving the page keeps a code, and no passphrase that led to none. */
  leave(): void {
    if (!this.code) this.clear();
  }

  clear(): void {
    [this.name, this.passphrase, this.invite] = ['', '', ''];
    [this.code, this.isConfirmed, this.isAnew] = [null, false, false];
  }
}

export const newAccount = new HalfMade();
export const recovery = new HalfMade();
export const rotation = new HalfMade();
