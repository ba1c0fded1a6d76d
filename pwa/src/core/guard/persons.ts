/** Names: by a list, by a title or cue before them, or by standing where a person stands. */

import * as cues from './cues';
import { fold } from './fold';
import { before, flat, gu, matches, type Place } from './kinds';
import { BOTH, NAMES } from './names';
import { HARMLESS, STARTS, THEORISTS } from './words';

const WORD = "(?=\\p{Lu})\\p{L}[\\p{L}’'-]*\\p{L}";

const TITLED = gu`
  (?<![\p{L}])(?:Dra?|[Dd]octora?|Mr|Mrs|Ms|Miss|Mx|Sr|Sra|Srta|Señor|Señora|Señorita|señor|
  señora|señorita|Don|Doña|don|doña)\.?\s${WORD}(?:\s${WORD})?`;

/** After "called" also in lower case; beside "client" with a capital. */
const CALLED = gu`
  (?<![\p{L}])(?:called|named|name is|name was|llamad[oa]|se llama|se llamaba|de nombre|nombre es)
  \s(?<it>(?!(?:in|off|out|back|him|her|me|it|the|a|an|to|my|us|them|again|about|for|from|at|on|by|
  and|el|la|un|una|que|así|como)\b)\p{L}[\p{L}’'-]{2,20})`;
const BESIDE = gu`
  (?<![\p{L}])(?:${cues.CLIENT}|[Cc]ouple|[Ff]amilia|[Ff]amily|[Pp]areja|[Mm]atrimonio|
  [Hh]ermanos|[Mm]ellizos|[Gg]emelos),?\s(?<it>${WORD})`;

/** "The Okafor family", but not "the Polish family". */
const FAMILY = flat`
  (?<it>${WORD})\s(?:family|siblings|twins|couple)(?!\p{L})`;
const FAMILIES = gu`(?<![\p{L}])(?:[Tt]he|[Tt]his|[Aa])\s${FAMILY}`;
const FROM_LAND = /(?:ish|ian|ese|ican|modern|blended|whole|first)$/iu;

/** "My client maria": in lower case only what is a name and no other word. */
const LOWER = gu`(?<![\p{L}])${cues.CLIENT},?\s(?<it>\p{Ll}{3,20})(?![\p{L}])`;
const SEEN = gu`
  (?<![\p{L}])(?:[Ss]aw|[Ww]ith|[Vv]i a|[Aa]tendí a|[Cc]on)\s(?<it>\p{Ll}{3,20})(?![\p{L}])`;
const PLURAL = gu`(?<![\p{L}])(?:[Tt]he|[Ll]os)\s(?<it>${WORD})(?![\p{L}])`;

const CAPITAL = gu`(?<![\p{L}\d’'@.-])${WORD}(?:\s(?:de\s|del\s|la\s)?${WORD})*`;

/** "Motivational Interviewing": how a thing ends, not a name. */
const ABSTRACT =
  /(?:ing|tion|tional|ment|ism|logy|ness|ity|ance|cion|dad|miento|ismo|logia|encia|ional|ica|ives?)$/u;

const MOST_AHEAD = 24;
const MOST_BEHIND = 48;

export function names(text: string): Place[] {
  const where = (pattern: RegExp, isName: (word: string) => boolean) =>
    matches(pattern, text).filter(({ from, to }) => isName(text.slice(from, to)));
  const found = [
    ...where(TITLED, isTitled),
    ...matches(CALLED, text).filter((place) => isCalled(text, place)),
    ...where(BESIDE, (word) => !isHarmless(word)),
    ...where(FAMILIES, (word) => !isHarmless(word) && !FROM_LAND.test(word)),
    ...where(LOWER, isOnlyName),
    ...where(SEEN, isOnlyName),
    ...where(PLURAL, (word) => isOnlyName(word.replace(/s$/u, ''))),
    ...matches(CAPITAL, text).flatMap((place) => withinCapitals(text, place)),
  ];
  return found.map(({ from, to }) => ({ from, to: from + bare(text.slice(from, to)).length }));
}

/** Neither "Dr Winnicott" nor "Dr Google". */
const isTitled = (title: string) =>
  !title.split(/\s/u).some((word) => THEORISTS.has(fold(word)) || HARMLESS.has(fold(word)));

const isOnlyName = (word: string) => NAMES.has(fold(word));

/** "Sarah-Jane" is in no list, but her first half is. */
const isListed = (folded: string) => NAMES.has(folded) || NAMES.has(folded.split('-')[0]!);

/** "A tool called Miro" is none; "a client called maria" is one. */
function isCalled(text: string, { from, to }: Place): boolean {
  const folded = fold(text.slice(from, to));
  if (HARMLESS.has(folded)) return false;
  const cue = before(text, from).replace(/\S+\s$/u, '');
  return cues.PERSON_BEFORE.test(cue) || NAMES.has(folded);
}

/** A run of capitalised words: a person only when one of them is, and it is nobody who wrote books. */
function withinCapitals(text: string, { from, to }: Place): Place[] {
  const run = text.slice(from, to);
  const words = [...run.matchAll(/[\p{L}’'-]+/gu)].filter(([word]) => /^\p{Lu}/u.test(word));
  if (words.some(([word]) => THEORISTS.has(fold(word)) && !isHarmless(word))) return [];
  const head = before(text, from);
  if (cues.PLACE_FIRST.test(run) || isWork(head, run)) return [];
  const isFree = isFreeStanding(head, words[0]![0]);
  const found = words.filter(({ 0: word, index }) => {
    const end = from + index + bare(word).length;
    const rest = text.slice(end, end + MOST_AHEAD);
    return isPerson(word, before(text, from + index).slice(-MOST_BEHIND), rest, isFree);
  });
  const [first] = found;
  if (!first) return [];
  const last = lastOf(words, words.indexOf(found.at(-1)!));
  return [{ from: from + first.index, to: from + last.index + bare(last[0]).length }];
}

/** What follows a first name is a family name, in no list as a rule. */
function lastOf(words: readonly RegExpExecArray[], at: number): RegExpExecArray {
  const stop = words.findIndex(([word], n) => n > at && isHarmless(word));
  return words[(stop < 0 ? words.length : stop) - 1]!;
}

/** Inside a sentence, where a capital means something, and no article makes a thing of it. */
function isFreeStanding(head: string, first: string): boolean {
  if (cues.DETERMINED.test(head)) return false;
  return head.trim() !== '' || (STARTS.has(fold(first)) && !cues.DETERMINED.test(`${first} `));
}

const bare = (word: string) => word.replace(/[’']s$/u, '');

function isPerson(word: string, head: string, rest: string, isFree: boolean): boolean {
  const folded = fold(word);
  if (isHarmless(word)) return false;
  const isPlace = cues.AT_PLACE.test(head) && !cues.IN_MIND.test(head);
  const stands =
    cues.WITH_PERSON.test(head) ||
    cues.IN_MIND.test(head) ||
    cues.PERSON_BEFORE.test(head) ||
    (isFree && cues.ACTS.test(rest));
  const isInside = head.trim() !== '';
  if (BOTH.has(folded)) return isInside ? stands && !isPlace : isBothAlone(folded, rest);
  if (isListed(folded)) return !isPlace;
  if (ABSTRACT.test(folded)) return false;
  if (isInside) return stands && !isPlace && !/^\s\d/u.test(rest);
  return !STARTS.has(folded) && (cues.ACTS_ALONE.test(rest) || cues.WEEPS.test(rest));
}

/** "Grace wept", "Grace and I": at the start of a sentence a word and a name look alike. */
function isBothAlone(folded: string, rest: string): boolean {
  return !STARTS.has(folded) && (cues.WEEPS.test(rest) || cues.WITH_ME.test(rest));
}

function isWork(head: string, run: string): boolean {
  if (/[“"«‘]$/u.test(head)) return true;
  return cues.WORK.test(head) && run.includes(' ') && !NAMES.has(fold(run.split(/\s/u)[0]!));
}

const isAcronym = (word: string) => word.length > 1 && word === word.toUpperCase();
const isHarmless = (word: string) =>
  HARMLESS.has(fold(word)) || isAcronym(word) || /^I[’']/u.test(word);
