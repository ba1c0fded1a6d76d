/**
 * Reminders half written, sealed as they are typed: they outlive the sheet, the tab and a crash. There is
 * one for each reminder that is changed, and one for a new one.
 */

import { isTimeOfDay } from '../core/zones';
import { openVault } from '../vault/vault';
import { KINDS, type Kind, type Reminder } from './rules';

export type Typed = Pick<Reminder, 'at' | 'weekdays' | 'kind' | 'text'>;

export interface Draft {
  /** The reminder that is changed; null for a new one. */
  id: string | null;
  typed: Typed;
}

const FIELD = 'reminders.forms';
/** What drafts of this room are kept under. */
export const REMINDER_DRAFTS = [FIELD];

export class ReminderDrafts {
  list = $state.raw<Draft[]>([]);
  /** What is not sealed yet, the newest of each; null for one that was dropped. */
  readonly #waiting = new Map<string | null, Typed | null>();
  #turn: Promise<void> = Promise.resolve();

  /** What this page holds is newer than what it managed to seal. */
  async open(): Promise<void> {
    const sealed = await readDrafts().catch(() => []);
    this.list = this.list.reduce(withDraft, sealed);
  }

  /** What a form for this reminder begins with, where it was typed in before. */
  of(id: string | null): Typed | null {
    return this.list.find((draft) => draft.id === id)?.typed ?? null;
  }

  type(id: string | null, typed: Typed): void {
    this.list = withDraft(this.list, { id, typed });
    this.#change(id, typed);
  }

  drop(id: string | null): void {
    if (this.of(id) === null) return;
    this.list = without(this.list, id);
    this.#change(id, null);
  }

  /** One after the other, and letters that wait are written at once, however many. */
  #change(id: string | null, typed: Typed | null): void {
    const isWaited = this.#waiting.size > 0;
    this.#waiting.set(id, typed);
    if (!isWaited) this.#turn = this.#turn.then(() => this.#seal()).catch(leaveIt);
  }

  /** Into what is sealed by then, which another tab may have added to. */
  async #seal(): Promise<void> {
    const changes = [...this.#waiting];
    this.#waiting.clear();
    const sealed = await readDrafts();
    await keepDrafts(
      changes.reduce(
        (drafts, [id, typed]) => (typed ? withDraft(drafts, { id, typed }) : without(drafts, id)),
        sealed,
      ),
    );
  }
}

/** What could not be sealed is said on every screen by the shell; memory still holds it here. */
function leaveIt(): void {}

function without(drafts: Draft[], id: string | null): Draft[] {
  return drafts.filter((draft) => draft.id !== id);
}

function withDraft(drafts: Draft[], draft: Draft): Draft[] {
  return [...without(drafts, draft.id), draft];
}

async function readDrafts(): Promise<Draft[]> {
  const text = await (await openVault()).draft(FIELD);
  return text === null ? [] : parseDrafts(JSON.parse(text));
}

async function keepDrafts(drafts: Draft[]): Promise<void> {
  const vault = await openVault();
  if (drafts.length) await vault.saveDraft(FIELD, JSON.stringify(drafts));
  else await vault.dropDraft(FIELD);
}

/** What is none of ours is left out. */
export function parseDrafts(value: unknown): Draft[] {
  return Array.isArray(value) ? value.map(parseDraft).filter((draft) => draft !== null) : [];
}

/** A time that is half typed is empty. */
function parseDraft(value: unknown): Draft | null {
  const { id, typed } = fieldsOf(value);
  const { at, weekdays, kind, text } = fieldsOf(typed);
  if (id !== null && typeof id !== 'string') return null;
  if (typeof text !== 'string' || !(at === '' || isTimeOfDay(at))) return null;
  if (!(KINDS as readonly unknown[]).includes(kind) || !Array.isArray(weekdays)) return null;
  if (!weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) return null;
  return { id, typed: { at, weekdays: weekdays as number[], kind: kind as Kind, text } };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export const reminderDrafts = new ReminderDrafts();
