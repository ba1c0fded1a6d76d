/** For tests: the server as the contract describes it, small enough to be believed. */

import type { SyncRequest, WireOp } from './wire';

export interface Stored {
  id: string;
  version: number;
  epoch: number;
  seq: number;
  sealed: string;
  purgeable: boolean;
  last_op: string;
}

/** All that lies on its disk. */
export interface Past {
  history: string;
  /** Histories of before, and the last number each has in common with the present. */
  ended: Map<string, number>;
  rows: Map<string, Stored>;
  ops: Map<string, { id: string; version: number; seq: number; sealed: string }>;
  last_seq: number;
  floor: number;
}

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

const BUCKETS = Array.from({ length: 9 }, (_, k) => 512 * 2 ** k + 29);
const KEYS = 'after,base,epoch,id,op,purgeable,sealed,version';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export class ServerModel {
  epoch = 1;
  /** Ops beyond this many rows are refused. */
  quota = Infinity;
  /** Whether a restored server can say which numbers both pasts share. */
  tellsSince = true;
  /** Every version it took, in the order of its numbers, as far as its present past goes. */
  accepted: { id: string; version: number; seq: number }[] = [];
  #past: Past;

  constructor(history: string = crypto.randomUUID()) {
    const nothing = { ended: new Map(), rows: new Map(), ops: new Map() };
    this.#past = { history, ...nothing, last_seq: 0, floor: 0 };
  }

  get history(): string {
    return this.#past.history;
  }

  get rows(): Stored[] {
    return [...this.#past.rows.values()].sort((one, other) => one.seq - other.seq);
  }

  get last_seq(): number {
    return this.#past.last_seq;
  }

  /** A phone that was signed out, and so is no member any more, learns that alone. */
  answer(request: SyncRequest, isMember = true): Reply {
    const refusal = isMember ? this.#refusal(request) : problem(401, 'signed_out');
    if (refusal) return refusal;
    const found = this.#past.last_seq;
    const results = request.ops.map((op) => this.#judge(op));
    // What the phone has brought, and nothing else, came since its cursor: it is not told that anew.
    const cursor = request.cursor === found ? this.#past.last_seq : request.cursor;
    return { status: 200, body: { ...this.#page({ ...request, cursor }), results } };
  }

  /** What a person's edit is refused for, by hand. */
  put(row: Partial<Stored> & { id: string }): void {
    const seq = ++this.#past.last_seq;
    const there = this.#past.rows.get(row.id);
    this.#past.rows.set(row.id, { ...there, last_op: '', ...row, seq } as Stored);
  }

  backup(): Past {
    return structuredClone(this.#past);
  }

  /** As an operator does it; `quietly` is how it must not be done. */
  restore(past: Past, quietly = false, history: string = crypto.randomUUID()): void {
    this.#past = structuredClone(past);
    this.accepted = this.accepted.filter(({ seq }) => seq <= past.last_seq);
    if (quietly) return;
    this.#past.ended.set(this.#past.history, this.#past.last_seq);
    this.#past.history = history;
  }

  /** Half a year passes for all tombstones there are. */
  purge(): void {
    for (const { id, seq, purgeable } of this.rows) {
      if (!purgeable) continue;
      this.#past.rows.delete(id);
      this.#past.floor = Math.max(this.#past.floor, seq);
    }
  }

  #refusal({ history, cursor, floor }: SyncRequest): Reply | null {
    const since = this.tellsSince ? { since: this.#sinceOf(history) } : {};
    if (history !== null && history !== this.history) {
      return problem(409, 'history_changed', { history: this.history, ...since });
    }
    if (cursor > this.#past.last_seq) return problem(409, 'cursor_ahead');
    const isOld = cursor > 0 && cursor < this.#past.floor && floor < this.#past.floor;
    return isOld ? problem(410, 'cursor_too_old') : null;
  }

  #sinceOf(history: string | null): number {
    return this.#past.ended.get(history ?? '') ?? 0;
  }

  #page({ cursor, limit }: SyncRequest): Record<string, unknown> {
    const after = this.rows.filter(({ seq }) => seq > cursor);
    const changes = after.slice(0, limit).map(change);
    const more = after.length > limit;
    const last = more ? changes.at(-1)!.seq : this.#past.last_seq;
    const { floor } = this.#past;
    return { history: this.history, changes, cursor: last, more, epoch: this.epoch, floor };
  }

  #judge(op: WireOp): Record<string, unknown> {
    const shape = shapeCode(op);
    if (shape) return rejected(op, shape);
    const before = this.#past.ops.get(op.op);
    if (before) return isSameOp(before, op) ? ok(op, before.seq) : rejected(op, 'op_reused');
    if (op.epoch !== this.epoch) {
      return rejected(op, op.epoch < this.epoch ? 'old_epoch' : 'unknown_epoch');
    }
    const stored = this.#past.rows.get(op.id);
    return stored ? this.#judgeNext(op, stored) : this.#judgeFirst(op);
  }

  /** Upon nothing, whatever it was built upon: a tombstone may have been purged. */
  #judgeFirst(op: WireOp): Record<string, unknown> {
    return this.#past.rows.size < this.quota ? this.#take(op) : rejected(op, 'quota_full');
  }

  #judgeNext(op: WireOp, stored: Stored): Record<string, unknown> {
    const fits = op.base === stored.version || op.after.includes(stored.last_op);
    if (!fits) return { op: op.op, status: 'conflict', current: change(stored) };
    return op.version > stored.version ? this.#take(op) : rejected(op, 'version_not_greater');
  }

  #take(op: WireOp): Record<string, unknown> {
    const { id, version, epoch, sealed, purgeable } = op;
    const seq = ++this.#past.last_seq;
    this.#past.rows.set(id, { id, version, epoch, seq, sealed, purgeable, last_op: op.op });
    this.#past.ops.set(op.op, { id, version, seq, sealed });
    this.accepted.push({ id, version, seq });
    return ok(op, seq);
  }
}

function shapeCode(op: WireOp): string | null {
  const bytes = Buffer.from(op.sealed, 'base64url');
  const isShaped = Object.keys(op).sort().join() === KEYS && UUID.test(op.id) && UUID.test(op.op);
  if (!isShaped || op.after.length > 32) return 'malformed';
  if (bytes.length > BUCKETS.at(-1)!) return 'too_large';
  if (bytes[0] !== 1) return 'unknown_format';
  return BUCKETS.includes(bytes.length) ? null : 'malformed';
}

function change({ id, version, epoch, seq, sealed, purgeable }: Stored) {
  return { id, version, epoch, seq, sealed, purgeable };
}

function isSameOp(before: { id: string; version: number; sealed: string }, op: WireOp): boolean {
  return before.id === op.id && before.version === op.version && before.sealed === op.sealed;
}

function ok({ op, id, version }: WireOp, seq: number) {
  return { op, status: 'ok', id, version, seq };
}

function rejected({ op }: WireOp, code: string) {
  return { op, status: 'rejected', code };
}

function problem(status: number, code: string, more: object = {}): Reply {
  return { status, body: { code, title: code, ...more } };
}
