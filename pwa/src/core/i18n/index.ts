/** The words of the app, compiled from `messages/`, and how this phone writes times and dates. */

import * as m from './compiled/messages.js';
import { getLocale } from './compiled/runtime.js';

export { m };

/** The phone's own region where it speaks the app's language (`en-GB`), else the app's locale. */
export function region(): string {
  const locale = getLocale();
  return navigator.languages.find((tag) => tag.split('-')[0] === locale) ?? locale;
}

/** `10:52` or `10:52 AM`, as this phone writes a time of day. */
export function clockTime(moment: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat(region(), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(moment);
}
