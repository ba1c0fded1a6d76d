/**
 * Where the practices come from: the snapshot built into this app, or a newer one fetched since.
 *
 * The snapshot is an asset of its own, not part of the script: the first screen shows no practice, and
 * the library will grow to several times this size. It is precached, so it opens without a network.
 */
import type { Catalogue } from './format';
import { keptCatalogue } from './db';
import snapshot from './snapshot/catalogue.en.json?url';

const LANGUAGE: Catalogue['language'] = 'en';

/** The catalogue to show, or `null` when this phone has none that can be read.
 *
 * A kept one counts only over the very snapshot it was newer than: the address of a snapshot holds
 * its hash, so after an update the app's own, which is as new or newer, takes over. */
export async function openCatalogue(): Promise<Catalogue | null> {
  const [shipped, kept] = await Promise.all([readSnapshot(), readKept()]);
  if (kept && (kept.over === snapshot || !shipped)) return kept.catalogue;
  return shipped;
}

/** Asks the server once; `null` when it has nothing newer that is in shape, or does not answer. */
export async function fetchNewer(current: Catalogue | null): Promise<Catalogue | null> {
  const { newerThan } = await import('./newer');
  return newerThan(current, LANGUAGE, snapshot);
}

/** Ours by the hash in its address, and checked when it was built: its shape is not in question. */
async function readSnapshot(): Promise<Catalogue | null> {
  try {
    const response = await fetch(snapshot);
    return response.ok ? ((await response.json()) as Catalogue) : null;
  } catch {
    return null;
  }
}

async function readKept(): Promise<{ over: string; catalogue: Catalogue } | null> {
  const kept = await keptCatalogue(LANGUAGE);
  if (!kept) return null;
  const { parseCatalogue } = await import('./newer');
  const catalogue = parseCatalogue(kept.catalogue);
  return catalogue?.language === LANGUAGE ? { over: kept.over, catalogue } : null;
}
