/** What the server said it holds, as far as it was asked, with this phone's names for what is sealed. */

import { outcomeOf } from '../accounts/errors';
import { sentenceFor } from '../accounts/refusals';
import { m } from '../core/i18n';
import { openKeys } from '../vault/device';
import { identify, type Identity } from '../vault/identify';
import type { Keys } from '../vault/keys';
import { listHoldings, listRows, type Cell, type Holding } from './api';

export const RECORDS = 'vault_rows';

export interface Shown {
  cells: Cell[];
  name: string | null;
  /** Set where the row can be erased by itself. */
  id: string | null;
}

export interface Section {
  holding: Holding;
  /** Null until they are asked for. */
  rows: Shown[] | null;
  refusal: string | null;
}

type NameOf = (collection: string, on: string | null) => string;

export class Held {
  /** Null until the server was heard. */
  sections = $state<Section[] | null>(null);
  refusal = $state<string | null>(null);
  /** The table whose rows are on their way. */
  loading = $state<string | null>(null);
  readonly #nameOf: NameOf;

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  /** Asks for all anew. Rows that were shown are asked for once more, from the first. */
  async load(): Promise<void> {
    this.refusal = null;
    const open = (this.sections ?? []).filter(({ rows }) => rows !== null);
    try {
      const holdings = await listHoldings();
      this.sections = holdings.map((holding) => ({ holding, rows: null, refusal: null }));
    } catch (error) {
      this.refusal = saying(error);
      return;
    }
    for (const { holding } of open) await this.more(holding.table);
  }

  async more(table: string): Promise<void> {
    const section = this.sections?.find(({ holding }) => holding.table === table);
    if (!section || this.loading) return;
    [section.refusal, this.loading] = [null, table];
    try {
      const page = await listRows(table, section.rows?.length ?? 0);
      const keys = table === RECORDS ? openKeys() : null;
      const shown = await Promise.all(page.rows.map((cells) => this.#shown(cells, keys)));
      section.rows = [...(section.rows ?? []), ...shown];
      section.holding = { ...section.holding, rows: page.total };
    } catch (error) {
      section.refusal = saying(error);
    } finally {
      this.loading = null;
    }
  }

  /** `keys` where the rows are records: opened once for all of them. */
  async #shown(cells: Cell[], keys: Promise<Keys> | null): Promise<Shown> {
    if (!keys) return { cells, name: null, id: null };
    const id = cells.find(({ column }) => column === 'record_id')?.text ?? null;
    const what = id === null ? null : await identify(id, keys).catch(() => null);
    const isErasable = what?.standing === 'live' || what?.standing === 'sealed';
    return { cells, name: this.#named(what), id: isErasable ? id : null };
  }

  #named(what: Identity | null): string {
    if (!what) return m.holdings_not_here();
    if (what.standing === 'erased') return m.holdings_erased();
    if (what.standing !== 'live') return m.holdings_unopened();
    return this.#nameOf(what.collection, what.on);
  }
}

export function saying(error: unknown): string {
  const outcome = outcomeOf(error);
  return sentenceFor(outcome) ?? m.accounts_refused();
}
