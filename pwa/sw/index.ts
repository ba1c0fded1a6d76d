/**
 * The service worker: keeps one whole release on the phone and answers from it, so that Interlude
 * opens with no network and with no server. It answers nothing of `/api/`, and knocks when it is told to.
 */

import { actOn, open } from './click';
import { answer } from './fetch';
import { dropOldReleases, keepRelease } from './install';
import { answerMessage } from './messages';
import { show } from './push';
import { renew } from './renew';
import { worker } from './scope';
import { tellPages } from './sync';

worker.addEventListener('install', (event) => event.waitUntil(keepRelease()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldReleases()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', answerMessage);
worker.addEventListener('sync', tellPages);
worker.addEventListener('push', (event) => event.waitUntil(show(event)));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(event.action ? actOn(event) : open(event.notification));
});
worker.addEventListener('pushsubscriptionchange', renew);
