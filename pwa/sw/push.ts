/** A knock: shown, whatever came. Three that are not shown cost an iPhone its subscription. */

import { worker } from './scope';

/** What a notification carries until it is tapped. */
export interface Knock {
  /** Where a tap leads, an address of ours. */
  to: string;
  token?: string;
}

interface Shown extends NotificationOptions {
  actions?: { action: string; title: string }[];
  data: Knock;
}

const HOME = '/';
/** Nothing else is opened, whatever a message says. */
const PLACES = /^\/(k\/[0-9a-f-]{36}|reminders)$/;

export async function show(event: PushEvent): Promise<void> {
  const { title, ...options } = read(event);
  await worker.registration.showNotification(title, options);
}

function read({ data }: PushEvent): Shown & { title: string } {
  const message = fieldsOf(parsed(data));
  const { title, body, tag, lang, navigate } = fieldsOf(message['notification']);
  const { token, may_snooze } = fieldsOf(message['interlude']);
  const knock: Knock = { to: placeOf(navigate) };
  const actions = [];
  if (typeof token === 'string') {
    knock.token = token;
    if (may_snooze === true) actions.push({ action: 'snooze', title: 'In 10 min' });
    actions.push({ action: 'skip', title: 'Not today' });
  }
  return {
    title: text(title) || 'Interlude',
    body: text(body) || 'A few minutes, if you want them.',
    tag: text(tag) || 'interlude',
    lang: text(lang) || 'en',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: knock,
    actions,
  };
}

function parsed(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return null;
  }
}

function placeOf(address: unknown): string {
  const { origin } = worker.location;
  const at = text(address);
  const path = at.startsWith(`${origin}/`) ? at.slice(origin.length) : '';
  return PLACES.test(path) ? path : HOME;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
