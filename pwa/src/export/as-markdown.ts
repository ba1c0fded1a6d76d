/** Everything as a page to read, which any editor of text opens. */

import type { BlockContent, Heading, List, ListItem, Paragraph, Root } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Everything } from '../vault/everything';

/** What the rooms and this phone's calendar call things. */
export interface Names {
  title: string;
  drafts: string;
  kindOf: (collection: string) => string;
  dayText: (on: string) => string;
}

type Entry = Everything['records'][number];

/** By kind, then by day, the newest first; a record of no day comes before those of one. */
export function asMarkdown({ records, drafts }: Everything, names: Names): string {
  const kinds = [...new Set(records.map(({ collection }) => collection))];
  const parts = kinds.flatMap((kind) => [
    heading(2, names.kindOf(kind)),
    ...newestFirst(records.filter(({ collection }) => collection === kind)).flatMap((entry) =>
      entryParts(entry, names),
    ),
  ]);
  const unfinished = drafts.flatMap(({ field, text }) => [heading(3, field), valuePart(text)]);
  const root: Root = {
    type: 'root',
    children: [
      heading(1, names.title),
      ...parts,
      ...(unfinished.length ? [heading(2, names.drafts), ...unfinished] : []),
    ],
  };
  return toMarkdown(root, { bullet: '-' });
}

function newestFirst(entries: Entry[]): Entry[] {
  return entries.toSorted((one, other) => {
    if (one.on === other.on) return one.id < other.id ? -1 : 1;
    if (one.on === null || other.on === null) return one.on === null ? -1 : 1;
    return one.on < other.on ? 1 : -1;
  });
}

function entryParts({ on, value }: Entry, { dayText }: Names): (Heading | BlockContent)[] {
  return [...(on ? [heading(3, dayText(on))] : []), valuePart(value)];
}

function valuePart(value: unknown): BlockContent {
  if (typeof value !== 'object' || value === null) return paragraph(wordOf(value));
  const entries = Object.entries(value);
  if (entries.length === 0) return paragraph(wordOf(value));
  const children = Array.isArray(value)
    ? value.map((part: unknown) => item([valuePart(part)]))
    : entries.map(([name, part]) => named(name, part));
  const list: List = { type: 'list', ordered: false, spread: false, children };
  return list;
}

function named(name: string, value: unknown): ListItem {
  const isPlain = typeof value !== 'object' || value === null;
  if (isPlain) return item([paragraph(`${name}: ${wordOf(value)}`)]);
  return item([paragraph(name), valuePart(value)]);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function item(children: BlockContent[]): ListItem {
  return { type: 'listItem', spread: false, children };
}

function heading(depth: 1 | 2 | 3, text: string): Heading {
  return { type: 'heading', depth, children: [{ type: 'text', value: text }] };
}

function paragraph(text: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'text', value: text }] };
}
