/** For tests: a well-formed practice and catalogue to change where a test cares, and a phone without room. */

import { vi } from 'vitest';
import type { Catalogue, Practice } from './format';

export function aPractice(changes: Partial<Practice> = {}): Practice {
  const id = changes.id ?? 'look-up';
  return {
    id,
    moment: 'between',
    kind: 'ground',
    seconds: 60,
    tags: ['eyes_open', 'no_breath'],
    places: [],
    pacing: 'steps',
    breath: null,
    steps: [60],
    short: { seconds: 30, steps: [30] },
    alternative: null,
    evidence: { strength: 'practice_wisdom', sources: [] },
    offered: true,
    text: {
      title: `Practice ${id}`,
      line: 'Eyes to the farthest corner.',
      why: 'A far look fits a small gap.',
      begin: 'Stand where you are.',
      steps: ['Look at the farthest thing.'],
      short_steps: ['Look far.'],
      end: 'Back to here.',
      caution: null,
      alternative: null,
      evidence: 'We know of no trial of it.',
    },
    ...changes,
  };
}

export function aBreath(changes: Partial<Practice> = {}): Practice {
  return aPractice({
    id: 'slow-breath',
    moment: 'before',
    kind: 'breath',
    tags: ['eyes_open', 'seated'],
    places: [],
    pacing: 'breath',
    breath: {
      cycle: [
        { phase: 'in', seconds: 4.5 },
        { phase: 'out', seconds: 5.5 },
      ],
      cycles: 6,
    },
    steps: [],
    short: { seconds: 30, cycles: 3 },
    alternative: 'look-up',
    evidence: { strength: 'studied_directly', sources: ['study-2022'] },
    ...changes,
  });
}

export function aCatalogue(changes: Partial<Catalogue> = {}): Catalogue {
  return {
    version: '0123456789abcdef',
    language: 'en',
    practices: [aBreath(), aPractice()],
    sources: {
      'study-2022': {
        authors: 'Author et al.',
        year: 2022,
        title_note: 'Slow breathing in 30 adults.',
        doi: '10.1000/example',
      },
    },
    ...changes,
  };
}

/** From now on every write fails as on a phone without room, until `mockRestore()`. */
export function fullPhone() {
  const refuse = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(refuse);
}
