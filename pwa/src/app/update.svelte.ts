/**
 * New releases: fetched quietly, offered in words, never forced. A release takes over only when the
 * person says so, the page reloads once, and never under a running practice.
 */

import { tick } from 'svelte';
import { scriptUrl } from '../core/trusted';
import { whenIdle } from '../vault/vault';

const CHECK_EVERY_MS = 60 * 60 * 1000;

class Update {
  /** The name of a release that waits for a yes, if one does. */
  offered = $state<string | null>(null);
  /** The release this page runs from, once a worker answers. */
  running = $state<string | null>(null);

  private registration: ServiceWorkerRegistration | undefined;
  private hadController = false;
  private isBusy = false;
  private mustReload = false;

  async open(): Promise<void> {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    this.hadController = workers.controller !== null;
    workers.addEventListener('controllerchange', () => this.controllerChanged());
    try {
      this.registration = await workers.register(scriptUrl('/sw.js'), { updateViaCache: 'none' });
    } catch {
      return; // Offline, or a browser that keeps no workers: the page works on from memory.
    }
    this.watch(this.registration);
    void workers.ready.then(async ({ active }) => (this.running = await releaseOf(active)));
  }

  /** Let the waiting release take over; the page reloads when it has. */
  apply(): void {
    this.registration?.waiting?.postMessage('take_over');
  }

  later(): void {
    this.offered = null;
  }

  /** While busy (a practice runs) nothing reloads, whatever another tab agreed to. */
  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    void this.reloadIfFree();
  }

  private watch(registration: ServiceWorkerRegistration): void {
    void this.offer(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => void this.offer(registration));
    });
    const check = () => void registration.update().catch(() => {});
    setInterval(check, CHECK_EVERY_MS);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') check();
    });
  }

  /** The first worker ever also passes through `waiting`; without a controller it is no update. */
  private async offer({ waiting }: ServiceWorkerRegistration): Promise<void> {
    if (waiting && navigator.serviceWorker.controller) this.offered = await releaseOf(waiting);
  }

  /**
   * The first worker ever claims this page too, and that is no reason to reload. Later changes are:
   * the files of the release this page came from are gone.
   */
  private controllerChanged(): void {
    this.mustReload = this.hadController;
    this.hadController = true;
    void this.reloadIfFree();
  }

  /** What was done a moment ago may still be on its way into the vault: a reload would lose it. */
  private async reloadIfFree(): Promise<void> {
    if (!this.mustReload || this.isBusy) return;
    await tick();
    await whenIdle();
    if (!this.mustReload || this.isBusy) return;
    this.mustReload = false;
    location.reload();
  }
}

function releaseOf(worker: ServiceWorker | null): Promise<string | null> {
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(String(data));
    setTimeout(() => resolve(null), 3000);
    worker.postMessage('release', [port2]);
  });
}

export const update = new Update();
