/** The server's tables and values, as a person would name them. */

import { m } from '../core/i18n';
import type { Cell } from './api';

interface Words {
  title: () => string;
  what: () => string;
}

/** Where rows of a table are erased one by one; what has no such place goes with what it hangs on. */
interface Way {
  href: string;
  text: () => string;
}

const TABLES: Record<string, Words> = {
  accounts: { title: m.holdings_account, what: m.holdings_account_what },
  devices: { title: m.holdings_devices, what: m.holdings_devices_what },
  passkeys: { title: m.holdings_passkeys, what: m.holdings_passkeys_what },
  vault_heads: { title: m.holdings_heads, what: m.holdings_heads_what },
  vault_rows: { title: m.holdings_records, what: m.holdings_records_what },
  vault_ops: { title: m.holdings_ops, what: m.holdings_ops_what },
  vault_histories: { title: m.holdings_histories, what: m.holdings_histories_what },
  push_subscriptions: { title: m.holdings_subscriptions, what: m.holdings_subscriptions_what },
  push_outbox: { title: m.holdings_outbox, what: m.holdings_outbox_what },
  reminder_plans: { title: m.holdings_plans, what: m.holdings_plans_what },
  reminders: { title: m.holdings_reminders, what: m.holdings_reminders_what },
  knocks: { title: m.holdings_knocks, what: m.holdings_knocks_what },
};

const WAYS: Record<string, Way> = {
  accounts: { href: '/account/erase', text: m.accounts_erase_title },
  devices: { href: '/account/devices', text: m.holdings_to_devices },
  passkeys: { href: '/account/passkeys', text: m.holdings_to_passkeys },
  push_subscriptions: { href: '/reminders', text: m.holdings_to_reminders },
  reminders: { href: '/reminders', text: m.holdings_to_reminders },
};

type Reader = Cell['readable'];

/** Who sees most comes first. */
export const READERS: readonly Reader[] = ['server', 'phones', 'nobody'];

const READER_TEXTS: Record<Reader, () => string> = {
  server: m.holdings_by_server,
  phones: m.holdings_by_phones,
  nobody: m.holdings_by_nobody,
};

/** A table that this version has no words for is shown under its own name. */
export function tableTitle(table: string): string {
  return own(TABLES, table)?.title() ?? table;
}

export function tableWhat(table: string): string {
  return (own(TABLES, table)?.what ?? m.holdings_other_what)();
}

export function wayToErase(table: string): Way | null {
  return own(WAYS, table);
}

export function readerText(reader: Reader): string {
  return READER_TEXTS[reader]();
}

/** `last_seen_on` as `last seen on`: the server's own word, so that it can be held against the code. */
export function columnText({ column }: Cell): string {
  return column.replaceAll('_', ' ');
}

export function valueText({ text, bytes }: Cell): string {
  if (bytes !== null) return m.holdings_bytes({ count: bytes });
  return text === null || text === '' ? m.holdings_nothing() : text;
}

function own<T>(words: Record<string, T>, key: string): T | null {
  return Object.hasOwn(words, key) ? words[key]! : null;
}
