/** A browser changed its subscription by itself: the server is told, by the secret of the old one. */

import { worker } from './scope';

interface ChangeEvent extends ExtendableEvent {
  oldSubscription?: PushSubscription | null;
  newSubscription?: PushSubscription | null;
}

export function renew(event: Event): void {
  const change = event as ChangeEvent;
  change.waitUntil(tell(change).catch(() => undefined)); // the app puts it right when it is opened
}

async function tell({ oldSubscription: old, newSubscription }: ChangeEvent): Promise<void> {
  const key = old?.options.applicationServerKey;
  const auth = old?.getKey('auth');
  if (!old || !key || !auth) return;
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  const found = newSubscription ?? (await worker.registration.pushManager.subscribe(wanted));
  const body = {
    old_endpoint: old.endpoint,
    old_auth: written(auth),
    endpoint: found.endpoint,
    p256dh: written(found.getKey('p256dh')!),
    auth: written(found.getKey('auth')!),
    key_id: await nameOf(key),
  };
  await fetch('/api/push/renew', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    redirect: 'error',
  });
}

/** The short name of our key, as the server makes it: of its SHA-256. */
async function nameOf(key: ArrayBuffer): Promise<string> {
  return written(await crypto.subtle.digest('SHA-256', key)).slice(0, 16);
}

function written(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
