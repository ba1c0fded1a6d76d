/** The reminders' part of the API. What it is told has no kind and no text. */

import { signedIn } from '../accounts/http';
import { http, type Wire } from '../core/http/client';

export const getPlan = () => signedIn<Wire['Plan']>(() => http.GET('/api/reminders'));

export const putPlan = (body: Wire['NewPlan']) =>
  signedIn<Wire['Plan']>(() => http.PUT('/api/reminders', { body }));
