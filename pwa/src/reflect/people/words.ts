/** Whom one may look for, in words: what it is, how to ask, and a message to begin from. */

import { m } from '../../core/i18n';
import type { Ask } from './rules';

export interface AskWords {
  name: string;
  line: string;
  ways: string[];
  text: string;
}

const WORDS: Record<Ask, () => AskWords> = {
  peer: () => ({
    name: m.people_peer(),
    line: m.people_peer_line(),
    ways: [m.people_peer_1(), m.people_peer_2(), m.people_peer_3()],
    text: m.people_text_peer(),
  }),
  mentor: () => ({
    name: m.people_mentor(),
    line: m.people_mentor_line(),
    ways: [m.people_mentor_1(), m.people_mentor_2(), m.people_mentor_3()],
    text: m.people_text_mentor(),
  }),
  supervision: () => ({
    name: m.people_supervision(),
    line: m.people_supervision_line(),
    ways: [m.people_supervision_1(), m.people_supervision_2(), m.people_supervision_3()],
    text: m.people_text_supervision(),
  }),
};

export function wordsFor(ask: Ask): AskWords {
  return WORDS[ask]();
}
