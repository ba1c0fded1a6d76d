/** What a page may ask of the worker. */

import { worker } from './scope';
import { hand } from './share';

export function answerMessage(event: ExtendableMessageEvent): void {
  if (event.data === 'take_over') event.waitUntil(worker.skipWaiting());
  if (event.data === 'shared') hand(event.ports[0]);
  if (event.data === 'release') event.ports[0]?.postMessage(__RELEASE__);
}
