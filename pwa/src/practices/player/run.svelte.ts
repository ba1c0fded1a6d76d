/** One playing of a practice: ready → running ⇄ paused → finished | ended_early. */

import type { Ground } from './ground';
import { nextMark, positionAt, type Cue, type Position, type Timeline } from './timeline';

export type RunState = 'ready' | 'running' | 'paused' | 'finished' | 'ended_early';

/** Moments as ISO 8601 in UTC. `seconds_done` counts time spent, not steps skipped. */
export interface Outcome {
  started_at: string;
  ended_at: string;
  seconds_done: number;
  ended: 'finished' | 'enough';
}

/** Where another run of the same practice goes on from. */
export interface Place {
  readonly place_ms: number;
  readonly skipped_ms: number;
  readonly started_at: Date;
}

/** Where the play head was put, and whether it moves on from there by itself. */
export interface Head {
  readonly place_ms: number;
  readonly running: boolean;
}

/** What others do when a run moves. `late_ms`: how long ago the practice was over. */
export interface RunHooks {
  onmove(place_ms: number): void;
  onstill(): void;
  oncue(cue: Cue): void;
  onend(outcome: Outcome, late_ms: number): void;
}

export class Run {
  state = $state<RunState>('ready');
  position: Position;
  head: Head;

  readonly timeline: Timeline;
  readonly #ground: Ground;
  readonly #hooks: RunHooks;
  readonly #unwatch: () => void;
  #place_ms: number;
  #since_ms = 0;
  #skipped_ms = 0;
  #started_at: Date | null = null;
  #cancel = () => {};

  /** `from`: paused there, instead of ready at the beginning. */
  constructor(timeline: Timeline, ground: Ground, hooks: RunHooks, from: Place | null = null) {
    this.timeline = timeline;
    this.#ground = ground;
    this.#hooks = hooks;
    this.#place_ms = from?.place_ms ?? -timeline.opening_ms;
    this.#skipped_ms = from?.skipped_ms ?? 0;
    this.#started_at = from?.started_at ?? null;
    if (from) this.state = 'paused';
    this.position = $state.raw(positionAt(timeline, this.#place_ms));
    this.head = $state.raw({ place_ms: this.#place_ms, running: false });
    this.#unwatch = ground.onshown(() => this.#shown());
  }

  /** Milliseconds into the practice; below zero while settling; past the total once it is over. */
  get place_ms(): number {
    const moved = this.state === 'running' ? this.#ground.now() - this.#since_ms : 0;
    return this.#place_ms + moved;
  }

  get underway(): boolean {
    return this.state === 'running' || this.state === 'paused';
  }

  get over(): boolean {
    return this.state === 'finished' || this.state === 'ended_early';
  }

  start(): void {
    if (this.state !== 'ready') return;
    this.#started_at = this.#ground.today();
    this.#go();
  }

  pause(): void {
    if (this.state !== 'running') return;
    this.#look();
    if (this.state !== 'running') return;
    this.#place_ms = this.place_ms;
    this.state = 'paused';
    this.#stand();
  }

  goOn(): void {
    if (this.state === 'paused') this.#go();
  }

  skipOpening(): void {
    if (this.underway && this.place_ms < 0) this.#jump(0);
  }

  /** Back to the step before, or to the start of the first. */
  earlier(): void {
    const { cue } = this.position;
    if (!this.underway || !cue) return;
    this.#jump(this.timeline.cues[cue.index - 1]?.at_ms ?? 0);
  }

  /** On to the next step; from the last one, to the end. */
  later(): void {
    const { cue } = this.position;
    if (!this.underway) return;
    this.#jump(cue ? cue.until_ms : 0);
  }

  /** Enough for now. Ends where it is, and keeps what was done. */
  enough(): void {
    if (!this.underway) return;
    this.#look();
    if (this.underway) this.#end('ended_early');
  }

  /**
   * Closed without an end, for another run to go on from, and told by `onend` of that one.
   * null when there is nothing to go on from. `done` is what to tell should nobody go on.
   */
  setAside(): { place: Place; done: Outcome } | null {
    this.pause();
    if (this.state !== 'paused' || !this.#started_at) return null;
    this.close();
    const place = {
      place_ms: this.#place_ms,
      skipped_ms: this.#skipped_ms,
      started_at: this.#started_at,
    };
    return { place, done: this.#outcome(0) };
  }

  close(): void {
    this.#cancel();
    this.#unwatch();
  }

  #go(): void {
    this.#since_ms = this.#ground.now();
    this.state = 'running';
    this.#moved();
    this.#look();
  }

  #jump(place_ms: number): void {
    const from_ms = Math.max(0, this.place_ms);
    this.#skipped_ms += place_ms - from_ms;
    this.#place_ms = place_ms;
    this.#since_ms = this.#ground.now();
    this.#moved();
    this.#look();
  }

  #moved(): void {
    const running = this.state === 'running';
    this.head = { place_ms: this.#place_ms, running };
    if (running) this.#hooks.onmove(this.#place_ms);
  }

  #stand(): void {
    this.#cancel();
    this.head = { place_ms: this.#place_ms, running: false };
    this.#hooks.onstill();
  }

  /** Tells the time once, and sets the timer for the next change worth telling. */
  #look(): void {
    this.#cancel();
    const before = this.position.cue;
    this.position = positionAt(this.timeline, this.place_ms);
    const { stage, cue } = this.position;
    if (stage === 'end') return this.#end('finished');
    if (cue && cue !== before) this.#hooks.oncue(cue);
    if (this.state !== 'running') return;
    this.#cancel = this.#ground.after(this.#rest_ms(), () => this.#look());
  }

  /** Nobody watches a hidden page change its numbers: there, the next thing worth waking for is the end. */
  #rest_ms(): number {
    const place_ms = this.place_ms;
    const next = this.#ground.visible()
      ? nextMark(this.timeline, place_ms)
      : this.timeline.total_ms;
    return Math.max(1, next - place_ms);
  }

  #shown(): void {
    if (this.state !== 'running') return;
    this.#look();
    if (this.state !== 'running' || !this.#ground.visible()) return;
    this.#place_ms = this.place_ms;
    this.#since_ms = this.#ground.now();
    this.#moved();
  }

  #end(state: 'finished' | 'ended_early'): void {
    const late_ms = Math.max(0, this.place_ms - this.timeline.total_ms);
    this.#place_ms = Math.min(this.place_ms, this.timeline.total_ms);
    this.state = state;
    this.#cancel();
    this.#unwatch();
    this.head = { place_ms: this.#place_ms, running: false };
    this.#hooks.onend(this.#outcome(late_ms), late_ms);
  }

  #outcome(late_ms: number): Outcome {
    const ended_at = new Date(this.#ground.today().getTime() - late_ms);
    return {
      started_at: (this.#started_at ?? ended_at).toISOString(),
      ended_at: ended_at.toISOString(),
      seconds_done: Math.max(0, Math.round((this.#place_ms - this.#skipped_ms) / 1000)),
      ended: this.state === 'finished' ? 'finished' : 'enough',
    };
  }
}
