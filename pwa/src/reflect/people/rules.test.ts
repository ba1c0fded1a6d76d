import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, itemFrom, textsFrom, tidied } from './rules';

test.each([
  ['https://example.org/list', 'https://example.org/list'],
  ['example.org', 'https://example.org/'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['tel:+34600000000', 'tel:+34600000000'],
  ['javascript:alert(1)', null],
  [' JavaScript:alert(1)', null],
  ['data:text/html,x', null],
  ['ask at the front desk', null],
  ['desk', null],
  ['', null],
])('%s leads to %s', (link, address) => {
  expect(addressOf(link)).toBe(address);
});

test('no link of any kind leads anywhere but to a page, a letter or a call', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((to) => `javascript:${to}`),
      ),
      (link) => {
        const address = addressOf(link);
        if (address !== null) expect(address).toMatch(/^(https?|mailto|tel):/);
      },
    ),
  );
});

test('what is no item is none, and what is no text stays as it came', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      itemFrom(value);
      for (const text of Object.values(textsFrom(value))) expect(typeof text).toBe('string');
    }),
  );
  expect(textsFrom({ peer: 'x', mentor: null, moon: 'y' })).toEqual({ peer: 'x' });
  const item = { text: ' x ', link: ' y ', at: '2026-11-20T10:00:00Z' };
  expect(itemFrom(tidied(item))).toEqual({ ...item, text: 'x', link: 'y' });
});
