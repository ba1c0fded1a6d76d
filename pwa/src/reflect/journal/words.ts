/** The themes of the journal and their prompts, in words. */

import { m } from '../../core/i18n';
import { isTheme, type Theme } from './rules';

const NAMES: Record<Theme, () => string> = {
  self_awareness: m.journal_theme_self_awareness,
  shared: m.journal_theme_shared,
  values: m.journal_theme_values,
  belonging: m.journal_theme_belonging,
  assumed: m.journal_theme_assumed,
  doubt: m.journal_theme_doubt,
  place: m.journal_theme_place,
  loss: m.journal_theme_loss,
  contact: m.journal_theme_contact,
  growth: m.journal_theme_growth,
};

const PROMPTS: Record<Theme, readonly (() => string)[]> = {
  self_awareness: [
    m.journal_prompt_self_awareness_1,
    m.journal_prompt_self_awareness_2,
    m.journal_prompt_self_awareness_3,
    m.journal_prompt_self_awareness_4,
  ],
  shared: [
    m.journal_prompt_shared_1,
    m.journal_prompt_shared_2,
    m.journal_prompt_shared_3,
    m.journal_prompt_shared_4,
  ],
  values: [
    m.journal_prompt_values_1,
    m.journal_prompt_values_2,
    m.journal_prompt_values_3,
    m.journal_prompt_values_4,
  ],
  belonging: [
    m.journal_prompt_belonging_1,
    m.journal_prompt_belonging_2,
    m.journal_prompt_belonging_3,
    m.journal_prompt_belonging_4,
  ],
  assumed: [
    m.journal_prompt_assumed_1,
    m.journal_prompt_assumed_2,
    m.journal_prompt_assumed_3,
    m.journal_prompt_assumed_4,
  ],
  doubt: [
    m.journal_prompt_doubt_1,
    m.journal_prompt_doubt_2,
    m.journal_prompt_doubt_3,
    m.journal_prompt_doubt_4,
  ],
  place: [
    m.journal_prompt_place_1,
    m.journal_prompt_place_2,
    m.journal_prompt_place_3,
    m.journal_prompt_place_4,
  ],
  loss: [m.journal_prompt_loss_1, m.journal_prompt_loss_2, m.journal_prompt_loss_3],
  contact: [
    m.journal_prompt_contact_1,
    m.journal_prompt_contact_2,
    m.journal_prompt_contact_3,
    m.journal_prompt_contact_4,
  ],
  growth: [
    m.journal_prompt_growth_1,
    m.journal_prompt_growth_2,
    m.journal_prompt_growth_3,
    m.journal_prompt_growth_4,
  ],
};

export function themeName(theme: Theme): string {
  return NAMES[theme]();
}

export interface Prompt {
  /** `values_2`: what an entry remembers of it. */
  id: string;
  text: string;
}

export function promptsOf(theme: Theme): Prompt[] {
  return PROMPTS[theme].map((text, at) => ({ id: `${theme}_${at + 1}`, text: text() }));
}

/** Null for one that this Interlude does not know. */
export function promptText(theme: string | null, id: string | null): string | null {
  if (!isTheme(theme)) return null;
  return promptsOf(theme).find((prompt) => prompt.id === id)?.text ?? null;
}
