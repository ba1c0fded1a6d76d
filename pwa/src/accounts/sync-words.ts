/** How this phone and the server stand, and when, in words. */

import { m, clockTime, region } from '../core/i18n';
import { now } from '../core/clock';
import type { EndedBecause } from './types';

/** `25 November 2026`: a day as the server writes it, `2026-11-25`. */
export function dayText(on: string): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${on}T00:00Z`),
  );
}

/** `10:52` today, else with its day. */
export function momentText(at: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === now().toDateString();
  if (isToday) return clockTime(moment);
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    moment,
  );
}

export function endedText(because: EndedBecause | null): string {
  if (because === 'token_reused') return m.accounts_ended_reused();
  if (because === 'account_gone') return m.accounts_ended_gone();
  if (because === 'account_disabled') return m.accounts_ended_disabled();
  return m.accounts_ended_signed_out();
}

interface Standing {
  isLive: boolean;
  waiting: number;
  lastAt: string | null;
  trouble: string | null;
}

/** What waits is said first; in step is only said when nothing does. */
export function stepText({ isLive, waiting, lastAt, trouble }: Standing): string {
  if (waiting > 0 && !isLive) return m.accounts_waiting_sign_in({ count: waiting });
  if (waiting > 0 && trouble === 'unheard') return m.accounts_waiting({ count: waiting });
  if (waiting > 0) return m.accounts_waiting_here({ count: waiting });
  if (!isLive || trouble !== null) return m.accounts_kept();
  return lastAt ? m.accounts_in_step({ time: momentText(lastAt) }) : m.accounts_never_in_step();
}

const TROUBLES: Record<string, () => string> = {
  unheard: m.accounts_sync_unheard,
  server_refused: m.accounts_sync_refused,
  no_room: m.accounts_sync_no_room,
  old_app: m.accounts_sync_old_app,
  answer_refused: m.accounts_sync_answer_refused,
  rolled_back: m.accounts_sync_rolled_back,
};

/** A word for what the engine names; one this version does not know is still said to be in the way. */
export function troubleText(trouble: string): string {
  return (TROUBLES[trouble] ?? m.accounts_sync_trouble)();
}

const REJECTIONS: Record<string, () => string> = {
  too_large: m.accounts_rejected_too_large,
  quota_full: m.accounts_rejected_quota,
  version_not_greater: m.accounts_rejected_version,
  old_epoch: m.accounts_rejected_epoch,
  unknown_epoch: m.accounts_rejected_epoch,
};

export function rejectedText(code: string): string {
  return REJECTIONS[code]?.() ?? m.accounts_rejected_other({ code });
}
