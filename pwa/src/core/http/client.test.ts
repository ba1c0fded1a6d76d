import { afterEach, describe, expect, test, vi } from 'vitest';
import { hear, http } from './client';

const answerWith = (body: BodyInit | null, status: number, headers: Record<string, string> = {}) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status, headers })));

const ask = () => hear<unknown>(http.GET('/api/practices'));

afterEach(() => vi.unstubAllGlobals());

describe('an answer', () => {
  test('carries its data and its version', async () => {
    answerWith('{"version":"1"}', 200, { ETag: '"1"' });
    expect(await ask()).toEqual({ kind: 'answered', data: { version: '1' }, etag: '"1"' });
  });

  test('may be that nothing has changed', async () => {
    answerWith(null, 304, { ETag: '"1"' });
    expect(await ask()).toEqual({ kind: 'unchanged' });
  });

  test('may be a refusal with a code', async () => {
    const problem = { title: 'Unprocessable Content', status: 422, code: 'invalid_input' };
    answerWith(JSON.stringify(problem), 422, { 'Content-Type': 'application/problem+json' });
    const read = { ...problem, detail: null, retry_after: null };
    expect(await ask()).toEqual({ kind: 'refused', problem: read });
  });

  test.each([
    ['120', 120],
    ['Wed, 25 Nov 2026 09:00:00 GMT', null],
    ['0', null],
  ])('with Retry-After %s asks to wait %s seconds', async (header, retry_after) => {
    const type = 'application/problem+json';
    const headers = { 'Content-Type': type, 'Retry-After': header };
    answerWith('{"code":"too_many_attempts"}', 429, headers);
    expect(await ask()).toMatchObject({ kind: 'refused', problem: { retry_after } });
  });
});

test('a restored server tells what its memory is called, and how far both agree', async () => {
  const said = { code: 'history_changed', history: 'another', since: 12 };
  answerWith(JSON.stringify(said), 409, { 'Content-Type': 'application/problem+json' });
  expect(await ask()).toMatchObject({ kind: 'refused', problem: said });
});

describe('silence is told, never thrown', () => {
  test('without a network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ask()).toEqual({ kind: 'unheard', reason: 'no_network' });
  });

  test('after the time limit', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('', 'TimeoutError')));
    expect(await ask()).toEqual({ kind: 'unheard', reason: 'timeout' });
  });

  test('when the answer breaks off in its middle', async () => {
    const broken = new ReadableStream({ start: (stream) => stream.error(new TypeError('lost')) });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(broken)));
    expect(await ask()).toEqual({ kind: 'unheard', reason: 'no_network' });
  });

  test.each([
    ['a sign-in page of some hotel', '<html>Welcome</html>', 200, 'text/html'],
    ['an empty answer', '', 200, 'application/json'],
    ['an error page of a proxy', '<h1>Bad gateway</h1>', 502, 'text/html'],
    ['an error in JSON that is not ours', '{"code":"x"}', 500, 'application/json'],
    ['a problem without a code', '{"title":"x"}', 400, 'application/problem+json'],
  ])('from %s', async (_, body, status, type) => {
    answerWith(body, status, { 'Content-Type': type });
    expect(await ask()).toEqual({ kind: 'unheard', reason: 'garbled' });
  });
});

test('a stalled answer is given up after ten seconds', async () => {
  const limit = vi.spyOn(AbortSignal, 'timeout');
  answerWith('{}', 200);
  await ask();
  expect(limit).toHaveBeenCalledWith(10_000);
});

test('what carries a body has longer: a slow line needs it for the way up', async () => {
  const limit = vi.spyOn(AbortSignal, 'timeout');
  answerWith('{}', 200);
  await http.request('post', '/api/practices' as never).catch(() => undefined);
  expect(limit).toHaveBeenCalledWith(30_000);
});

test('a mistake of our own is not mistaken for a bad line', async () => {
  await expect(hear(Promise.reject(new RangeError('ours')))).rejects.toThrow('ours');
});
