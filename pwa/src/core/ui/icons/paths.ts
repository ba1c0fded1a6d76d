/** The icon set. Apart from those of the first screen, so that the rest does not weigh on it. */

import { first } from './first';

export const paths = {
  ...first,
  pause: 'M9 5v14M15 5v14',
  back: 'M19.5 12H5M11 5.5 4.5 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  share:
    'M12 15V3.8M8 7.5l4-4 4 4M7 11H6a1.5 1.5 0 0 0-1.5 1.5V19A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5v-6.5A1.5 1.5 0 0 0 18 11h-1',
  phone:
    'M6 4h3l1.7 4.3-2 1.7a12 12 0 0 0 5.3 5.3l1.7-2 4.3 1.7v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4 6.5',
  chevron: 'M9.5 6l6 6-6 6',
  info: 'M18 6A8.5 8.5 0 1 1 14.9 4M12 11.2v5.3M12 7.7v.01',
} as const;

export type IconName = keyof typeof paths;

/** Icons that point along the line of reading, and turn with it. */
export const directional: ReadonlySet<IconName> = new Set(['back', 'chevron'] as const);
