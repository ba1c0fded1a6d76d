import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** Tells the worker that there is a network once more; answers with what each page then heard. */
async function wakeWith(tag: string, pages: number): Promise<unknown[][]> {
  const posts = Array.from({ length: pages }, () => vi.fn());
  const matchAll = () => Promise.resolve(posts.map((postMessage) => ({ postMessage })));
  vi.stubGlobal('self', { clients: { matchAll } });
  const { tellPages } = await import('./sync');
  const waits: Promise<unknown>[] = [];
  const event = { tag, waitUntil: (wait: Promise<unknown>) => waits.push(wait) };
  tellPages(event as unknown as Event);
  await Promise.all(waits);
  return posts.map(({ mock }) => mock.calls.flat());
}

test('every open page is told to sync', async () => {
  expect(await wakeWith('interlude-sync', 2)).toEqual([['sync'], ['sync']]);
});

test('with no page open there is nobody to tell', async () => {
  expect(await wakeWith('interlude-sync', 0)).toEqual([]);
});

test('what somebody else registered is not ours', async () => {
  expect(await wakeWith('other', 1)).toEqual([[]]);
});
