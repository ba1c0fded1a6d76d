/** The catalogue as the server has it today. */

import { hear, http, type Answer } from '../core/http/client';
import type { Catalogue } from './format';

/** `unchanged` when the server still has `version`. Reaches nobody but our own origin. */
export function fetchCatalogue(
  language: Catalogue['language'],
  version: string | null,
): Promise<Answer<unknown>> {
  const headers = version ? { 'If-None-Match': `"${version}"` } : {};
  return hear<unknown>(http.GET('/api/practices', { params: { query: { language } }, headers }));
}
