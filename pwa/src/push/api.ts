/** The push part of the API. */

import { signedIn } from '../accounts/http';
import { http, type Wire } from '../core/http/client';

export const getKey = () => signedIn<Wire['PushKey']>(() => http.GET('/api/push/key'));

export const getSubscription = () =>
  signedIn<Wire['Subscription']>(() => http.GET('/api/push/subscription'));

export const putSubscription = (body: Wire['NewSubscription']) =>
  signedIn<Wire['Subscription']>(() => http.PUT('/api/push/subscription', { body }));

export const deleteSubscription = () => signedIn(() => http.DELETE('/api/push/subscription'));

export const postTest = () => signedIn(() => http.POST('/api/push/test'));
