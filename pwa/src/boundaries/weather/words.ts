/** The kinds of load and their steps, in words. */

import { m } from '../../core/i18n';
import type { LoadKind, Step } from './rules';

const LOAD_WORDS: Record<LoadKind, () => string> = {
  trauma: m.weather_harm,
  loss: m.weather_loss,
  risk: m.weather_risk,
  conflict: m.weather_conflict,
  admin: m.weather_admin,
};

export const loadWord = (kind: LoadKind): string => LOAD_WORDS[kind]();

const STEP_WORDS: Record<Step, () => string> = {
  light: m.weather_light,
  some: m.weather_some,
  a_lot: m.weather_a_lot,
};

/** Nothing said is said so: it is not the same as none. */
export const stepWord = (step: Step | null): string =>
  step ? STEP_WORDS[step]() : m.weather_unsaid();
