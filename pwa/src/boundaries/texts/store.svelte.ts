/** One's own texts, and the one being written. */

import { m } from '../../core/i18n';
import type { Kept, Vault } from '../../vault/vault';
import type { Listed } from '../parts/found';
import { HalfWritten } from '../parts/half-written.svelte';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { addText, allTexts, changeText, removeText, REPLY_TEXTS, TEXT_DRAFT } from './records';
import { draftFrom, tidyText, type OwnText, type TextDraft } from './rules';

class Texts extends SealedRoom {
  list = $state.raw<Listed<OwnText>[]>([]);
  readonly draft = new HalfWritten<TextDraft>(TEXT_DRAFT, draftFrom);

  protected readonly collections = [REPLY_TEXTS];
  #newId: string | null = null;

  protected async read(vault: Vault): Promise<void> {
    const { list, damaged } = await allTexts(vault);
    [this.list, this.damaged] = [list, damaged];
  }

  keep(): Promise<boolean> {
    return this.once(() => this.#keep());
  }

  async #keep(): Promise<boolean> {
    const draft = this.draft.value;
    if (!draft) return false;
    const own = tidyText(draft);
    const before = this.list.find(({ id }) => id === draft.of);
    const isKept = await this.change(
      (vault) =>
        before
          ? changeText(vault, before.id, own)
          : addText(vault, own, (this.#newId ??= vault.newId())),
      before && {
        said: m.texts_changed(),
        back: (vault) => changeText(vault, before.id, { kind: before.kind, text: before.text }),
      },
    );
    if (!isKept) return false;
    this.#newId = null;
    await this.draft.drop();
    return true;
  }

  async remove(id: string): Promise<boolean> {
    let kept: Kept<unknown> | null = null;
    return this.change(async (vault) => (kept = await removeText(vault, id)), {
      said: m.core_undone_soon(),
      back: async (vault) => kept && vault.restore(REPLY_TEXTS, kept),
    });
  }
}

export const texts = new Texts();
