import { afterEach, expect, test, vi } from 'vitest';
import { commonPassphrases } from '../../tools/common-passphrases.mjs';
import kept from './common-passphrases.txt?raw';
import { fiveWords, judgePassphrase } from './passphrase';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['', 'weak_short'],
  ['elevenchars', 'weak_short'],
  ['🫖🫖🫖🫖🫖🫖', 'weak_short'],
  ['            ', 'weak_common'],
  ['aaaaaaaaaaaa', 'weak_common'],
  ['passwordpassword', 'weak_common'],
  ['PassWordPassWord', 'weak_common'],
  ['pass pass pass pass', 'weak_common'],
  ['qwerty123456', 'weak_common'],
  ['QWERTY123456', 'weak_common'],
  ['ｑｗｅｒｔｙ123456', 'weak_common'],
  ['twelve chars', 'good'],
  ['lamp corridor mug coat rain', 'good'],
  ['correct horse battery staple', 'good'],
  ['🫖 tea at 🕙 with 🐈', 'good'],
])('“%s” is %s', async (text, judgement) => {
  expect(await judgePassphrase(text)).toBe(judgement);
});

test('the list is the one the package has today, and only what could be taken at all', () => {
  const list = kept.trim().split('\n');
  expect(list).toEqual(commonPassphrases());
  expect(list.length).toBeGreaterThan(300);
  expect(list.every((one) => [...one].length >= 12)).toBe(true);
});

test('five words are good enough, are words, and differ each time', async () => {
  const made = new Set<string>();
  for (let n = 0; n < 50; n++) made.add(await fiveWords());
  expect(made.size).toBe(50);
  for (const text of made) {
    expect(text).toMatch(/^[a-z]{3,}( [a-z]{3,}){4}$/);
    expect(await judgePassphrase(text)).toBe('good');
  }
});

test('five words of this list are 64 bits', async () => {
  const { default: list } = await import('@zxcvbn-ts/language-common/src/diceware.json');
  expect(new Set(list).size).toBe(list.length);
  expect(Math.log2(list.length) * 5).toBeGreaterThan(64);
});

test('each word is as likely as another: a number from the uneven rest is drawn anew', async () => {
  const uneven = 2 ** 32 - 1;
  const drawn = [uneven, 0, uneven, 1, 2, 3, 4];
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    (array as unknown as Uint32Array)[0] = drawn.shift()!;
    return array;
  });
  expect(await fiveWords()).toBe('abacus abdomen abdominal abide abiding');
});
