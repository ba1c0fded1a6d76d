/** The API, typed by its own contract. `schema.d.ts` is generated; see `npm run contract`. */

import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

export type Wire = components['schemas'];

/** Why the API said no, as RFC 9457 writes it. `code` is stable and meant for programs. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string | null;
  /** How many seconds to wait before asking anew, when the API says so. */
  retry_after: number | null;
  /** With `history_changed`: what the server's memory is called now, and the last number both have. */
  history?: string;
  since?: number;
}

/** `garbled`: something answered, and it was not our API (a hotel's sign-in page, a proxy). */
export type Silence = 'no_network' | 'timeout' | 'garbled';

export type Answer<T> =
  | { kind: 'answered'; data: T; etag: string | null }
  | { kind: 'unchanged' }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unheard'; reason: Silence };

export interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** A body of 256 KB takes its time on a slow line. */
const timeoutOf = ({ method }: Request) => (method === 'GET' ? 10_000 : 30_000);
const WITHOUT_BODY = [204, 205, 304];

class Unheard extends Error {
  constructor(readonly reason: Silence) {
    super(reason);
  }
}

export const http = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  redirect: 'error',
  fetch: fetchWhole,
});

/** What a request came to. Only a parsed answer of ours counts; silence is never an exception. */
export async function hear<T>(request: Promise<Reply<T>>): Promise<Answer<T>> {
  try {
    return judge(await request);
  } catch (error) {
    if (error instanceof Unheard) return { kind: 'unheard', reason: error.reason };
    if (error instanceof SyntaxError) return { kind: 'unheard', reason: 'garbled' };
    throw error;
  }
}

function judge<T>({ data, error, response }: Reply<T>): Answer<T> {
  if (response.status === 304) return { kind: 'unchanged' };
  if (response.ok) {
    if (data === undefined && !WITHOUT_BODY.includes(response.status))
      return { kind: 'unheard', reason: 'garbled' };
    return { kind: 'answered', data: data as T, etag: response.headers.get('ETag') };
  }
  const problem = problemOf(error, response);
  return problem ? { kind: 'refused', problem } : { kind: 'unheard', reason: 'garbled' };
}

/** An error page of some proxy has no code of ours, so it refuses nothing. */
function problemOf(error: unknown, { status, headers }: Response): Problem | null {
  if (!headers.get('Content-Type')?.startsWith('application/problem+json')) return null;
  if (typeof error !== 'object' || error === null) return null;
  const { code, title, detail, history, since } = error as Record<string, unknown>;
  if (typeof code !== 'string') return null;
  return {
    status,
    code,
    title: typeof title === 'string' ? title : '',
    detail: typeof detail === 'string' ? detail : null,
    retry_after: Number(headers.get('Retry-After')) || null,
    ...(typeof history === 'string' && { history }),
    ...(typeof since === 'number' && { since }),
  };
}

/** One time limit for head and body, so that an answer which stalls half way is silence as well. */
async function fetchWhole(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(timeoutOf(request)) });
    const body = WITHOUT_BODY.includes(response.status) ? null : await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  } catch (error) {
    throw new Unheard(isTimeout(error) ? 'timeout' : 'no_network');
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name);
}
