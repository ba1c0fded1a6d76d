/** A knock is shown whatever came, and leads nowhere but into the app. Only the browser is made up. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const ORIGIN = 'https://interlude.example';
const ID = '6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11';
const shown = vi.fn(() => Promise.resolve());

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('self', {
    location: { origin: ORIGIN },
    registration: { showNotification: shown },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

function message(given: { notification?: object; interlude?: object } = {}): object {
  return {
    web_push: 8030,
    notification: {
      ...{ title: 'Interlude', body: 'A few minutes, if you want them.', lang: 'en', tag: 't' },
      navigate: `${ORIGIN}/k/${ID}`,
      ...given.notification,
    },
    interlude: { token: 'abc', may_snooze: true, ...given.interlude },
  };
}

async function show(data: unknown): Promise<[string, Record<string, unknown>]> {
  const { show } = await import('./push');
  const json = () => {
    if (data instanceof Error) throw data;
    return data;
  };
  await show({ data: data === null ? null : { json } } as PushEvent);
  expect(shown).toHaveBeenCalledOnce();
  return shown.mock.calls[0] as unknown as [string, Record<string, unknown>];
}

test('a knock is shown as it was sent', async () => {
  const [title, options] = await show(message());
  expect(title).toBe('Interlude');
  expect(options).toMatchObject({
    body: 'A few minutes, if you want them.',
    tag: 't',
    data: { to: `/k/${ID}`, token: 'abc' },
    actions: [
      { action: 'snooze', title: 'In 10 min' },
      { action: 'skip', title: 'Not today' },
    ],
  });
});

test('one that may not be snoozed does not offer it', async () => {
  const [, { actions }] = await show(message({ interlude: { may_snooze: false } }));
  expect(actions).toEqual([{ action: 'skip', title: 'Not today' }]);
});

test('one to try has nothing to act upon', async () => {
  const [, { actions, data }] = await show({ ...message(), interlude: { class: 'test' } });
  expect(actions).toEqual([]);
  expect(data).toEqual({ to: `/k/${ID}` });
});

test.each([null, new Error('no JSON'), 'x', 7, [], {}, { notification: null }, { interlude: 3 }])(
  '%o is shown in words of our own',
  async (data) => {
    const [title, options] = await show(data);
    expect(title).toBe('Interlude');
    expect(options).toMatchObject({
      body: 'A few minutes, if you want them.',
      data: { to: '/' },
      actions: [],
    });
  },
);

test.each([
  'https://evil.example/k/x',
  `https://interlude.example.evil.example/k/${ID}`,
  `${ORIGIN}@evil.example/k/${ID}`,
  `${ORIGIN}/account/sign-out`,
  `${ORIGIN}/k/${ID}/../../account`,
  `${ORIGIN}/k/${ID}?x=1`,
  `javascript:alert(1)`,
  `//evil.example/k/${ID}`,
  '/k/x',
  7,
])('%s leads home', async (navigate) => {
  const [, { data }] = await show(message({ notification: { navigate } }));
  expect(data).toMatchObject({ to: '/' });
});

test('the reminders may be led to', async () => {
  const navigate = `${ORIGIN}/reminders`;
  const [, { data }] = await show(message({ notification: { navigate } }));
  expect(data).toMatchObject({ to: '/reminders' });
});
