/**
 * For tests: mistakes that an engine or a server could make, each of which the schedules must find.
 * Schedules that find none of them would prove nothing.
 */

import { vi } from 'vitest';
import { isDeleted, type Content } from '../../content';
import type { Settled } from '../merge';
import type { Reply, ServerModel } from '../server-model';
import type { WireOp } from '../wire';
import { CALM, type Weather } from './steps';
import { WEATHERS } from './weathers';

export interface Plant {
  weather: Weather;
  /** Into the modules of the one phone that is loaded next. */
  phones?: () => void;
  server?: (model: ServerModel) => void;
}

type Acknowledge = typeof import('../acknowledge');
type Answers = typeof import('../answer');
type GivingBack = typeof import('../giving-back');
type Merge = typeof import('../merge');
type Pages = typeof import('../page');
type Situations = typeof import('../situation');
type Tallies = typeof import('../tally');

const FAULTS: Weather = { ...CALM, faults: 0.4 };
const RESTORED = WEATHERS['a server restored from its backup']!;

export const PLANTS: Record<string, Plant> = {
  'an acknowledgement cleans also what was written meanwhile': {
    weather: FAULTS,
    phones: () =>
      instead<Acknowledge>('acknowledge', (real) => ({
        acknowledge: async (tx, entry, seq) => {
          await real.acknowledge(tx, entry, seq);
          const outbox = tx.objectStore('outbox');
          for (const n of await outbox.index('id').getAllKeys(entry.id)) await outbox.delete(n);
        },
      })),
  },
  'of two versions the server’s wins, and the other is gone': {
    weather: CALM,
    phones: () => instead<Merge>('merge', () => ({ settle: () => settled('theirs') })),
  },
  'a deletion beats an edit': {
    weather: CALM,
    phones: () =>
      instead<Merge>('merge', (real) => ({
        settle: (ours, theirs, ...rest) => {
          if (isDeleted(ours.content)) return settled('ours');
          if (isDeleted(theirs.content)) return settled('theirs');
          return real.settle(ours, theirs, ...rest);
        },
      })),
  },
  'an edit whose answer was lost is taken for another phone’s': {
    weather: WEATHERS['one who writes, and others who read']!,
    phones: () => {
      instead<Situations>('situation', () => ({ isSameBytes: () => false }));
      instead<Merge>('merge', () => ({
        sameContent: () => false,
        settle: ({ content }) => ({ place: 'theirs', copy: isDeleted(content) ? null : content }),
      }));
    },
    // A server that knows its edits answers a repeat as the first time: nobody need ask whose it was.
    server: (model) =>
      answering(model, (request, answer) => {
        const names = request.ops.map(({ op }) => op);
        const reply = answer({
          ...request,
          ops: request.ops.map((op) => ({ ...op, op: crypto.randomUUID() })),
        });
        const results = reply.body['results'] as { op: string }[] | undefined;
        results?.forEach((result, at) => (result.op = names[at]!));
        return reply;
      }),
  },
  'at the server the last writer wins': {
    weather: CALM,
    server: (model) =>
      answering(model, (request, answer) => {
        const stored = new Map(model.rows.map(({ id, version }) => [id, version]));
        const upon = (op: WireOp) => ({ ...op, base: stored.get(op.id) ?? op.base });
        return answer({ ...request, ops: request.ops.map(upon) });
      }),
  },
  'a number is seen before a smaller one': {
    weather: CALM,
    server: (model) =>
      answering(model, (request, answer) => {
        const reply = answer(request);
        const changes = reply.body['changes'] as unknown[] | undefined;
        if (changes && changes.length > 2) changes.splice(1, 1);
        return reply;
      }),
  },
  'a restored server keeps the name of its history': {
    weather: RESTORED,
    server: (model) => {
      const restore = model.restore.bind(model);
      model.restore = (past) => restore(past, true);
    },
  },
  'what a restored server forgot is not given back': {
    weather: RESTORED,
    phones: () => instead<GivingBack>('giving-back', givingNothing),
  },
  'a cursor beyond what the server has is answered with nothing new': {
    weather: WEATHERS['a server set back without a word']!,
    server: (model) =>
      answering(model, (request, answer) => {
        const cursor = Math.min(request.cursor, model.last_seq);
        const reply = answer({ ...request, cursor });
        if (reply.status === 200 && cursor < request.cursor) reply.body['cursor'] = request.cursor;
        return reply;
      }),
  },
  'one record that does not open stops the page it came with': {
    weather: WEATHERS['rows that were spoiled at the server']!,
    phones: () =>
      instead<Pages>('page', async (real) => {
        const { openSealed } = await import('../sealing');
        return {
          takePage: async (context, changes, turn) => {
            const all = await Promise.all(changes.map((row) => openSealed(context.keys, row)));
            const isWhole = all.every((one) => typeof one !== 'string');
            await real.takePage(context, isWhole ? changes : [], turn);
          },
        };
      }),
  },
  'whatever the server says of an edit is taken for an acknowledgement': {
    weather: CALM,
    phones: () =>
      instead<Answers>('answer', (real) => ({
        readAnswer: (body, request, sent) => {
          const results = sent.map((entry) => ({ kind: 'ok' as const, entry, seq: 1 }));
          return { ...real.readAnswer(body, request, sent), results };
        },
      })),
  },
  'a log of another phone is counted twice': {
    weather: CALM,
    phones: () =>
      instead<Tallies>('tally', ({ Tally }) => ({
        Tally: class extends Tally {
          override note(before: Content | null, after: Content): void {
            super.note(before, after);
            super.note(before, after);
          }
        },
      })),
  },
  'a phone that was signed out is still told what is new': {
    weather: WEATHERS['phones that are signed out']!,
    server: (model) => {
      const answer = model.answer.bind(model);
      model.answer = (request) => answer(request);
    },
  },
};

const PATHS = ['acknowledge', 'answer', 'giving-back', 'merge', 'page', 'situation', 'tally'];

/** What `make` imports is the phone's own, as long as it does so before it returns. */
function instead<Module extends object>(
  name: string,
  make: (real: Module) => Partial<Module> | Promise<Partial<Module>>,
): void {
  vi.doMock(`../${name}`, async (load) => {
    const real = await load<Module>();
    return { ...real, ...(await make(real)) };
  });
}

export function weedOut(): void {
  for (const name of PATHS) vi.doUnmock(`../${name}`);
}

type Answering = ServerModel['answer'];

function answering(
  model: ServerModel,
  how: (request: Parameters<Answering>[0], answer: Answering) => Reply,
): void {
  const answer = model.answer.bind(model);
  model.answer = (request, isMember) => how(request, (changed) => answer(changed, isMember));
}

const settled = (place: Settled['place']): Settled => ({ place, copy: null });

/** All that is left of it is that the reading anew has come to its end. */
async function givingNothing(): Promise<Partial<GivingBack>> {
  const [{ stateOf }, { write }] = await Promise.all([import('../state'), import('../stores')]);
  const giveBack: GivingBack['giveBack'] = ({ owner }) =>
    write(owner, async (tx) => {
      const state = (await stateOf(tx))!;
      await tx.objectStore('sync').put({ ...state, starting_over: false });
    });
  return { giveBack };
}
