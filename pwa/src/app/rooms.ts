/**
 * How each room beyond Today is fetched, and what is asked before writing. Apart from the first screen, which
 * would carry the names of all their files.
 */

import type { Component } from 'svelte';
import type { Given } from './given';
import type { Screen } from './routes';

export type Fetched = Promise<{ default: Component<Given> }>;

const coming = () => import('./ComingRoom.svelte');
const furnished = () => import('./FurnishedRoom.svelte');

// Each page says what it takes of `Given`: a check of all of them against it would need all of them here.
const rooms = {
  day: () => import('./DayRoom.svelte'),
  shelf: () => import('./ShelfRoom.svelte'),
  practices: () => import('../practices/PracticesPage.svelte'),
  practice: () => import('../practices/PracticePage.svelte'),
  play: () => import('../practices/PlayPage.svelte'),
  help: () => import('./help/HelpPage.svelte'),
  account: () => import('./AccountRoom.svelte'),
  reminders: () => import('../reminders/RemindersPage.svelte'),
  knock: () => import('../reminders/KnockPage.svelte'),
  boundaries: furnished,
  reflect: furnished,
  circles: coming,
} as unknown as Record<Exclude<Screen['name'], 'today' | 'nowhere'>, () => Fetched>;

export const fetchRoom = (name: keyof typeof rooms): Fetched => rooms[name]();

/** Asks what has to be asked before anything personal is written. False when the person would rather not yet. */
export async function beforeWriting(): Promise<boolean> {
  // The question stands in Notices: without that part there would be nothing to answer.
  const parts = [import('./install.svelte'), import('./keeping.svelte')] as const;
  const asked = await Promise.all([...parts, import('./Notices.svelte')]).catch(() => null);
  if (!asked) return true;
  const [{ install }, { keeping }] = asked;
  if (!(await install.beforeWriting())) return false;
  void keeping.persistOnce();
  return true;
}
