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

interface Round {
  newest: boolean;
  arrives: boolean;
  answered: boolean;
  rebased: boolean;
}

/** One phone, one record, its outbox in order. */
class Phone {
  row: RecordRow | undefined;
  outbox: OutboxEntry[] = [];
  readonly sent = new Set<string>();
  private ops = 0;

  edit(): void {
    const { replaces, ...step } = nextStep(this.row, this.outbox.at(-1));
    const sealed = new Uint8Array(0);
    const n = this.ops++;
    this.outbox = this.outbox.filter((entry) => entry.n !== replaces);
    const rest = { id: 'r', epoch: 1, sealed, purgeable: false, sent: false };
    this.outbox.push({ ...step, ...rest, n, op: `op${n}` });
    const seq = this.row?.seq ?? null;
    this.row = { id: 'r', collection: 'c', slot: '', version: step.version, epoch: 1, seq, sealed };
  }

  /** Sends the oldest edit, or drops all but the newest and sends that. */
  sync(server: Server, { newest, arrives, answered, rebased }: Round): void {
    if (newest) this.outbox = this.outbox.slice(-1);
    const [entry] = this.outbox;
    if (!entry) return;
    entry.sent = true;
    this.sent.add(entry.op);
    if (!arrives) return;
    expect(server.take(entry)).toBe('ok');
    if (!answered) return;
    this.outbox.shift();
    this.row = { ...this.row!, seq: entry.version };
    if (rebased) this.rebase(entry);
  }

  /** What an engine may do with an answer, so that `after` stays short. */
  private rebase({ op, version }: OutboxEntry): void {
    for (const entry of this.outbox) {
      entry.base = version;
      entry.after = entry.after.slice(entry.after.indexOf(op) + 1);
    }
  }
}

const entry = (base: number, after: string[], op: string, sent = true): OutboxEntry => ({
  ...{ n: 5, op, base, after, sent, version: base + 1 + after.length },
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

test('an edit that was never sent is replaced: same base, same ops before it, a higher version', () => {
  const last = entry(7, ['a'], 'b', false);
  const step = { version: 10, base: 7, after: ['a'], replaces: 5 };
  expect(nextStep(row(9, 40), last)).toEqual(step);
});

test('no version is given twice, though the edits that had it were refused and dropped', () => {
  expect(nextStep(row(3, null), undefined)).toEqual({ version: 4, base: 0, after: [] });
});

test.each(['one', -1, 1.5, 2 ** 32, undefined])(
  'a row altered to version %j stops no edit',
  (is) => {
    const altered = { ...row(0, null), version: is as number };
    expect(nextStep(altered, entry(0, [], 'a')).version).toBe(2);
    expect(nextStep(altered, undefined).version).toBe(1);
  },
);

test('while a sent edit waits, the next keeps its base and comes after it', () => {
  const last = entry(7, ['a'], 'b');
  expect(nextStep(row(9, 40), last)).toEqual({ version: 10, base: 7, after: ['a', 'b'] });
});

const heard: Round = { newest: true, arrives: true, answered: true, rebased: false };
const step = fc.oneof(
  fc.constant('edit' as const),
  fc.record<Round>({
    newest: fc.boolean(),
    arrives: fc.boolean(),
    answered: fc.boolean(),
    rebased: fc.boolean(),
  }),
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
        expect(phone.outbox.filter(({ sent }) => !sent).length).toBeLessThan(2);
        for (const { after } of phone.outbox)
          expect(after.every((op) => phone.sent.has(op))).toBe(true);
      }
      while (phone.outbox.length) phone.sync(server, { ...heard, newest: false });
      expect(server.version).toBe(phone.row?.version ?? 0);
    }),
  );
});

test('an older edit sent after a newer one is a conflict, so it is dropped before', () => {
  const phone = new Phone();
  const server = new Server();
  phone.edit();
  phone.sync(server, { ...heard, arrives: false });
  phone.edit();
  expect(server.take(phone.outbox[1]!)).toBe('ok');
  expect(server.take(phone.outbox[0]!)).toBe('conflict');
});

test('an edit by another phone in between is a conflict, not a silent loss', () => {
  const phone = new Phone();
  const server = new Server();
  phone.edit();
  phone.sync(server, heard);
  server.take({ ...entry(1, [], 'theirs') });
  phone.edit();
  expect(server.take(phone.outbox[0]!)).toBe('conflict');
});
