/** What becomes of two versions of one record. Pure: no keys, no database, no clock. */

import { isDeleted, type Content, type Live } from '../content';
import type { Policy } from './policies';

export interface Side {
  content: Content;
  version: number;
}

/**
 * What both were made from.
 *
 * - `null`: nothing, each made the record by itself
 * - `brought`: what this phone had before it had the account; where the account has a value, that holds
 * - `unknown`: the server's past was exchanged, so nobody can say
 */
export type Ancestor = { content: Content; brought: boolean } | null | 'unknown';

export interface Settled {
  /** What lies under the id from now on. */
  place: 'ours' | 'theirs' | Live;
  /** What is kept beside it, so that nothing is lost. */
  copy: Live | null;
}

export function settle(ours: Side, theirs: Side, ancestor: Ancestor, policy: Policy): Settled {
  if (sameContent(ours.content, theirs.content)) return quietly(newer(ours, theirs));
  if (ancestor !== null && ancestor !== 'unknown') {
    if (sameContent(theirs.content, ancestor.content)) return quietly('ours');
    const isOurs = sameContent(ours.content, ancestor.content);
    if (isOurs && !(ancestor.brought && isByField(policy))) return quietly('theirs');
  }
  // An edit beats a deletion, whoever made which; but no one edited what was given back.
  if (isDeleted(ours.content)) return quietly(isGivenBack(theirs.content) ? 'ours' : 'theirs');
  if (isDeleted(theirs.content)) return quietly('ours');
  if (policy !== 'both' && (ancestor !== 'unknown' || policy === 'append')) {
    const merged = byField(ours.content, theirs.content, ancestor, policy);
    if (merged) return merged;
  }
  return keepingBoth(ours, theirs, ancestor);
}

/** The same to a person. What a tombstone carries beside its mark is of no moment. */
export function sameContent(one: Content, other: Content): boolean {
  return (isDeleted(one) && isDeleted(other)) || same(unmarked(one), unmarked(other));
}

export function isGivenBack(content: Content): boolean {
  return !isDeleted(content) && content.given_back === true;
}

function unmarked(content: Content): Fields {
  return Object.fromEntries(Object.entries(content).filter(([name]) => name !== MARK));
}

const MARK = 'given_back' satisfies keyof Live;

/** Equal as JSON, in whatever order the fields stand. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, yours] = [one as Fields, other as Fields];
  const names = Object.keys(mine);
  return (
    names.length === Object.keys(yours).length &&
    names.every((name) => Object.hasOwn(yours, name) && same(mine[name], yours[name]))
  );
}

type Fields = Record<string, unknown>;

function quietly(place: 'ours' | 'theirs'): Settled {
  return { place, copy: null };
}

function newer(ours: Side, theirs: Side): 'ours' | 'theirs' {
  return theirs.version >= ours.version ? 'theirs' : 'ours';
}

/** The other phone's stays, unless nobody knows whose is later: then every phone picks the same. */
function keepingBoth(ours: Side, theirs: Side, ancestor: Ancestor): Settled {
  const place = ancestor === 'unknown' ? newer(ours, theirs) : 'theirs';
  return { place, copy: (place === 'theirs' ? ours : theirs).content as Live };
}

function isByField(policy: Policy): boolean {
  return policy !== 'both';
}

/** Null for values that have no fields. */
function byField(ours: Live, theirs: Live, ancestor: Ancestor, policy: Policy): Settled | null {
  if (!isFields(ours.value) || !isFields(theirs.value)) return null;
  const known = ancestor === 'unknown' || ancestor === null ? null : ancestor;
  const was = known && !isDeleted(known.content) ? known.content : null;
  const usual = typeof policy === 'object' ? policy.fields : {};
  const before = isFields(was?.value) ? was.value : (usual as Fields);
  // Without a common past nothing was taken away: a field that is not there was never set.
  const filled = was === null || known?.brought === true;
  const value = threeWay(before, ours.value, theirs.value, filled);
  const around = threeWay(was ? without(was) : {}, without(ours), without(theirs), filled);
  const merged = { ...around, type: ours.type, value } as Live;
  if (sameContent(merged, theirs)) return quietly('theirs');
  return sameContent(merged, ours) ? quietly('ours') : { place: merged, copy: null };
}

/** `theirs`, with each field that ours changed. */
function threeWay(before: Fields, ours: Fields, theirs: Fields, filled: boolean): Fields {
  const there = filled ? { ...before, ...theirs } : theirs;
  const names = new Set([...Object.keys(there), ...Object.keys(ours)]);
  const fields = [...names].flatMap((name) => {
    const from = isChanged(before, ours, name) ? ours : there;
    return Object.hasOwn(from, name) ? [[name, from[name]] as const] : [];
  });
  return Object.fromEntries(fields);
}

function isChanged(before: Fields, after: Fields, name: string): boolean {
  const [was, is] = [Object.hasOwn(before, name), Object.hasOwn(after, name)];
  return was !== is || !same(before[name], after[name]);
}

/** What stands beside the value: the day, and what a later Interlude put there. */
function without(content: Live): Fields {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !OWN.has(name)));
}

const OWN = new Set(['type', 'value', MARK]);

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
