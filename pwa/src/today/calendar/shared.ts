/** A calendar file that was shared with the app: the worker holds it in its memory until the page asks. */

const LONGEST_MS = 3000;

/** Null when none was shared, or the worker has forgotten it, as it does when it is stopped. */
export async function sharedFile(): Promise<File | null> {
  if (!new URL(location.href).searchParams.has('shared')) return null;
  const worker = navigator.serviceWorker?.controller;
  // Asked for once: a reload later finds nothing there.
  history.replaceState(history.state, '', location.pathname);
  if (!worker) return null;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<File | null>((resolve) => {
    setTimeout(() => resolve(null), LONGEST_MS);
    port1.onmessage = ({ data }: MessageEvent<unknown>) =>
      resolve(data instanceof File ? data : null);
  });
  worker.postMessage('shared', [port2]);
  return answer.finally(() => port1.close());
}
