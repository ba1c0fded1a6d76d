/** Adding, changing and taking away a time. Apart from the day itself, which the first screen waits for. */

import { timeOnly } from './entry';
import type { Session, SessionTime } from './rules';
import {
  addSession,
  changeSession,
  endFree,
  removeSession,
  restoreSession,
} from './sessions-keeping';
import type { Day } from './store.svelte';
import { slotOf } from './weekly';

/** True when it is kept. When not, `day.unkept` holds it and `day.trouble` says why. */
export function add(day: Day, time: SessionTime): Promise<boolean> {
  const id = day.newId(); // taken before the first attempt: a repeated one is no second session
  const free = day.free.filter(({ on }) => on === time.on);
  return day.keep(async (vault) => {
    await addSession(vault, time, id);
    await endFree(vault, free);
  }, time);
}

/** One of the week gets a record of its own, which stands in its place on that day. */
export function change(day: Day, id: string, time: SessionTime): Promise<boolean> {
  const slot = slotOf(id);
  if (slot !== null) return add(day, { ...time, instead_of: slot });
  return day.keep((vault) => changeSession(vault, id, time), time);
}

/** True when it is gone; `day.removed` holds what `undoRemove` gives back. */
export function remove(day: Day, session: Session): Promise<boolean> {
  const { id, instead_of } = session;
  const slot = slotOf(id);
  const time = timeOnly(session);
  const own = day.newId();
  return day.keep(async (vault) => {
    if (slot !== null) {
      const left_out = { ...time, off: 'left_out' as const, instead_of: slot };
      day.removed = await addSession(vault, left_out, own);
    } else if (instead_of) {
      // Gone altogether, it would let the weekly time back in whose place it stands.
      await changeSession(vault, id, { ...time, off: 'left_out' });
      day.removed = { id, version: 0, on: time.on, value: { ...time, off: null } };
    } else {
      day.removed = await removeSession(vault, id);
    }
  });
}

/** False when there is nothing to give back, or it could not be kept. */
export async function undoRemove(day: Day): Promise<boolean> {
  const kept = day.removed;
  if (!kept) return false;
  return day.keep(async (vault) => {
    const { id, value } = kept;
    if (value.off === 'left_out') await removeSession(vault, id);
    else if (value.instead_of) await changeSession(vault, id, value);
    else await restoreSession(vault, kept);
    day.removed = null;
  });
}
