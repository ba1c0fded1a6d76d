/** A newer catalogue from the server, or one kept of it. Apart, because the first screen needs neither. */

import { fetchCatalogue } from './api';
import { keepCatalogue } from './db';
import type { Catalogue } from './format';
import { parseCatalogue } from './parse';

export { parseCatalogue } from './parse';

/** Kept together with the address of the snapshot it is newer than. */
export async function newerThan(
  current: Catalogue | null,
  language: Catalogue['language'],
  snapshot: string,
): Promise<Catalogue | null> {
  const answer = await fetchCatalogue(language, current?.version ?? null);
  if (answer.kind !== 'answered') return null;
  const newer = parseCatalogue(answer.data);
  if (!newer || newer.language !== language || newer.version === current?.version) return null;
  await keepCatalogue(language, { over: snapshot, catalogue: newer });
  return newer;
}
