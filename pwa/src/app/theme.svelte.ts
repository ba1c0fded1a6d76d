/**
 * Light, dark, or as the phone has it. Kept in localStorage in the clear, on purpose: it says nothing
 * about a person, and it must be known before the vault is open or the first paint flashes.
 */

import { remember, remembered } from '../core/remember';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const GROUND = { light: '#F5EFE6', dark: '#17161E' };

class ThemeChoice {
  chosen = $state<Theme>('system');

  open(): void {
    this.show(parse(remembered(KEY)));
  }

  choose(theme: Theme): void {
    this.show(theme);
    remember(KEY, theme);
  }

  private show(theme: Theme): void {
    this.chosen = theme;
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    paintFrame(theme);
  }
}

/** The browser's own bar follows: both of its metas name the chosen ground. */
function paintFrame(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const asked = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = GROUND[theme === 'system' ? asked : theme];
  }
}

function parse(kept: string | null): Theme {
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export const theme = new ThemeChoice();
