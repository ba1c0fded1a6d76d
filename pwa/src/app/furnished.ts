/** The rooms of many screens: what each screen is called, and how it is fetched when it is opened. */

import type { Component } from 'svelte';
import { m } from '../core/i18n';
import type { edgesOn } from './edges';

/** What every screen of these rooms may be given; each takes what it knows. */
export interface GivenPart {
  id: string;
  go: (path: string) => void;
  /** How edges stood on some dates. */
  edgesOn: typeof edgesOn;
  /** Asked before anything personal is written; false when the person would rather not yet. */
  beforeWriting: () => Promise<boolean>;
}

export interface Part {
  title: () => string;
  fetch: () => Promise<{ default: Component<GivenPart> }>;
}

// Each page says what it takes of `GivenPart`: a check of all of them against it would need all of them here.
const as = (fetch: () => Promise<unknown>) => fetch as Part['fetch'];

export const FURNISHED: Record<'boundaries' | 'reflect', Record<string, Part>> = {
  boundaries: {
    '': {
      title: m.app_room_boundaries,
      fetch: as(() => import('../boundaries/BoundariesPage.svelte')),
    },
    hours: {
      title: m.hours_title,
      fetch: as(() => import('../boundaries/hours/HoursPage.svelte')),
    },
    limits: {
      title: m.limits_title,
      fetch: as(() => import('../boundaries/limits/LimitsPage.svelte')),
    },
    rest: { title: m.rest_title, fetch: as(() => import('../boundaries/rest/RestPage.svelte')) },
    close: {
      title: m.close_title,
      fetch: as(() => import('../boundaries/close/ClosePage.svelte')),
    },
    ledger: {
      title: m.ledger_title,
      fetch: as(() => import('../boundaries/ledger/LedgerPage.svelte')),
    },
    texts: {
      title: m.texts_title,
      fetch: as(() => import('../boundaries/texts/TextsPage.svelte')),
    },
    refusing: {
      title: m.refusing_title,
      fetch: as(() => import('../boundaries/refusing/RefusingPage.svelte')),
    },
    weather: {
      title: m.weather_title,
      fetch: as(() => import('../boundaries/weather/WeatherPage.svelte')),
    },
    lighter: {
      title: m.lighter_title,
      fetch: as(() => import('../boundaries/lighter/LighterPage.svelte')),
    },
  },
  reflect: {
    '': { title: m.app_room_reflect, fetch: as(() => import('../reflect/ReflectPage.svelte')) },
    pulse: { title: m.pulse_title, fetch: as(() => import('../reflect/pulse/PulsePage.svelte')) },
    trends: {
      title: m.trends_title,
      fetch: as(() => import('../reflect/trends/TrendsPage.svelte')),
    },
    warning: {
      title: m.warning_title,
      fetch: as(() => import('../reflect/warning/WarningPage.svelte')),
    },
    journal: {
      title: m.journal_title,
      fetch: as(() => import('../reflect/journal/JournalPage.svelte')),
    },
    letgo: { title: m.letgo_title, fetch: as(() => import('../reflect/letgo/LetGoPage.svelte')) },
    supervision: {
      title: m.supervision_title,
      fetch: as(() => import('../reflect/supervision/SupervisionPage.svelte')),
    },
    learning: {
      title: m.learning_title,
      fetch: as(() => import('../reflect/learning/LearningPage.svelte')),
    },
    moments: {
      title: m.moments_title,
      fetch: as(() => import('../reflect/moments/MomentsPage.svelte')),
    },
    people: {
      title: m.people_title,
      fetch: as(() => import('../reflect/people/PeoplePage.svelte')),
    },
    review: {
      title: m.review_title,
      fetch: as(() => import('../reflect/review/ReviewPage.svelte')),
    },
  },
};
