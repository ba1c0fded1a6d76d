/**
 * For tests: the real server, on a real database, beside the model of it. Each answer of the one must be
 * that of the other: so what the schedules prove about the model they prove about the server.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { ServerModel, type Past, type Reply, type Stored } from '../server-model';
import type { SyncRequest } from '../wire';
import type { Server } from './world';

const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url));

type Told = Record<string, unknown>;

/** `python -m tests.schedules.server`: one line is asked, one answered. */
export class RealServer {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(database: string) {
    this.#process = spawn('python', ['-m', 'tests.schedules.server', database], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async up(): Promise<this> {
    expect(await this.#line()).toBe('up');
    return this;
  }

  async ask(told: Told): Promise<Told> {
    this.#process.stdin!.write(JSON.stringify(told) + '\n');
    return JSON.parse(await this.#line()) as Told;
  }

  /** It ends with what it reads from. */
  async end(): Promise<void> {
    const ended = new Promise((go) => this.#process.once('exit', go));
    this.#process.stdin!.end();
    await ended;
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('The real server has ended.');
    return value;
  }
}

/** Both of them. Throws when the model answers otherwise. */
export class Twins implements Server {
  readonly #real: RealServer;
  readonly #model: ServerModel;
  readonly #names = new Map<Past, number>();

  private constructor(real: RealServer, model: ServerModel) {
    this.#real = real;
    this.#model = model;
  }

  /** An empty account. `plant` is a mistake for the model to make. */
  static async begin(real: RealServer, plant?: (model: ServerModel) => void): Promise<Twins> {
    const { history } = await real.ask({ do: 'begin' });
    const model = new ServerModel(history as string);
    plant?.(model);
    return new Twins(real, model);
  }

  get rows() {
    return this.#model.rows;
  }

  get last_seq() {
    return this.#model.last_seq;
  }

  get history() {
    return this.#model.history;
  }

  get accepted() {
    return this.#model.accepted;
  }

  async answer(request: SyncRequest, isMember: boolean): Promise<Reply> {
    const reply = (await this.#real.ask({ do: 'sync', request, is_member: isMember })) as never;
    expect(said(reply)).toEqual(said(this.#model.answer(request, isMember)));
    return reply;
  }

  async backup(): Promise<Past> {
    const past = this.#model.backup();
    this.#names.set(past, this.#names.size);
    await this.#real.ask({ do: 'backup', name: this.#names.get(past) });
    return past;
  }

  async restore(past: Past, quietly = false): Promise<void> {
    const name = this.#names.get(past);
    const { history } = await this.#real.ask({ do: 'restore', name, quietly });
    this.#model.restore(past, quietly, history as string);
    expect(this.#model.history).toBe(history);
  }

  async purge(): Promise<void> {
    await this.#real.ask({ do: 'purge' });
    this.#model.purge();
  }

  async put(row: Stored): Promise<void> {
    await this.#real.ask({ do: 'put', row });
    this.#model.put(row);
  }
}

/** Of a refusal what a phone acts upon: its words may be anything. */
function said({ status, body }: Reply): object {
  const { code, history, since } = body;
  return status === 200 ? { status, body } : { status, code, history, since };
}
