/** Where in the app the person is: the address bar, the back button and every same-origin link. */

import { screenAt, type Screen } from './routes';

class Router {
  url = $state.raw(new URL('https://interlude.invalid/'));
  screen: Screen = $derived(screenAt(this.url));

  /** Follows the address from now on. Returns what stops it. */
  open(): () => void {
    const follow = () => (this.url = new URL(location.href));
    const followLink = (event: MouseEvent) => this.followLink(event);
    follow();
    addEventListener('popstate', follow);
    document.addEventListener('click', followLink);
    return () => {
      removeEventListener('popstate', follow);
      document.removeEventListener('click', followLink);
    };
  }

  go(path: string): void {
    if (path === location.pathname + location.search) return;
    history.pushState({ within: true }, '', path);
    this.arrive();
  }

  /** Like `go`, without leaving a step for the back button: a finished practice is not a place. */
  replace(path: string): void {
    history.replaceState(history.state, '', path);
    this.arrive();
  }

  /** Back where the person came from, or to `fallback` when they came in by a deep link. */
  back(fallback: string): void {
    if (history.state?.within) history.back();
    else this.replace(fallback);
  }

  private arrive(): void {
    this.url = new URL(location.href);
    scrollTo(0, 0);
  }

  private followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
