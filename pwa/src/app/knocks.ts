/** A knock that is tapped while a page is open: the page goes there itself. */

import { router } from './router.svelte';

/** The places a knock leads to; the service worker holds to the same. */
const PLACES = /^\/(k\/[0-9a-f-]{36}|reminders)?$/;

export function followKnocks(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  workers?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const to = (data as { go?: unknown } | null)?.go;
    if (typeof to === 'string' && PLACES.test(to)) router.go(to);
  });
}
