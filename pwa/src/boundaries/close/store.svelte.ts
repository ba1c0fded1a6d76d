/** The close of this day, what is being written for it, and the loose ends of days before. */

import { m } from '../../core/i18n';
import { now, thisZone } from '../../core/clock';
import type { Vault } from '../../vault/vault';
import { WORK_HOURS } from '../../day/hours';
import { dayOf } from '../parts/days';
import type { Listed } from '../parts/found';
import { keepQuiet, LONGEST_QUIET_MS } from '../../reminders/quiet';
import { HalfWritten } from '../parts/half-written.svelte';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { nextStartOf } from './next-start';
import { addClose, CLOSE_DRAFT, CLOSES, closesLately, putEnd, putOpened } from './records';
import {
  closedUntil,
  closeOf,
  draftFrom,
  holding,
  NOTHING_WRITTEN,
  parkedIn,
  type CloseDraft,
  type DayClose,
  type NextStart,
  type Parked,
} from './rules';

class Closing extends SealedRoom {
  closes = $state.raw<Listed<DayClose>[]>([]);
  now = $state(now().getTime());
  zone = $state(thisZone());
  nextStart = $state.raw<NextStart>(() => null);

  readonly draft = new HalfWritten<CloseDraft>(CLOSE_DRAFT, draftFrom);

  held = $derived(holding(this.closes, this.now, this.nextStart, this.zone));
  on = $derived(dayOf(this.now, this.zone));
  parked = $derived(this.held ? [] : parkedIn(this.closes, this.on));

  protected readonly collections = [CLOSES, WORK_HOURS];
  #newId: string | null = null;

  protected async read(vault: Vault): Promise<void> {
    this.tick(now().getTime());
    const { list, damaged } = await closesLately(vault, this.on);
    const nextStart = await nextStartOf(vault);
    [this.closes, this.damaged, this.nextStart] = [list, damaged, nextStart];
    this.tick(now().getTime());
  }

  tick(instant: number): void {
    [this.now, this.zone] = [instant, thisZone()];
  }

  /** What was typed goes with it either way: "for me" asks for nothing, and loses nothing. */
  close(by: DayClose['by']): Promise<boolean> {
    return this.once(() => this.#close(by));
  }

  async #close(by: DayClose['by']): Promise<boolean> {
    const draft = this.draft.value ?? NOTHING_WRITTEN;
    const close = closeOf(draft, by, now(), thisZone());
    const isKept = await this.change(async (vault) => {
      const id = (this.#newId ??= vault.newId());
      await addClose(vault, close, id);
      await this.#hush(vault, close);
    });
    if (!isKept) return false;
    this.#newId = null;
    await this.draft.drop();
    return true;
  }

  openAfterAll(): Promise<boolean> {
    const id = this.held?.close.id;
    if (!id) return Promise.resolve(false);
    const { close } = this.held!;
    const opened = async (vault: Vault) => {
      await putOpened(vault, id, now().toISOString());
      await keepQuiet(vault, null);
    };
    const back = async (vault: Vault) => {
      await putOpened(vault, id, null);
      await this.#hush(vault, close);
    };
    return this.change(opened, { said: m.close_opened(), back });
  }

  /** Reminders are silent with it, as far ahead as a quiet may reach. */
  #hush(vault: Vault, close: DayClose): Promise<void> {
    const since = Date.parse(close.at);
    const until = closedUntil(close, this.nextStart, thisZone());
    return keepQuiet(vault, { since, until: Math.min(until, since + LONGEST_QUIET_MS) });
  }

  finish(end: Parked): Promise<boolean> {
    return this.change((vault) => putEnd(vault, end, { done: true }), {
      said: m.close_end_done({ what: end.what || end.when || end.where }),
      back: (vault) => putEnd(vault, end, { done: false }),
    });
  }

  keepParked(end: Parked): Promise<boolean> {
    return this.change((vault) => putEnd(vault, end, { kept_on: this.on }));
  }
}

export const closing = new Closing();
