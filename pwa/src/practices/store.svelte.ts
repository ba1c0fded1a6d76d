/** The practices a person can choose from, and which of them they chose lately. */

import { openVault, VaultError, type Vault } from '../vault/vault';
import { fetchNewer, openCatalogue } from './catalogue';
import type { Catalogue, Kind, Moment, Practice, Source, Tag } from './format';
import { NEEDS, needsFrom, NO_NEEDS, type Needs } from './needs';
import { LOGS, NO_SUMMARY, summaryOf, type PracticeSummary } from './summary';

/** What the library is narrowed to. Kept while the app is open, so that "back" leads back. */
export interface Narrowing {
  seconds: number | null;
  moment: Moment | null;
  kind: Kind | null;
  /** `null`: those that this person keeps. */
  needs: Tag[] | null;
  search: string;
}

export const EVERYTHING: Readonly<Narrowing> = {
  seconds: null,
  moment: null,
  kind: null,
  needs: [],
  search: '',
};

export class Practices {
  status = $state<'loading' | 'ready' | 'missing'>('loading');
  catalogue = $state.raw<Catalogue | null>(null);
  summary = $state.raw<PracticeSummary>(NO_SUMMARY);
  /** Those that somebody wrote and days of courses, once they were asked for. They are not offered unasked. */
  own = $state.raw<readonly Practice[]>([]);
  days = $state.raw<readonly Practice[]>([]);
  needs = $state.raw<Needs>(NO_NEEDS);
  narrowing = $state.raw<Narrowing>({ ...EVERYTHING, needs: null });

  all = $derived<readonly Practice[]>(this.catalogue?.practices ?? []);
  recents = $derived(this.summary.recents.flatMap((id) => this.find(id) ?? []));

  #opening: Promise<void> | null = null;
  #heard: Vault | null = null;

  /** The phone answers first; the server is asked for a newer catalogue once there is nothing else to do. */
  open(): Promise<void> {
    this.#opening ??= Promise.all([this.#openCatalogue(), this.#readKept()]).then(() =>
      whenIdle(() => void this.refresh()),
    );
    return this.#opening;
  }

  /** From the start, after the practices were missing. */
  async reopen(): Promise<void> {
    this.status = 'loading';
    await this.#openCatalogue();
  }

  async refresh(): Promise<void> {
    const newer = await fetchNewer(this.catalogue);
    if (!newer) return;
    this.catalogue = newer;
    this.status = 'ready';
  }

  find(id: string): Practice | null {
    const isIt = (practice: Practice) => practice.id === id;
    return this.all.find(isIt) ?? this.own.find(isIt) ?? this.days.find(isIt) ?? null;
  }

  sourcesOf({ evidence }: Practice): Source[] {
    return evidence.sources.flatMap((key) => this.catalogue?.sources[key] ?? []);
  }

  async #openCatalogue(): Promise<void> {
    this.catalogue = await openCatalogue();
    this.status = this.catalogue ? 'ready' : 'missing';
  }

  /** A phone that keeps nothing can still be practised with: the shell says what ails it. */
  async #readKept(): Promise<void> {
    try {
      const vault = await openVault();
      if (vault !== this.#heard) vault.onChange((collection) => this.#follow(collection));
      this.#heard = vault;
      [this.summary, this.needs] = await Promise.all([
        summaryOf(vault),
        vault.singleton<unknown>(NEEDS).then((kept) => needsFrom(kept?.value)),
      ]);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.#opening = null; // A locked phone may be open at the next visit.
    }
  }

  #follow(collection: string): void {
    if (collection === LOGS || collection === NEEDS) void this.#readKept();
  }
}

export const practices = new Practices();

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 10_000 });
  else setTimeout(work, 2_000);
}
