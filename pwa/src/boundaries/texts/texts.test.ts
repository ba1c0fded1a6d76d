import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addText, allTexts, REPLY_TEXTS } from './records';
import {
  draftFrom,
  HOURS,
  missingIn,
  ownTextFrom,
  SITUATIONS,
  SOON,
  TEXT_LENGTH,
  tidyText,
  TONES,
  URGENT,
  USUAL_POLICY,
} from './rules';
import { texts } from './store.svelte';
import TextsPage from './TextsPage.svelte';
import { policyText, replyText } from './words';

let vault: Vault;

beforeEach(async () => {
  await texts.draft.drop();
  vault = await emptyPhone();
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  texts.forget();
  [texts.list, texts.draft.value] = [[], null];
});
afterEach(() => vi.restoreAllMocks());

const show = (may = true) => render(TextsPage, { beforeWriting: () => Promise.resolve(may) });
const tap = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const type = async (value: string) =>
  fireEvent.input(await screen.findByLabelText('The words'), { target: { value } });
const kept = async () => (await allTexts(vault)).list;
const section = (name: string) => within(screen.getByRole('region', { name }));

test('a reply of ours is copied in the tone one likes', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  show();
  await fireEvent.click(section('Replies').getByLabelText('Brief'));
  await tap('Copy: Out of hours');
  expect(write).toHaveBeenCalledWith(replyText('out_of_hours', 'brief'));
});

test('each situation says another thing in each tone', () => {
  const all = SITUATIONS.flatMap((each) => TONES.map((tone) => replyText(each, tone)));
  expect(new Set(all).size).toBe(SITUATIONS.length * TONES.length);
});

test('one of ours made mine is changed and kept, and ours stays', async () => {
  show();
  await tap('Make it mine: Ill');
  expect(document.activeElement).toBe(screen.getByLabelText('The words'));
  await type('Ill today. Back soon.');
  await waitFor(async () => expect(await vault.draft('reply_text')).toContain('Back soon.'));
  await tap('Keep');
  await screen.findByText('Ill today. Back soon.');
  expect(await kept()).toMatchObject([{ kind: 'reply', text: 'Ill today. Back soon.' }]);
  await waitFor(async () => expect(await vault.draft('reply_text')).toBeNull());
  expect(screen.getByText(replyText('ill', 'plain'))).toBeTruthy();
});

test('what is half written is not written over', async () => {
  show();
  await tap('Write one');
  await type('Half a text');
  await tap('Make it mine: Ill');
  expect(screen.getByLabelText<HTMLTextAreaElement>('The words').value).toBe('Half a text');
});

test('one of my own is changed and taken away, and had back each time', async () => {
  await addText(vault, { kind: 'reply', text: 'Back on Monday.' }, vault.newId());
  show();
  await tap('Change: Reply: Back on Monday.');
  await type('Back on Tuesday.');
  await tap('Keep');
  await screen.findByText('Back on Tuesday.');
  await tap('Undo');
  await screen.findByText('Back on Monday.');
  await tap('Take away: Reply: Back on Monday.');
  await screen.findByText('Taken away. You can have it back.');
  expect(await kept()).toEqual([]);
  await tap('Undo');
  await screen.findByText('Back on Monday.');
});

test('without words it says so, and keeps nothing', async () => {
  show();
  await tap('Write one');
  await tap('Keep');
  await screen.findByText('A few words are enough.');
  expect(await kept()).toEqual([]);
});

test('a full phone says so, the words stand, and once more keeps them once', async () => {
  show();
  await tap('Write one');
  await type('Back on Monday.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('The words').value).toBe('Back on Monday.');
  full.mockRestore();
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toHaveLength(1));
});

test('who would rather not write yet keeps nothing', async () => {
  show(false);
  await tap('Write one');
  await type('Back on Monday.');
  await tap('Keep');
  await texts.open();
  expect([await kept(), await vault.draft('reply_text')]).toEqual([[], null]);
});

test('a policy is made of a few choices, and may become mine', async () => {
  show();
  const policy = section('How I can be reached');
  await fireEvent.click(policy.getByLabelText('Our service’s number'));
  await screen.findByText('The service’s number makes the text whole.');
  await fireEvent.input(policy.getByRole('textbox'), { target: { value: '0800 123' } });
  await fireEvent.click(policy.getByLabelText('A week'));
  const text =
    'I read messages in working hours. I answer within a week. If it is urgent, please call 0800 123.';
  await screen.findByText(text);
  await tap('Make it mine: How I can be reached');
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toMatchObject([{ kind: 'policy', text }]));
});

test('for any choices with nothing missing, the policy says each of them', () => {
  const policy = fc.record({
    tone: fc.constantFrom(...TONES),
    hours: fc.constantFrom(...HOURS),
    from: fc.constantFrom('', '08:00'),
    to: fc.constantFrom('08:00', '16:30'),
    soon: fc.constantFrom(...SOON),
    urgent: fc.constantFrom(...URGENT),
    number: fc.constantFrom('', '  ', '0800 123'),
  });
  fc.assert(
    fc.property(policy, (chosen) => {
      if (missingIn(chosen)) return;
      const text = policyText(chosen);
      expect(text.includes('0800 123')).toBe(chosen.urgent !== 'emergency');
      expect(text.includes('emergency number')).toBe(chosen.urgent !== 'service');
      expect(text.includes('16:30')).toBe(chosen.hours === 'between');
    }),
  );
  expect(missingIn({ ...USUAL_POLICY, hours: 'between', to: '09:00' })).toBe('times');
});

test('what could not be read is counted, and nothing throws', async () => {
  await vault.add(REPLY_TEXTS, { text: 7 });
  show();
  await screen.findByText('1 record could not be read. It was left as it is.');
  fc.assert(
    fc.property(fc.anything(), fc.string({ maxLength: 3000 }), (value, text) => {
      expect([ownTextFrom(value), draftFrom(value)]).toEqual([null, null]);
      const own = tidyText({ kind: 'reply', text });
      expect(own.text.length).toBeLessThanOrEqual(TEXT_LENGTH);
      expect(ownTextFrom(own)).toEqual(own);
    }),
  );
});
