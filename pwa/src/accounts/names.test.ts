import { expect, test } from 'vitest';
import { deviceName, tidyName } from './names';

test.each([
  ['Quill', 'Quill'],
  ['  Quill  ', 'Quill'],
  ['Quill\u00a0 \t of\n York', 'Quill of York'],
  ['Ｑｕｉｌｌ', 'Quill'],
  ['A\u030a', '\u00c5'],
  ['क्\u200dष', 'क्\u200dष'],
  ['🫖'.repeat(64), '🫖'.repeat(64)],
  ['🫖'.repeat(65), null],
  ['', null],
  [' \n ', null],
  ['a\u0000b', null],
  ['a\u202eb', null],
  ['a\ufeffb', null],
  ['a\ud83eb', null],
])('“%s” is kept as “%s”', (typed, name) => {
  expect(tidyName(typed)).toBe(name);
});

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';

test.each([
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36', 5, 'Android phone'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)', 5, 'iPhone'],
  ['Mozilla/5.0 (iPad; CPU OS 15_0 like Mac OS X)', 5, 'iPad'],
  [MAC, 5, 'iPad'],
  [MAC, 0, 'Mac'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 10, 'Windows computer'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101', 0, 'Linux computer'],
  ['Something new', 0, 'Another device'],
])('%s (%s fingers) is called “%s”', (agent, touchPoints, name) => {
  expect(deviceName(agent, touchPoints)).toBe(name);
});
