/**
 * The service worker: keeps one whole release on the phone and answers from it, so that Interlude
 * opens with no network and with no server. It never touches `/api/`.
 */

import { answer } from './fetch';
import { dropOldReleases, keepRelease } from './install';
import { answerMessage } from './messages';
import { worker } from './scope';
import { tellPages } from './sync';

worker.addEventListener('install', (event) => event.waitUntil(keepRelease()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldReleases()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', answerMessage);
worker.addEventListener('sync', tellPages);
