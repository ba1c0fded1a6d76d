import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialled, telHref } from './dial';

test('spaces, brackets and words around a number are not dialled', () => {
  expect(dialled('0161 496-0000')).toBe('01614960000');
  expect(dialled('+44 161 496 0000')).toBe('+441614960000');
  expect(dialled('0161 496 + 0000')).toBe('01614960000');
});

test('digits of other scripts are dialled as the digits they are', () => {
  expect(dialled('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  expect(dialled('۰۱۲۳ ۴۵۶')).toBe('0123456');
  expect(dialled('९८७')).toBe('987');
  expect(dialled('＋４４')).toBe('+44');
});

test('what has no digit in it cannot be rung', () => {
  for (const written of ['', 'ask at the desk', '+', '*#', '(+)'])
    expect(dialled(written)).toBe('');
});

test('whatever is written, only a dialler’s own signs come out, and only with a digit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => {
      expect(dialled(written)).toMatch(/^$|^(?=.*[0-9])[+]?[0-9*#]+$/);
    }),
  );
});

test('a hash is part of the number, not of the address', () => {
  expect(telHref('*21#1')).toBe('tel:*21%231');
});
