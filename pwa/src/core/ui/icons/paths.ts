/** The icon set: stroke paths on a 24 grid, each drawn as a line that does not quite close. */

export const paths = {
  today:
    'M5.5 20.5V9.5a6.5 6.5 0 0 1 13 0v11M5.5 20.5l6.5-2.6V10c0-2.4-1.2-4.7-3.3-6.1M9.3 12.4v.01',
  practices:
    'M2.8 13.6c2.4-4.8 5-6 7.6-3.3s4.8 4.4 7.4 1.8c2.2-2.3.9-5.6-1.7-5.6-1.9 0-2.9 1.5-2.5 3.1M5.5 18c2.7-1.8 5.4-1.8 8.2 0 2.2 1.4 4.4 1.4 6.5-.2',
  boundaries: 'M4 20.5V5M20 20.5V5M4 9h16M4 17.5h13.5M4 17.5 20 9',
  reflect:
    'M6 18.5v-13A1.5 1.5 0 0 1 7.5 4h9A1.5 1.5 0 0 1 18 5.5v9M3.5 18.5h17M12 4v14.5M6 11h8.5',
  circles:
    'M6.5 20.5H16a1.5 1.5 0 0 0 1.5-1.7c-.6-4-1.5-7-3-8.8H8c-1.5 1.8-2.5 4.8-3 8.6M11.2 10V8.3M7.1 11.2C5.5 2.5 17 2.5 15.4 11.2M17 14.8c2.8-.3 2.2-4 4.5-4.5',
  help: 'M7.4 7.3 8.7 4h6.6l2.9 7.5H5.8l.6-1.6M12 11.5V20M8.5 20h7M15.6 11.5V15',
  play: 'M8 13.5V19l11-7L8 5v4.5',
  pause: 'M9 5v14M15 5v14',
  back: 'M19.5 12H5M11 5.5 4.5 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  another: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9M19.5 4v5h-5',
  settings:
    'M4 8h6.5M17.5 8H20M15.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 1 1 5 0M4 16h2.5M13.5 16H20M11.5 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 1 1 5 0',
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
