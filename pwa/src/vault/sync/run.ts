/** One run: sends what waits and takes what came, request by request, until both are done. */

import type { OutboxEntry, SyncRow } from '../../core/db';
import { acknowledge, layAside } from './acknowledge';
import { readAnswer, Untrue, type Result, type SyncAnswer } from './answer';
import { isAnyLeft, takeBatch } from './batch';
import type { Context } from './context';
import { giveBack, giveOne } from './giving-back';
import { takeFreed, takePage } from './page';
import { renewSome, type Place } from './renewing';
import { reseal } from './reseal';
import { resolve } from './resolve';
import { inStep, isOfHistory, startOver, stateFor, type Break } from './state';
import { write } from './stores';
import { troubleOf, type Trouble } from './trouble';
import { MOST_OPS, PAGE, wireOp, type SyncProblem, type SyncRequest } from './wire';

/** How a run ended. `retry_after` in seconds, when the server named a time. */
export interface Ended {
  trouble: Trouble | null;
  retry_after: number | null;
}

/** More than any account needs: a server cannot keep a phone busy for ever. */
const MOST_REQUESTS = 5000;
/** A record that is changed by others at this rate waits for the next run. */
const MOST_CONFLICTS = 8;
const MOST_BREAKS = 3;
const KEPT = new Set(['old_epoch', 'unknown_epoch']);

/** Never throws what the server says; rejects as the vault does, when the phone itself cannot go on. */
export function run(context: Context): Promise<Ended> {
  return new Run(context).go();
}

class Run {
  /** Records whose edits wait for another day, by id. */
  readonly #later = new Set<string>();
  readonly #conflicts = new Map<string, number>();
  /** How far what lies under a former key was sealed anew. */
  readonly #renewed: Place = { after: '' };
  readonly #context: Context;
  #most = MOST_OPS;
  #breaks = 0;
  #trouble: Trouble | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  async go(): Promise<Ended> {
    for (let request = 0; request < MOST_REQUESTS; request++) {
      const ended = await this.#turn();
      if (ended) return ended;
    }
    return { trouble: 'answer_refused', retry_after: null };
  }

  /** Null while there is more to do. */
  async #turn(): Promise<Ended | null> {
    const { keys, post } = this.#context;
    const state = await stateFor(keys.owner);
    // What the server has no more must be known before anything is built upon it.
    const most = state.starting_over ? 0 : this.#most;
    const sent = await takeBatch(keys.owner, { most, but: this.#later });
    const { history, cursor, floor } = state;
    const request = { history, cursor, floor, limit: PAGE, ops: sent.map(wireOp) };
    const heard = await post(request);
    if (heard.kind === 'unheard') return { trouble: 'unheard', retry_after: null };
    if (heard.kind === 'refused') return this.#refused(heard.problem, sent);
    const answer = read(heard, request, sent);
    return answer
      ? this.#take(answer, state, sent.length)
      : { trouble: 'answer_refused', retry_after: null };
  }

  async #refused(problem: SyncProblem, sent: readonly OutboxEntry[]): Promise<Ended | null> {
    const broken = breakOf(problem);
    if (broken && ++this.#breaks > MOST_BREAKS) return { trouble: 'history', retry_after: null };
    if (broken) return startOver(this.#context.keys.owner, broken).then(() => null);
    if (isOfTheBody(problem) && sent.length > 0) return this.#withLess(sent);
    return { trouble: troubleOf(problem), retry_after: problem.retry_after };
  }

  /** One edit must not hold up the rest: they go in ever smaller parts, until it is found. */
  #withLess(sent: readonly OutboxEntry[]): null {
    if (sent.length === 1) this.#putOff(sent[0]!.id);
    else this.#most = Math.ceil(sent.length / 2);
    return null;
  }

  #putOff(id: string): void {
    this.#later.add(id);
    this.#trouble = 'server_refused';
  }

  /** The ring got a next key elsewhere, or here and it was not heard of: a sign-in brings it. */
  #lacksKey(id: string, code: string): void {
    this.#putOff(id);
    if (code === 'old_epoch' && !this.#context.locked()) this.#trouble = 'key_missing';
  }

  async #take(answer: SyncAnswer, state: SyncRow, sent: number): Promise<Ended | null> {
    this.#most = Math.min(MOST_OPS, this.#most * 2);
    if (!(await this.#takeResults(answer, state))) return null;
    // Nothing can be opened then: the same page comes again after.
    if (this.#context.locked()) return sent > 0 ? null : this.#end();
    await this.#takeChanges(answer, state);
    if (answer.more) return null;
    if (state.starting_over) await giveBack(this.#context.keys);
    if (await isAnyLeft(this.#later)) return null;
    if (await renewSome(this.#context.keys, this.#renewed)) return null;
    await inStep(this.#context.keys.owner);
    return this.#end();
  }

  #end(): Ended {
    return { trouble: this.#trouble, retry_after: null };
  }

  async #takeChanges(answer: SyncAnswer, state: SyncRow): Promise<void> {
    const { history, cursor, floor, changes } = answer;
    const next = { ...state, history, cursor, floor: state.cursor === 0 ? floor : state.floor };
    await takePage(this.#context, changes, { was: { ...state, history }, next });
    await takeFreed(this.#context);
  }

  /** False when another tab has started over meanwhile: then this is an answer from another past. */
  async #takeResults({ history, results }: SyncAnswer, state: SyncRow): Promise<boolean> {
    if (results.length === 0 && state.history === history) return true;
    const isNow = await write(this.#context.keys.owner, async (tx) => {
      // An acknowledgement is worth nothing to who does not know in which past it was given.
      if (!(await isOfHistory(tx, history))) return false;
      for (const result of results) {
        if (result.kind === 'ok') await acknowledge(tx, result.entry, result.seq);
        else if (result.kind === 'rejected' && !KEPT.has(result.code)) {
          await layAside(tx, result.entry, result.code);
        }
      }
      return true;
    });
    if (isNow) for (const result of results) await this.#settle(result);
    return isNow;
  }

  async #settle(result: Result): Promise<void> {
    const { id, op } = result.entry;
    if (result.kind === 'ok') return;
    if (result.kind === 'rejected') {
      if (KEPT.has(result.code) && !(await this.#resealed(id))) this.#lacksKey(id, result.code);
      return;
    }
    if (this.#context.locked()) this.#later.add(id);
    else if (this.#isTooMuch(id)) this.#putOff(id);
    else if (result.current === null) await giveOne(this.#context.keys, id);
    else if ((await resolve(this.#context, result.current, op)) === 'later') this.#later.add(id);
  }

  async #resealed(id: string): Promise<boolean> {
    return !this.#context.locked() && (await reseal(this.#context.keys, id));
  }

  #isTooMuch(id: string): boolean {
    const count = (this.#conflicts.get(id) ?? 0) + 1;
    this.#conflicts.set(id, count);
    return count > MOST_CONFLICTS;
  }
}

function read(
  heard: { kind: string; data?: unknown },
  request: SyncRequest,
  sent: readonly OutboxEntry[],
): SyncAnswer | null {
  try {
    return readAnswer(heard.data, request, sent);
  } catch (error) {
    if (error instanceof Untrue) return null;
    throw error;
  }
}

function breakOf({ code, history, since }: SyncProblem): Break | null {
  if (code === 'cursor_too_old') return { kind: 'purged' };
  if (code === 'cursor_ahead') return { kind: 'restored', history: null, since: 0 };
  if (code !== 'history_changed') return null;
  const isKnown = typeof since === 'number' && Number.isSafeInteger(since) && since >= 0;
  return { kind: 'restored', history: history ?? null, since: isKnown ? since : 0 };
}

/** About what was sent, not about who sends it or when. */
function isOfTheBody({ status }: SyncProblem): boolean {
  return status === 400 || status === 413 || status === 422;
}
