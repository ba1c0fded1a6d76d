/** One to three questions to take to supervision: what they may be, and where in them something stands. Pure. */

import { fieldsOf, isMoment, tidy, type Listed } from '../parts/found';

export interface Questions {
  questions: string[];
  /** When they were begun, in UTC. */
  at: string;
}

export type ListedQuestions = Listed<Questions>;

export const MOST = 3;
export const MOST_LETTERS = 1000;

/** What a question may begin from. */
export const STARTS = ['mine', 'torn', 'try'] as const;

export type Start = (typeof STARTS)[number];

export function questionsFrom(value: unknown): Questions | null {
  const { questions, at } = fieldsOf(value);
  if (!Array.isArray(questions) || !isMoment(at)) return null;
  if (questions.length === 0 || !questions.every((each) => typeof each === 'string')) return null;
  return { questions: [...questions], at };
}

export function tidied({ questions, at }: Questions): Questions {
  const said = questions.map((question) => tidy(question, MOST_LETTERS)).filter(Boolean);
  return { questions: said.slice(0, MOST), at };
}

export function isBlank({ questions }: Questions): boolean {
  return questions.every((question) => question.trim() === '');
}

const BETWEEN = '\n\n';

/** As they leave the phone: the questions and nothing else. */
export function outgoing(questions: readonly string[]): string {
  return questions.join(BETWEEN);
}

/** Something found in one question, by its place in what leaves the phone. */
export interface Spot {
  /** Which question. */
  at: number;
  from: number;
}

export function spotOf(questions: readonly string[], from: number): Spot {
  let left = from;
  for (const [at, question] of questions.entries()) {
    if (left <= question.length) return { at, from: left };
    left -= question.length + BETWEEN.length;
  }
  return { at: questions.length - 1, from: 0 };
}

export function withQuestion(questions: readonly string[], at: number, text: string): string[] {
  return questions.map((question, place) => (place === at ? text : question));
}
