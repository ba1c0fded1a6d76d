/** Starts Interlude in the page. Nothing else in the app runs on import. */

import './core/ui/tokens.css';
import './core/ui/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { router } from './app/router.svelte';
import { theme } from './app/theme.svelte';
import { m } from './core/i18n';

const target = document.getElementById('app')!;

if (globalThis.isSecureContext) {
  theme.open();
  router.open(); // before anything is shown: a deep link must not open Today first
  afterFirstPaint(() => {
    target.replaceChildren(); // the frame drawn at build time gives way to the living one
    mount(App, { target });
  });
} else {
  sayUnsafe(target);
}

/**
 * Over plain http from another machine the browser has no encryption and no service worker. Saying
 * so, with a way out, beats a page that half works and keeps nothing.
 */
function sayUnsafe(target: HTMLElement): void {
  const sentence = document.createElement('p');
  sentence.className = 'unsafe';
  sentence.textContent = m.app_unsafe_origin();
  target.replaceChildren(sentence);
}

/**
 * The frame is on the screen before the work begins that fills it. A page nobody sees need not wait; nor one
 * that the worker gave: there all of it is at hand, and the frame would be painted only to be painted once more.
 */
function afterFirstPaint(work: () => void): void {
  if (document.hidden || navigator.serviceWorker?.controller) work();
  else requestAnimationFrame(() => setTimeout(work));
}
