/** Edges, what was said of them in the last season, and the load of its days. */

import { m } from '../../core/i18n';
import { now, thisZone } from '../../core/clock';
import { addDays, type LocalDate } from '../../core/zones';
import { SESSIONS } from '../../day/records';
import { WEEKLY } from '../../day/weekly';
import type { Kept, Vault } from '../../vault/vault';
import { mondaysTo, todayHere, weekOf } from '../parts/days';
import type { Listed } from '../parts/found';
import { HalfWritten } from '../parts/half-written.svelte';
import { SealedRoom } from '../parts/sealed-room.svelte';
import {
  allEdges,
  changeEntry,
  EDGE_DRAFT,
  EDGES,
  LEDGER,
  ledgerOn,
  MANAGER_DRAFT,
  putEdge,
  sayHow,
  sessionsPerDay,
} from './records';
import { tidyEdge, type DayLoad, type Edge, type Entry, type How, type Why } from './rules';

export const SEASON_WEEKS = 13;

/** An edge being written; `of` names the one being changed. */
export interface EdgeDraft {
  of: string | null;
  text: string;
}

class Ledger extends SealedRoom {
  on = $state<LocalDate>(todayHere());
  edges = $state.raw<Edge[]>([]);
  entries = $state.raw<Listed<Entry>[]>([]);
  loads = $state.raw<DayLoad[]>([]);

  readonly edge = new HalfWritten<EdgeDraft>(EDGE_DRAFT, edgeDraftFrom);
  readonly text = new HalfWritten<string>(MANAGER_DRAFT, (value) =>
    typeof value === 'string' ? value : null,
  );

  protected readonly collections = [LEDGER, EDGES, SESSIONS, WEEKLY];
  #saying: Promise<unknown> = Promise.resolve();
  #newId: string | null = null;

  protected async read(vault: Vault): Promise<void> {
    const on = todayHere();
    const first = mondaysTo(on, SEASON_WEEKS)[0]!;
    const dates = Array.from({ length: SEASON_WEEKS * 7 }, (_, at) => addDays(first, at));
    const { list, damaged } = await ledgerOn(vault, dates);
    const { edges, damaged: unread } = await allEdges(vault);
    const past = dates.filter((date) => date <= on);
    const loads = await sessionsPerDay(vault, past, thisZone());
    [this.on, this.entries, this.edges, this.loads] = [on, list, edges, loads];
    this.damaged = damaged + unread;
  }

  week = $derived(weekOf(this.on));

  /** Another day may have begun while the page lay open. */
  tick(): void {
    if (this.isRead && todayHere() !== this.on) void this.open();
  }

  /** One after the other: two quick taps on one edge are one record. */
  say(edge: string, how: How): Promise<boolean> {
    const on = todayHere();
    const saying = this.#saying.then(() =>
      this.change((vault) => sayHow(vault, on, edge, how, vault.newId())),
    );
    this.#saying = saying.catch(() => undefined);
    return saying;
  }

  /** `how` or `why` of one that was said, with a way back. */
  correct(entry: Listed<Entry>, changes: { how?: How; why?: Why | null }): Promise<boolean> {
    const next = changes.how === 'kept' ? { ...changes, why: null } : changes;
    const { how, why } = entry;
    return this.change((vault) => changeEntry(vault, entry.id, next), {
      said: m.ledger_changed({ edge: entry.edge }),
      back: (vault) => changeEntry(vault, entry.id, { how, why }),
    });
  }

  async remove(entry: Listed<Entry>): Promise<boolean> {
    let kept: Kept<unknown> | null = null;
    return this.change(
      async (vault) => {
        kept = await vault.get<unknown>(LEDGER, entry.id);
        if (kept) await vault.remove(LEDGER, entry.id);
      },
      {
        said: m.ledger_removed({ edge: entry.edge }),
        back: async (vault) => kept && vault.restore(LEDGER, kept),
      },
    );
  }

  keepEdge(): Promise<boolean> {
    return this.once(() => this.#keepEdge());
  }

  async #keepEdge(): Promise<boolean> {
    const draft = this.edge.value;
    if (!draft) return false;
    const before = this.edges.find(({ id }) => id === draft.of);
    const isKept = this.#has(tidyEdge(draft.text)) || (await this.#putDraft(draft, before));
    if (!isKept) return false;
    this.#newId = null;
    await this.edge.drop();
    return true;
  }

  /** What is said of an edge goes by its words: twice the same would be one. */
  #has(text: string): boolean {
    return this.edges.some((edge) => edge.text === text);
  }

  #putDraft(draft: EdgeDraft, before: Edge | undefined): Promise<boolean> {
    const undoable = before && this.#asBefore(before, m.ledger_changed({ edge: before.text }));
    return this.change((vault) => {
      const id = before?.id ?? (this.#newId ??= vault.newId());
      const added_at = before?.added_at ?? now().toISOString();
      return putEdge(vault, id, { text: tidyEdge(draft.text), added_at });
    }, undoable);
  }

  /** One of ours, taken over by a tap. */
  addEdge(text: string): Promise<boolean> {
    const added_at = now().toISOString();
    return this.once(() =>
      this.change((vault) => putEdge(vault, vault.newId(), { text, added_at })),
    );
  }

  removeEdge(edge: Edge): Promise<boolean> {
    return this.change(
      (vault) => putEdge(vault, edge.id, null),
      this.#asBefore(edge, m.ledger_removed({ edge: edge.text })),
    );
  }

  #asBefore({ id, text, added_at }: Edge, said: string) {
    return { said, back: (vault: Vault) => putEdge(vault, id, { text, added_at }) };
  }
}

function edgeDraftFrom(value: unknown): EdgeDraft | null {
  const { of = null, text } = (value ?? {}) as Partial<EdgeDraft>;
  return typeof text === 'string' ? { of: typeof of === 'string' ? of : null, text } : null;
}

export const ledger = new Ledger();
