/** What of the server's does not open: kept, told as damage, and tried anew at every start. */

import type { TheirsRow } from '../../core/db';
import type { Damage } from '../types';
import type { Context } from './context';
import { takePage } from './page';
import { read } from './stores';

const DAMAGE: ReadonlySet<string> = new Set<Damage>([
  'unknown_format',
  'not_authentic',
  'unreadable',
  'too_new',
]);

export class Held {
  readonly #context: Context;
  #told = new Set<string>();
  #tried = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Once: after an update, or under a key that came since, it may open. */
  async tryAnew(): Promise<void> {
    if (this.#tried || this.#context.locked()) return;
    await takePage(this.#context, await damaged(), null);
    this.#tried = true;
  }

  /** Apart from a record of the same id that lies on this phone and opens. */
  async tell(): Promise<void> {
    const { notices } = this.#context;
    const rows = await damaged();
    for (const { id, why } of rows) notices.meet(nameOf(id), why as Damage);
    const names = new Set(rows.map(({ id }) => nameOf(id)));
    for (const name of this.#told) if (!names.has(name)) notices.mended(name);
    this.#told = names;
  }
}

function damaged(): Promise<TheirsRow[]> {
  return read(async (tx) => {
    const rows = await tx.objectStore('theirs').getAll();
    return rows.filter(({ why }) => DAMAGE.has(why));
  });
}

function nameOf(id: string): string {
  return `${id} at the server`;
}
