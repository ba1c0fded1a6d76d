/** A tap on a knock opens what it is about; its buttons act upon it without opening anything. */

import { keepAct } from './acts';
import type { Knock } from './push';
import { worker } from './scope';

export async function open({ data }: Notification): Promise<void> {
  const { to } = data as Knock;
  const pages = await worker.clients.matchAll({ type: 'window' });
  const page = pages.find((each) => each.focused) ?? pages[0];
  if (!page) return void (await worker.clients.openWindow(to));
  await page.focus().catch(() => undefined);
  page.postMessage({ go: to });
}

export async function actOn({ action, notification }: NotificationEvent): Promise<void> {
  const { token } = notification.data as Knock;
  if (token && (action === 'snooze' || action === 'skip')) await keepAct({ token, act: action });
}
