/** One's own ways to say no, and the one being written. */

import { m } from '../../core/i18n';
import type { Kept, Vault } from '../../vault/vault';
import type { Listed } from '../parts/found';
import { HalfWritten } from '../parts/half-written.svelte';
import { SealedRoom } from '../parts/sealed-room.svelte';
import {
  addPhrase,
  allPhrases,
  changePhrase,
  REFUSAL_DRAFT,
  REFUSALS,
  removePhrase,
} from './records';
import { draftFrom, tidyPhrase, type Phrase, type PhraseDraft } from './rules';

class Refusals extends SealedRoom {
  list = $state.raw<Listed<Phrase>[]>([]);
  readonly draft = new HalfWritten<PhraseDraft>(REFUSAL_DRAFT, draftFrom);

  protected readonly collections = [REFUSALS];
  #newId: string | null = null;

  protected async read(vault: Vault): Promise<void> {
    const { list, damaged } = await allPhrases(vault);
    [this.list, this.damaged] = [list, damaged];
  }

  keep(): Promise<boolean> {
    return this.once(() => this.#keep());
  }

  async #keep(): Promise<boolean> {
    const draft = this.draft.value;
    if (!draft) return false;
    const phrase = tidyPhrase(draft);
    const before = this.list.find(({ id }) => id === draft.of);
    const isKept = await this.change(
      (vault) =>
        before
          ? changePhrase(vault, before.id, phrase)
          : addPhrase(vault, phrase, (this.#newId ??= vault.newId())),
      before && {
        said: m.refusing_changed(),
        back: (vault) =>
          changePhrase(vault, before.id, { situation: before.situation, text: before.text }),
      },
    );
    if (!isKept) return false;
    this.#newId = null;
    await this.draft.drop();
    return true;
  }

  async remove(id: string): Promise<boolean> {
    let kept: Kept<unknown> | null = null;
    return this.change(async (vault) => (kept = await removePhrase(vault, id)), {
      said: m.core_undone_soon(),
      back: async (vault) => kept && vault.restore(REFUSALS, kept),
    });
  }
}

export const refusals = new Refusals();
