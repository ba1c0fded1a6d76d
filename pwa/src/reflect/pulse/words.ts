/** The names, questions and worded steps of the pulse. */

import { m } from '../../core/i18n';
import { STEPS, type Item, type Step } from './rules';

const NAMES: Record<Item, () => string> = {
  fuel: m.pulse_fuel,
  weight: m.pulse_weight,
  warmth: m.pulse_warmth,
  edges: m.pulse_edges,
  switch_off: m.pulse_switch_off,
  company: m.pulse_company,
  point: m.pulse_point,
  body: m.pulse_body,
};

const QUESTIONS: Record<Item, () => string> = {
  fuel: m.pulse_fuel_ask,
  weight: m.pulse_weight_ask,
  warmth: m.pulse_warmth_ask,
  edges: m.pulse_edges_ask,
  switch_off: m.pulse_switch_off_ask,
  company: m.pulse_company_ask,
  point: m.pulse_point_ask,
  body: m.pulse_body_ask,
};

/** From the hardest end to the lightest, as `STEPS` are. */
const WORDS: Record<Item, readonly (() => string)[]> = {
  fuel: [m.pulse_fuel_1, m.pulse_fuel_2, m.pulse_fuel_3, m.pulse_fuel_4, m.pulse_fuel_5],
  weight: [
    m.pulse_weight_1,
    m.pulse_weight_2,
    m.pulse_weight_3,
    m.pulse_weight_4,
    m.pulse_weight_5,
  ],
  warmth: [
    m.pulse_warmth_1,
    m.pulse_warmth_2,
    m.pulse_warmth_3,
    m.pulse_warmth_4,
    m.pulse_warmth_5,
  ],
  edges: [m.pulse_edges_1, m.pulse_edges_2, m.pulse_edges_3, m.pulse_edges_4, m.pulse_edges_5],
  switch_off: [
    m.pulse_switch_off_1,
    m.pulse_switch_off_2,
    m.pulse_switch_off_3,
    m.pulse_switch_off_4,
    m.pulse_switch_off_5,
  ],
  company: [
    m.pulse_company_1,
    m.pulse_company_2,
    m.pulse_company_3,
    m.pulse_company_4,
    m.pulse_company_5,
  ],
  point: [m.pulse_point_1, m.pulse_point_2, m.pulse_point_3, m.pulse_point_4, m.pulse_point_5],
  body: [m.pulse_body_1, m.pulse_body_2, m.pulse_body_3, m.pulse_body_4, m.pulse_body_5],
};

export const itemName = (item: Item): string => NAMES[item]();

export const itemQuestion = (item: Item): string => QUESTIONS[item]();

export const stepWord = (item: Item, step: Step): string => WORDS[item][step - 1]!();

export const stepOptions = (item: Item): { value: Step; word: string }[] =>
  STEPS.map((value) => ({ value, word: stepWord(item, value) }));

/** Of a usual, which may lie half way: `between low and half`. */
export function usualWord(item: Item, usual: number): string {
  const [low, high] = [Math.floor(usual) as Step, Math.ceil(usual) as Step];
  if (low === high) return stepWord(item, low);
  return m.pulse_between({ low: stepWord(item, low), high: stepWord(item, high) });
}
