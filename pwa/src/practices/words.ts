/** The words for a practice's facts. One function a fact, so that only used words travel. */

import { m, region } from '../core/i18n';
import type { Kind, Moment, Phase, Strength, Tag } from './format';
import type { Where } from './rules';

const moments: Record<Moment, () => string> = {
  before: m.practices_moment_before,
  between: m.practices_moment_between,
  free: m.practices_moment_free,
  hard: m.practices_moment_hard,
  day_end: m.practices_moment_day_end,
  week: m.practices_moment_week,
};

const kinds: Record<Kind, () => string> = {
  breath: m.practices_kind_breath,
  ground: m.practices_kind_ground,
  move: m.practices_kind_move,
  rest: m.practices_kind_rest,
  reflect: m.practices_kind_reflect,
  kindness: m.practices_kind_kindness,
  close: m.practices_kind_close,
  connect: m.practices_kind_connect,
};

const needs: Record<Tag, () => string> = {
  eyes_open: m.practices_need_eyes_open,
  seated: m.practices_need_seated,
  silent: m.practices_need_silent,
  unseen: m.practices_need_unseen,
  standing_ok: m.practices_need_standing_ok,
  no_touch: m.practices_need_no_touch,
  no_breath: m.practices_need_no_breath,
};

const places: Record<Where, () => string> = {
  room: m.practices_place_room,
  shared: m.practices_place_shared,
  home: m.practices_place_home,
  road: m.practices_place_road,
};

const phases: Record<Phase, (inputs: { seconds: string }) => string> = {
  in: m.practices_phase_in,
  top_up: m.practices_phase_top_up,
  hold: m.practices_phase_hold,
  out: m.practices_phase_out,
  rest: m.practices_phase_rest,
};

const strengths: Record<Strength, () => string> = {
  studied_directly: m.practices_studied_directly,
  studied_in_part: m.practices_studied_in_part,
  practice_wisdom: m.practices_practice_wisdom,
};

export const momentName = (moment: Moment): string => moments[moment]();
export const kindName = (kind: Kind): string => kinds[kind]();
export const needName = (tag: Tag): string => needs[tag]();
export const placeName = (place: Where): string => places[place]();
export const strengthName = (strength: Strength): string => strengths[strength]();

/** `in 5`, `hold 2`: one phase of a breath with its seconds. */
export function phaseText(phase: Phase, seconds: number): string {
  return phases[phase]({ seconds: new Intl.NumberFormat(region()).format(seconds) });
}
