/** Requests of a signed-in phone: the token against forgery, and the one refresh for all tabs. */

import { hear, http, type Answer, type Reply } from '../core/http/client';
import { changingCookies } from './alone';
import { accountRow, noteSignIn } from './standing';
import type { EndedBecause } from './types';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const ACCESS = 'csrf_access_token';
const REFRESH = 'csrf_refresh_token';
/** Those two routes read the refresh cookie, and its token with it. */
const REFRESHING = /^\/api\/accounts\/sign-in\/(refresh|end)$/;

const ENDED: readonly string[] = [
  'signed_out',
  'token_reused',
  'account_gone',
  'account_disabled',
] satisfies EndedBecause[];

let carries = false;

/** From now on every request that changes something carries the token of its cookie. */
export function carryToken(): void {
  if (carries) return;
  carries = true;
  http.use({
    onRequest: ({ request, schemaPath }) => {
      const token = cookie(REFRESHING.test(schemaPath) ? REFRESH : ACCESS);
      if (token && !SAFE.includes(request.method)) request.headers.set('X-CSRF-TOKEN', token);
      return request;
    },
  });
}

/**
 * Refreshes the sign-in when it has run out, and asks once more. When that does not help the phone is
 * `expired` or `ended`, and nothing on it is touched. It asks nothing unless the sign-in is live.
 */
export async function signedIn<T>(request: () => Promise<Reply<T>>): Promise<Answer<T>> {
  const row = await accountRow();
  if (row?.sign_in !== 'live') return unsigned(row?.ended_because ?? 'token_expired');
  carryToken();
  const before = cookie(ACCESS);
  const first = await hear(request());
  if (!isUnsigned(first)) return first;
  if (isEnded(first)) return noted(first);
  const refreshed = await refresh(before);
  if (isUnsigned(refreshed)) return noted(refreshed);
  if (refreshed.kind !== 'answered') return refreshed;
  return noted(await hear(request()));
}

/** Another tab may have been quicker, before or meanwhile: then its tokens serve this one too. */
function refresh(before: string | null): Promise<Answer<never> | Answered> {
  return changingCookies(async () => {
    if (cookie(ACCESS) !== before) return ANSWERED;
    const answer = await hear(http.POST('/api/accounts/sign-in/refresh'));
    return answer.kind === 'answered' || cookie(ACCESS) !== before ? ANSWERED : answer;
  });
}

async function noted<T>(answer: Answer<T>): Promise<Answer<T>> {
  if (!isUnsigned(answer)) return answer;
  const { code } = answer.problem;
  if (isEnded(answer)) await noteSignIn('ended', code as EndedBecause);
  else await noteSignIn('expired');
  return answer;
}

type Refusal = Extract<Answer<never>, { kind: 'refused' }>;
type Answered = { kind: 'answered' };
const ANSWERED: Answered = { kind: 'answered' };

function unsigned(code: string): Refusal {
  const problem = { status: 401, code, title: '', detail: null, retry_after: null };
  return { kind: 'refused', problem };
}

function isUnsigned(answer: { kind: string; problem?: { status: number } }): answer is Refusal {
  return answer.kind === 'refused' && answer.problem?.status === 401;
}

function isEnded({ problem }: Refusal): boolean {
  return ENDED.includes(problem.code);
}

function cookie(name: string): string | null {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? null;
}
