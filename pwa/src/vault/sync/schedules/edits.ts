/** For tests: what a person does on a phone in a schedule, and what must be found of it in the end. */

import { COUNTING, MONDAY, type Phone } from '../testing';
import type { Step } from './steps';
import type { Note, World } from './world';

const EMPTY: Record<string, unknown> = { sound: false, volume: 5 };

export class Edits {
  readonly #world: World;
  #made = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async make(phone: Phone, step: Step): Promise<void> {
    if (step.do === 'add') await this.#add(phone);
    if (step.do === 'change') await this.#change(phone, step.pick);
    if (step.do === 'remove') await this.#remove(phone, step.pick);
    if (step.do === 'set') await this.#set(phone);
    if (step.do === 'log') {
      await phone.vault.addCounted('logs', { n: this.#made++ }, MONDAY, COUNTING);
    }
  }

  #token(id: string, by: Phone): string {
    const token = `t${this.#made++}`;
    this.#world.written.set(token, { id, by });
    return token;
  }

  async #add(phone: Phone): Promise<void> {
    const id = phone.vault.newId();
    const on = this.#made % 2 ? MONDAY : '2026-11-24';
    await phone.vault.add<Note>('notes', { token: this.#token(id, phone), lineage: [] }, on, id);
  }

  async #some({ vault }: Phone, pick: number) {
    const { kept } = await vault.list<Note>('notes');
    kept.sort((one, other) => (one.id < other.id ? -1 : 1));
    return kept[pick % Math.max(1, kept.length)];
  }

  async #change(phone: Phone, pick: number): Promise<void> {
    const note = await this.#some(phone, pick);
    if (!note) return;
    const token = this.#token(note.id, phone);
    await phone.vault.change<Note>('notes', note.id, (before) => ({
      token,
      lineage: [...before.lineage, before.token],
    }));
  }

  async #remove(phone: Phone, pick: number): Promise<void> {
    const note = await this.#some(phone, pick);
    if (!note) return;
    await phone.vault.remove('notes', note.id);
    const { left, removed, written } = this.#world;
    // Of who was signed out nobody hears of it: there it is theirs alone that is gone.
    for (const token of [note.value.token, ...note.value.lineage]) {
      if (!left.has(phone) || written.get(token)!.by === phone) removed.add(token);
    }
  }

  async #set(phone: Phone): Promise<void> {
    const field = fieldOf(this.#world, phone);
    const n = this.#made++;
    await phone.vault.updateSingleton('settings', EMPTY, (before) => ({ ...before, [field]: n }));
    if (!this.#world.left.has(phone)) this.#world.settings.set(phone, n);
  }
}

/** Each phone writes a field of its own. */
export const fieldOf = ({ phones }: World, phone: Phone) => `phone${phones.indexOf(phone)}`;
