/** Where in the app the person is: the address bar, the back button and every same-origin link. */

import { tick } from 'svelte';
import { screenAt, type Screen } from './routes';

/** What a step in the browser's history remembers: whence it was taken, and how far down it was read. */
interface Step {
  from?: string;
  scroll?: number;
}

/** A room fetched or drawn later than this is no longer scrolled for the person. */
const FRAMES_TO_DRAW = 60;

class Router {
  url = $state.raw(new URL('https://interlude.invalid/'));
  screen: Screen = $derived(screenAt(this.url));

  /** Follows the address from now on, for as long as the page lives. */
  open(): void {
    history.scrollRestoration = 'manual';
    this.url = new URL(location.href);
    addEventListener('popstate', () => void this.follow());
    document.addEventListener('click', (event) => this.followLink(event));
  }

  go(path: string): void {
    if (path === location.pathname + location.search) return;
    history.replaceState({ ...step(), scroll: scrollY }, '');
    history.pushState({ from: location.pathname }, '', path);
    this.arrive();
  }

  /** Like `go`, without leaving a step for the back button: a finished practice is not a place. */
  replace(path: string): void {
    history.replaceState({ from: step().from }, '', path);
    this.arrive();
  }

  /** Back where the person came from, or to `fallback` when they came in by a deep link. */
  back(fallback: string): void {
    if (step().from !== undefined) history.back();
    else this.replace(fallback);
  }

  private arrive(): void {
    this.url = new URL(location.href);
    scrollTo(0, 0);
  }

  private async follow(): Promise<void> {
    this.url = new URL(location.href);
    const { scroll = 0 } = step();
    for (let frame = 0; frame < FRAMES_TO_DRAW; frame++) {
      await tick();
      await new Promise(requestAnimationFrame);
      if (document.documentElement.scrollHeight >= scroll + innerHeight) break;
    }
    scrollTo(0, scroll);
  }

  private followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    const isBack = link.dataset.back !== undefined && step().from === link.pathname;
    if (isBack) history.back();
    else this.go(link.pathname + link.search);
  }
}

function step(): Step {
  return (history.state as Step | null) ?? {};
}

export const router = new Router();
