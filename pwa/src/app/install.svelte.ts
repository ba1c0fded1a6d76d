/**
 * Putting Interlude on the home screen: Android asks through the browser, an iPhone only by hand. An
 * iPhone forgets what a tab keeps after a week unseen, so we say so before anything personal is written.
 */

import { m } from '../core/i18n';
import { remember, remembered } from '../core/remember';

interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

declare global {
  interface Window {
    /** What `public/early.js` heard before the app was there. */
    installPrompt?: InstallPrompt;
  }
}

export type Way = 'installed' | 'prompt' | 'by_hand_ios' | 'by_menu';

const ANSWERED = 'keep-in-tab';

class Install {
  way = $state<Way>('by_menu');
  /** The question "home screen first?" stands on the screen. */
  asking = $state(false);

  private mayKeepHere = false;
  private prompt: InstallPrompt | null = null;
  private settle: ((written: boolean) => void) | null = null;

  private isOpen = false;

  /** The first call looks at the phone and listens; a tap may be quicker than the shell's own call. */
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.way = isInstalled() ? 'installed' : isIos() ? 'by_hand_ios' : 'by_menu';
    this.mayKeepHere = remembered(ANSWERED) !== null;
    this.offer(window.installPrompt);
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.offer(event as InstallPrompt);
    });
    addEventListener('appinstalled', () => (this.way = 'installed'));
  }

  async ask(): Promise<void> {
    const prompt = this.prompt;
    if (!prompt) return;
    this.prompt = null;
    const { outcome } = await prompt.prompt();
    this.way = outcome === 'accepted' ? 'installed' : 'by_menu';
  }

  /** Resolves true when writing may go on: at once everywhere but in an iPhone's tab. */
  beforeWriting(): Promise<boolean> {
    this.open();
    if (this.way !== 'by_hand_ios' || this.mayKeepHere) return Promise.resolve(true);
    this.asking = true;
    return new Promise((settle) => (this.settle = settle));
  }

  keepHere(): void {
    this.mayKeepHere = true;
    remember(ANSWERED, 'yes');
    this.answer(true);
  }

  notYet(): void {
    this.answer(false);
  }

  private offer(prompt: InstallPrompt | undefined): void {
    if (!prompt) return;
    this.prompt = prompt;
    this.way = 'prompt';
  }

  private answer(write: boolean): void {
    this.asking = false;
    this.settle?.(write);
    this.settle = null;
  }
}

function isInstalled(): boolean {
  const legacy = (navigator as { standalone?: boolean }).standalone === true;
  return legacy || matchMedia('(display-mode: standalone)').matches;
}

/** iPads call themselves Macs, but no Mac has more than one touch point. */
function isIos(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1);
}

/** How to install, in one sentence for this phone. */
export function howTo(way: Way): string {
  if (way === 'installed') return m.app_install_done();
  return way === 'by_hand_ios' ? m.app_install_ios() : m.app_install_menu();
}

export const install = new Install();
