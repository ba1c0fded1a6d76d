/** What this browser can do about push. The only module that asks it. */

import { base64url, fromBase64url } from '../core/bytes';
import type { Wire } from '../core/http/client';

/**
 * - `no_push`: this browser has none
 * - `install_first`: an iPhone or iPad, where only an app on the home screen has it
 */
export type Ability = 'able' | 'no_push' | 'install_first';
export type Permission = 'granted' | 'denied' | 'default';

/** A push service that does not answer is not waited for: some browsers wait for ever. */
const LIMIT_MS = 12_000;

export class TooSlow extends Error {}

export function ability(): Ability {
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || isLaterIpad();
  const isInstalled = matchMedia('(display-mode: standalone)').matches;
  if (isApple && !isInstalled) return 'install_first';
  const has = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return has ? 'able' : 'no_push';
}

/** It calls itself a Mac. */
function isLaterIpad(): boolean {
  return /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
}

export function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'denied';
}

/** Call it in a click: browsers take no other. */
export function askPermission(): Promise<Permission> {
  return Notification.requestPermission();
}

export async function findSubscription(): Promise<PushSubscription | null> {
  return (await registration()).pushManager.getSubscription();
}

/** Rejects with TooSlow, or as the browser refuses. One for another key is given up first. */
export async function subscribe(key: Wire['PushKey']): Promise<PushSubscription> {
  const { pushManager } = await registration();
  const wanted = fromBase64url(key.key);
  const found = await pushManager.getSubscription();
  if (found && isFor(found, key.key)) return found;
  await found?.unsubscribe();
  return inTime(pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted }));
}

export function isFor({ options }: PushSubscription, key: string): boolean {
  const held = options.applicationServerKey;
  return held !== null && base64url(new Uint8Array(held)) === key;
}

/** As the server is told of it. Null where the browser gives no keys. */
export function asSent(
  subscription: PushSubscription,
  key_id: string,
): Wire['NewSubscription'] | null {
  const [p256dh, auth] = [subscription.getKey('p256dh'), subscription.getKey('auth')];
  if (!p256dh || !auth) return null;
  const keys = { p256dh: written(p256dh), auth: written(auth) };
  return { endpoint: subscription.endpoint, ...keys, key_id, language: 'en' };
}

/** By its public key the server and a browser know that they mean the same one. */
export function publicKeyOf(subscription: PushSubscription): string | null {
  const p256dh = subscription.getKey('p256dh');
  return p256dh && written(p256dh);
}

const written = (buffer: ArrayBuffer) => base64url(new Uint8Array(buffer));

async function registration(): Promise<ServiceWorkerRegistration> {
  return inTime(navigator.serviceWorker.ready);
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), LIMIT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
