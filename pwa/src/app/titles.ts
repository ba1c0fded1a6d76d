/** What each screen is called: in the tab, and to a screen reader that arrives there. */

import { m } from '../core/i18n';
import type { Screen } from './routes';

const titles: Record<Screen['name'], () => string> = {
  today: m.app_room_today,
  day: m.app_room_today,
  shelf: m.app_room_practices,
  practices: m.app_room_practices,
  practice: m.app_room_practices,
  play: m.app_room_practices,
  boundaries: m.app_room_boundaries,
  reflect: m.app_room_reflect,
  circles: m.app_room_circles,
  help: m.app_help,
  account: m.app_account,
  reminders: m.reminders_title,
  knock: m.reminders_title,
  nowhere: m.app_nowhere,
};

export function titleOf(screen: Screen): string {
  return titles[screen.name]();
}
