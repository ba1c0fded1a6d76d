/** Finds words in entries on this phone, whatever their case and accents. Pure. */

export interface Searched {
  id: string;
  text: string;
}

/** One piece of an excerpt, marked where it is what was looked for. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** Letters before and after the first match. */
const AROUND = 60;

/** Lower case without accents; a final sigma is any other sigma. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ς', 'σ');
}

/** The words of a query; all of them are looked for. */
export function wordsOf(query: string): string[] {
  return [...new Set(fold(query).split(/\s+/).filter(Boolean))];
}

/** Folded copies of the entries, made bit by bit so that no letter typed waits for them. */
export class SearchIndex {
  #entries: readonly Searched[] = [];
  #folded = new Map<string, { text: string; folded: string }>();
  #done = 0;

  /** In the order they are to be found in. What was folded already and is unchanged stays so. */
  put(entries: readonly Searched[]): void {
    const before = this.#folded;
    this.#folded = new Map();
    for (const { id, text } of entries) {
      const known = before.get(id);
      if (known?.text === text) this.#folded.set(id, known);
    }
    [this.#entries, this.#done] = [entries, 0];
  }

  /** Folds until told to stop. True when nothing is left to fold. */
  work(isEnough: () => boolean): boolean {
    while (this.#done < this.#entries.length) {
      if (isEnough()) return false;
      this.#foldedOf(this.#entries[this.#done]!);
      this.#done += 1;
    }
    return true;
  }

  /** The ids of those with all the words. What is not folded yet is folded on the way. */
  find(query: string): string[] {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const found = this.#entries.filter((entry) => {
      const folded = this.#foldedOf(entry);
      return words.every((word) => folded.includes(word));
    });
    return found.map(({ id }) => id);
  }

  #foldedOf({ id, text }: Searched): string {
    const known = this.#folded.get(id);
    if (known) return known.folded;
    const folded = fold(text);
    this.#folded.set(id, { text, folded });
    return folded;
  }
}

/** The text around the first match, in pieces; all of what is cut off is an ellipsis. */
export function excerptOf(text: string, query: string): Piece[] {
  const marks = marksIn(text, wordsOf(query));
  const first = marks[0]?.from ?? 0;
  const from = edge(text, first - AROUND);
  const to = edge(text, (marks[0]?.to ?? 0) + 2 * AROUND);
  const pieces = piecesOf(text, { from, to }, marks);
  const before = from > 0 ? [{ text: '…', isMarked: false }] : [];
  const after = to < text.length ? [{ text: '…', isMarked: false }] : [];
  return [...before, ...pieces, ...after];
}

interface Span {
  from: number;
  to: number;
}

function piecesOf(text: string, { from, to }: Span, marks: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let place = from;
  for (const mark of marks) {
    if (mark.from >= to) break;
    pieces.push({ text: text.slice(place, mark.from), isMarked: false });
    place = Math.min(mark.to, to);
    pieces.push({ text: text.slice(mark.from, place), isMarked: true });
  }
  pieces.push({ text: text.slice(place, Math.max(to, place)), isMarked: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** Where the words stand in the text as it was written, in order and joined where they touch. */
function marksIn(text: string, words: readonly string[]): Span[] {
  const { folded, places } = foldedWithPlaces(text);
  const spans = words.flatMap((word) => spansOf(word, folded, places));
  return joined(spans.sort((a, b) => a.from - b.from));
}

function spansOf(word: string, folded: string, places: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
    const to = at + word.length;
    spans.push({ from: places[at]!, to: afterLetter(places, to) });
  }
  return spans;
}

/** Where the letter ends whose last part stands before `to`: one letter may fold into several. */
function afterLetter(places: readonly number[], to: number): number {
  let next = to;
  while (next < places.length - 1 && places[next] === places[to - 1]) next += 1;
  return places[next]!;
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else all.push({ ...span });
  }
  return all;
}

/** For each letter of the folded text the place it came from, and one place more for the end. */
function foldedWithPlaces(text: string): { folded: string; places: number[] } {
  const places: number[] = [];
  let folded = '';
  let place = 0;
  for (const letter of text) {
    const part = fold(letter);
    for (let at = 0; at < part.length; at += 1) places.push(place);
    folded += part;
    place += letter.length;
  }
  places.push(place);
  return { folded, places };
}

/** Never within a letter that is written as two. */
function edge(text: string, at: number): number {
  const place = Math.min(Math.max(at, 0), text.length);
  const isWithin = /[\uDC00-\uDFFF]/.test(text[place] ?? '') && place > 0;
  return isWithin ? place - 1 : place;
}
