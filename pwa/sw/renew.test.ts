/** A browser that changes its subscription by itself tells the server, by the secret of the old one. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const asked = vi.fn<typeof fetch>(() => Promise.resolve(new Response(null, { status: 204 })));
const subscribe = vi.fn();
const KEY = Uint8Array.from({ length: 65 }, (_, at) => at).buffer;

function subscription(name: string): object {
  const bytes = (length: number) => new Uint8Array(length).fill(name.charCodeAt(0)).buffer;
  return {
    endpoint: `https://push.example/${name}`,
    options: { applicationServerKey: KEY },
    getKey: (which: string) => bytes(which === 'auth' ? 16 : 65),
  };
}

beforeEach(() => {
  vi.resetModules();
  subscribe.mockResolvedValue(subscription('new'));
  vi.stubGlobal('self', { registration: { pushManager: { subscribe } } });
  vi.stubGlobal('fetch', asked);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

async function change(given: object): Promise<void> {
  const { renew } = await import('./renew');
  const waits: Promise<unknown>[] = [];
  renew({ ...given, waitUntil: (wait: Promise<unknown>) => waits.push(wait) } as unknown as Event);
  await Promise.all(waits);
}

test('it subscribes anew with the same key, and tells both', async () => {
  await change({ oldSubscription: subscription('old'), newSubscription: null });
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: KEY });
  const [url, init] = asked.mock.calls[0] as [string, RequestInit];
  expect(url).toBe('/api/push/renew');
  expect(init.credentials).toBe('omit');
  const body = JSON.parse(init.body as string) as Record<string, string>;
  expect(body).toMatchObject({
    old_endpoint: 'https://push.example/old',
    endpoint: 'https://push.example/new',
  });
  expect(body['key_id']).toHaveLength(16);
  expect(body['p256dh']).toHaveLength(87);
  expect(body['old_auth']).toHaveLength(22);
});

test('one that the browser made already is told', async () => {
  await change({ oldSubscription: subscription('old'), newSubscription: subscription('given') });
  expect(subscribe).not.toHaveBeenCalled();
  expect(asked).toHaveBeenCalledOnce();
});

test('without the old one there is nothing to prove, and the app sees to it', async () => {
  await change({ oldSubscription: null, newSubscription: null });
  expect(asked).not.toHaveBeenCalled();
});

test('a push service or a server out of reach is no trouble here', async () => {
  subscribe.mockRejectedValueOnce(new DOMException('no', 'AbortError'));
  await change({ oldSubscription: subscription('old') });
  asked.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await change({ oldSubscription: subscription('old') });
});
