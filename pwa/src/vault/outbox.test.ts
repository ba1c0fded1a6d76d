import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutboxEntry, RecordRow } from '../core/db';
import { nextStep } from './outbox';

/** One record at the server: what `design` says it accepts, and nothing else. */
class Server {
  version = 0;
  lastOp: string | null = null;
  private readonly heard = new Set<string>();

  take({ op, version, base, after }: OutboxEntry): 'ok' | 'conflict' {
    if (this.heard.has(op)) return 'ok';
    const fits = base === this.version || (this.lastOp !== null && after.includes(this.lastOp));
    if (!fits || version <= this.version) return 'conflict';
    this.version = version;
    this.lastOp = op;
    this.heard.add(op);
    return 'ok';
  }
}

/** One phone, one record, its outbox in order. */
class Phone {
  row: RecordRow | undefined;
  outbox: OutboxEntry[] = [];
  private ops = 0;

  edit(): void {
    const step = nextStep(this.row, this.outbox.at(-1));
    const sealed = new Uint8Array(0);
    const op = `op${this.ops++}`;
    this.outbox.push({ ...step, op, id: 'r', epoch: 1, sealed, purgeable: false });
    const seq = this.row?.seq ?? null;
    this.row = { id: 'r', collection: 'c', slot: '', version: step.version, epoch: 1, seq, sealed };
  }

  /** Sends the oldest edit, or drops all but the newest and sends that. */
  sync(server: Server, { newest, answered }: { newest: boolean; answered: boolean }): void {
    if (newest) this.outbox = this.outbox.slice(-1);
    const [entry] = this.outbox;
    if (!entry) return;
    expect(server.take(entry)).toBe('ok');
    if (!answered) return;
    this.outbox.shift();
    this.row = { ...this.row!, seq: entry.version };
  }
}

const entry = (base: number, after: string[], op: string): OutboxEntry => ({
  ...{ op, base, after, version: base + 1 + after.length },
  ...{ id: 'r', epoch: 1, sealed: new Uint8Array(0), purgeable: false },
});
const row = (version: number, seq: number | null): RecordRow => ({
  ...{ id: 'r', collection: 'c', slot: '', version, seq, epoch: 1, sealed: new Uint8Array(0) },
});

test('the first edit of all is version 1, upon nothing', () => {
  expect(nextStep(undefined, undefined)).toEqual({ version: 1, base: 0, after: [] });
});

test('an edit of what the server holds is upon that version', () => {
  expect(nextStep(row(7, 40), undefined)).toEqual({ version: 8, base: 7, after: [] });
});

test('while edits wait, the next keeps their base and comes after them all', () => {
  const last = entry(7, ['a'], 'b');
  expect(nextStep(row(9, 40), last)).toEqual({ version: 10, base: 7, after: ['a', 'b'] });
});

const step = fc.oneof(
  fc.constant('edit' as const),
  fc.record({ newest: fc.boolean(), answered: fc.boolean() }),
);

test('edits, lost answers and dropped edits in any order never conflict with themselves', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (script) => {
      const phone = new Phone();
      const server = new Server();
      for (const what of script) {
        const before = phone.row?.version ?? 0;
        if (what === 'edit') phone.edit();
        else phone.sync(server, what);
        expect(phone.row?.version ?? 0).toBe(what === 'edit' ? before + 1 : before);
      }
      while (phone.outbox.length) phone.sync(server, { newest: false, answered: true });
      expect(server.version).toBe(phone.row?.version ?? 0);
    }),
  );
});

test('an older edit sent after a newer one is a conflict, so it is dropped before', () => {
  const phone = new Phone();
  const server = new Server();
  phone.edit();
  phone.edit();
  expect(server.take(phone.outbox[1]!)).toBe('ok');
  expect(server.take(phone.outbox[0]!)).toBe('conflict');
});

test('an edit by another phone in between is a conflict, not a silent loss', () => {
  const phone = new Phone();
  const server = new Server();
  phone.edit();
  phone.sync(server, { newest: false, answered: true });
  server.take({ ...entry(1, [], 'theirs') });
  phone.edit();
  expect(server.take(phone.outbox[0]!)).toBe('conflict');
});
