/** What makes a phone look whether it is in step. Whether there is a network is found out by asking. */

/** Calls `wanted` at each; returns what stops it. */
export function onTrigger(wanted: () => void): () => void {
  const shown = () => document.visibilityState === 'visible' && wanted();
  const said = ({ data }: MessageEvent) => data === 'sync' && wanted();
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  document.addEventListener('visibilitychange', shown);
  window.addEventListener('online', wanted);
  worker?.addEventListener('message', said);
  return () => {
    document.removeEventListener('visibilitychange', shown);
    window.removeEventListener('online', wanted);
    worker?.removeEventListener('message', said);
  };
}

/** Where the browser can, it wakes the service worker once there is a network. Never relied upon. */
export async function askToBeWoken(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as
      | (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } })
      | undefined;
    await registration?.sync?.register('interlude-sync');
  } catch {
    // Refused by the person or the browser: the other triggers remain.
  }
}
