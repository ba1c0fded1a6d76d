import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBlank, MOST, outgoing, questionsFrom, spotOf, tidied, withQuestion } from './rules';

const AT = '2026-11-20T10:00:00Z';
const texts = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 3 });

test('every letter of every question is found where it stands', () => {
  fc.assert(
    fc.property(texts, fc.nat(2), fc.nat(39), (questions, which, letter) => {
      const at = which % questions.length;
      const from = letter % questions[at]!.length;
      const before = outgoing([...questions.slice(0, at), '']).length;
      expect(spotOf(questions, before + from)).toEqual({ at, from });
    }),
  );
});

test('one question changed leaves the others', () => {
  expect(withQuestion(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c']);
});

test('what is kept says something in each question, and is three at most', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 6 }), (questions) => {
      const kept = tidied({ questions, at: AT });
      expect(kept.questions.length).toBeLessThanOrEqual(MOST);
      expect(kept.questions.every((each) => each.trim() === each && each !== '')).toBe(true);
      expect(isBlank({ questions, at: AT })).toBe(kept.questions.length === 0);
    }),
  );
});

test('what is no set of questions is none', () => {
  fc.assert(fc.property(fc.anything(), (value) => void questionsFrom(value)));
  for (const value of [
    null,
    {},
    { questions: [], at: AT },
    { questions: [1], at: AT },
    { questions: ['x'] },
  ])
    expect(questionsFrom(value)).toBeNull();
});
