/** What people call themselves and their devices here, and what a device is called until they do. Pure. */

import { m } from '../core/i18n';

const LONGEST = 64;
/** A byte order mark is none, as the server sees it: it is a hidden sign. */
const BLANKS = /[^\S\ufeff]+/gu;
/** Signs nobody sees; the two joiners that some scripts are spelled with are none of them. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u;

/** As it is kept and shown; null for what is no name. */
export function tidyName(typed: string): string | null {
  const name = typed.normalize('NFKC').replace(BLANKS, ' ').replace(/^ | $/g, '');
  const length = [...name].length;
  return length >= 1 && length <= LONGEST && !HIDDEN.test(name) ? name : null;
}

/** The first that fits: an iPhone says Mac too, and an Android phone says Linux. */
const PLATFORMS: [RegExp, () => string][] = [
  [/iPhone|iPod/, m.accounts_device_iphone],
  [/iPad/, m.accounts_device_ipad],
  [/Android/, m.accounts_device_android],
  [/Windows/, m.accounts_device_windows],
  [/Macintosh/, m.accounts_device_mac],
  [/Linux|X11|CrOS/, m.accounts_device_linux],
];

/** An iPad calls itself a Macintosh; no Macintosh can be touched. */
export function deviceName(userAgent: string, touchPoints: number): string {
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return m.accounts_device_ipad();
  const found = PLATFORMS.find(([pattern]) => pattern.test(userAgent));
  return (found?.[1] ?? m.accounts_device_other)();
}

export function thisDeviceName(): string {
  return deviceName(navigator.userAgent, navigator.maxTouchPoints);
}
