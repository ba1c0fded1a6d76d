import { expect, test } from 'vitest';
import { scriptUrl } from './trusted';

test.each(['/sw.js', '/assets/argon2-B1x_9.js'])('%s is ours', (path) => {
  expect(scriptUrl(path)).toBe(path);
});

test.each([
  'https://elsewhere.example/sw.js',
  '//elsewhere.example/sw.js',
  '/assets/../api/x.js',
  '/assets/x.json',
  'data:text/javascript,1',
  'blob:x',
  '/other.js',
])('%s is refused', (path) => {
  expect(() => scriptUrl(path)).toThrow(TypeError);
});
