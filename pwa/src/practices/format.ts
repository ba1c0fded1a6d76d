/** The shape of the catalogue, as the API's contract has it. */

import type { Wire } from '../core/http/client';

export type Catalogue = Wire['Catalogue'];
export type Practice = Wire['Practice'];
export type Source = Wire['Source'];
export type Moment = Practice['moment'];
export type Kind = Practice['kind'];
export type Tag = Practice['tags'][number];
export type Place = Practice['places'][number];
export type Phase = Wire['Phase']['phase'];
export type Strength = Practice['evidence']['strength'];
export type Form = 'full' | 'short';

export const MOMENTS: readonly Moment[] = ['before', 'between', 'free', 'hard', 'day_end', 'week'];
export const KINDS: readonly Kind[] = [
  'breath',
  'ground',
  'move',
  'rest',
  'reflect',
  'kindness',
  'close',
  'connect',
];
export const PLACES: readonly Place[] = ['room', 'home', 'road'];
export const TAGS: readonly Tag[] = [
  'eyes_open',
  'seated',
  'standing_ok',
  'silent',
  'unseen',
  'no_touch',
  'no_breath',
];
