import type { Answer, Wire } from '../core/http/client';
import { deleteSubscription, getKey, getSubscription, postTest, putSubscription } from './api';
import {
  ability,
  askPermission,
  asSent,
  findSubscription,
  isFor,
  permission,
  publicKeyOf,
  subscribe,
  TooSlow,
  type Ability,
} from './browser';
import { isWished, wish } from './wish';

/**
 * - `looking`: not known yet
 * - `not_asked`, `off`: nobody asked the browser yet; or it said yes, and it is not wanted here
 * - `working`: being switched on or off
 * - `lost`: it was on, and the browser or the server has it no more
 */
export type Standing =
  | 'looking'
  | Exclude<Ability, 'able'>
  | 'server_off'
  | 'denied'
  | 'not_asked'
  | 'off'
  | 'working'
  | 'on'
  | 'lost';

/** Why it could not be done: the push service, the network, the server, this phone's storage. */
export type Trouble = 'too_slow' | 'browser' | 'no_network' | 'refused' | 'signed_out';
export type Trial = 'none' | 'sending' | 'sent' | Trouble;

/** Whether this phone can be knocked at. No method rejects. */
export class Push {
  standing = $state<Standing>('looking');
  trouble = $state<Trouble | null>(null);
  trial = $state<Trial>('none');
  /** What the server says of its last try. */
  last = $state.raw<Wire['Subscription'] | null>(null);

  /** What this phone knows by itself, then what the server says. */
  async look(): Promise<void> {
    this.standing = await this.#here();
    if (this.standing === 'on' || this.standing === 'lost') await this.heal();
  }

  /**
   * Call it in a click, and nothing awaited before: the browser asks the person.
   */
  async turnOn(): Promise<void> {
    this.trouble = null;
    const asking = permission() === 'granted' ? null : askPermission();
    this.standing = 'working';
    try {
      if (asking && (await asking) !== 'granted') {
        this.standing = permission() === 'denied' ? 'denied' : 'not_asked';
        return;
      }
      await wish(true);
      this.standing = (await this.#register()) ?? (await this.#here());
    } catch (error) {
      this.#fail(error);
    }
  }

  async turnOff(): Promise<void> {
    [this.trouble, this.trial] = [null, 'none'];
    this.standing = 'working';
    try {
      await wish(false);
      await (await findSubscription())?.unsubscribe();
      // Whatever comes of it: the push service has forgotten the phone already.
      await deleteSubscription();
    } catch (error) {
      this.#fail(error);
    }
    this.standing = await this.#here();
  }

  async tryIt(): Promise<void> {
    this.trial = 'sending';
    const answer = await postTest();
    if (answer.kind === 'answered') this.trial = 'sent';
    else this.trial = troubleOf(answer);
  }

  /** Puts right what a browser or a server has lost since. */
  async heal(): Promise<void> {
    try {
      this.standing = (await this.#register()) ?? this.standing;
      if (this.standing === 'on') this.trouble = null;
    } catch (error) {
      if (!(error instanceof TooSlow) && !(error instanceof DOMException)) throw error;
      this.standing = 'lost';
    }
  }

  async #here(): Promise<Standing> {
    const able = ability();
    if (able !== 'able') return able;
    if (permission() === 'denied') return 'denied';
    const wished = await isWished().catch(() => false);
    if (permission() === 'default') return wished ? 'lost' : 'not_asked';
    if (!wished) return 'off';
    const found = await findSubscription().catch(() => null);
    return found ? 'on' : 'lost';
  }

  /**
   * `on` when browser and server hold the same; null when that could not be found out, for the reason
   * then in `trouble`. Throws what the browser refuses with.
   */
  async #register(): Promise<'on' | 'server_off' | null> {
    const key = await getKey();
    if (key.kind === 'refused' && key.problem.code === 'push_off') return 'server_off';
    if (key.kind !== 'answered') return this.#note(key);
    const subscription = await subscribe(key.data);
    const known = await getSubscription();
    const isKnown =
      known.kind === 'answered' &&
      known.data.p256dh === publicKeyOf(subscription) &&
      known.data.key_id === key.data.key_id &&
      known.data.last_outcome !== 'refused' &&
      isFor(subscription, key.data.key);
    if (isKnown) {
      this.last = known.data;
      return 'on';
    }
    const sent = asSent(subscription, key.data.key_id);
    if (!sent) throw new DOMException('it has no keys', 'NotSupportedError');
    const answer = await putSubscription(sent);
    if (answer.kind !== 'answered') return this.#note(answer);
    // What was refused is not asked for over and over: it is said, and stays said.
    this.last = known.kind === 'answered' ? known.data : answer.data;
    return 'on';
  }

  #note(answer: Answer<unknown>): null {
    this.trouble = troubleOf(answer);
    return null;
  }

  #fail(error: unknown): void {
    if (error instanceof TooSlow) this.trouble = 'too_slow';
    else if (error instanceof DOMException) this.trouble = 'browser';
    else throw error;
    this.standing = permission() === 'denied' ? 'denied' : 'lost';
  }
}

function troubleOf(answer: Answer<unknown>): Trouble {
  if (answer.kind === 'unheard') return 'no_network';
  const isOut = answer.kind === 'refused' && answer.problem.status === 401;
  return isOut ? 'signed_out' : 'refused';
}

export const push = new Push();
