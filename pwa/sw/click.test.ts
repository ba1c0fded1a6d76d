/** A tap opens, a button acts. The browser's windows are made up. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const keepAct = vi.fn(() => Promise.resolve());
const openWindow = vi.fn(() => Promise.resolve());
vi.mock('./acts', () => ({ keepAct }));
let pages: { focused: boolean; focus: () => Promise<void>; postMessage: (data: unknown) => void }[];

beforeEach(() => {
  vi.resetModules();
  pages = [];
  const matchAll = () => Promise.resolve(pages);
  vi.stubGlobal('self', { clients: { matchAll, openWindow } });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const click = () => import('./click');
const notification = { data: { to: '/k/x', token: 'abc' } } as unknown as Notification;
const page = (focused: boolean) => ({
  focused,
  focus: vi.fn(() => Promise.resolve()),
  postMessage: vi.fn(),
});

test('with no page open one is opened there', async () => {
  await (await click()).open(notification);
  expect(openWindow).toHaveBeenCalledWith('/k/x');
});

test('a page that is open goes there, the one in front before others', async () => {
  const [behind, front] = [page(false), page(true)];
  pages = [behind, front];
  await (await click()).open(notification);
  expect(front.focus).toHaveBeenCalledOnce();
  expect(front.postMessage).toHaveBeenCalledWith({ go: '/k/x' });
  expect(behind.postMessage).not.toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

test('a page that may not come to the front still goes there', async () => {
  const only = { ...page(false), focus: () => Promise.reject(new TypeError('no gesture')) };
  pages = [only];
  await (await click()).open(notification);
  expect(only.postMessage).toHaveBeenCalledWith({ go: '/k/x' });
});

test.each(['snooze', 'skip'] as const)('“%s” is kept as an act upon that knock', async (action) => {
  await (await click()).actOn({ action, notification } as unknown as NotificationEvent);
  expect(keepAct).toHaveBeenCalledWith({ token: 'abc', act: action });
  expect(openWindow).not.toHaveBeenCalled();
});

test.each([
  ['delete', notification],
  ['skip', { data: { to: '/' } } as unknown as Notification],
])('“%s” upon %o is nothing', async (action, on) => {
  await (await click()).actOn({ action, notification: on } as unknown as NotificationEvent);
  expect(keepAct).not.toHaveBeenCalled();
});
