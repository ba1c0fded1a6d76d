/** Writes journal entries and weekly pulses as sealed records, one a day and one a week, up to now. */

import { openVault } from '../../../pwa/src/vault/vault';

const DAY_MS = 86_400_000;
const WORDS =
  'lamp corridor rain coat kettle window garden letter bridge paper morning stone river evening wool bread'.split(' ');
const ITEMS = ['fuel', 'weight', 'warmth', 'edges', 'switch_off', 'company', 'point', 'body'];

/** About four hundred letters, alike each time. */
function entry(at) {
  const words = Array.from({ length: 64 }, (_, place) => WORDS[(at * 7 + place * (at + 3)) % WORDS.length]);
  return `${words.join(' ')} n${at}.`;
}

globalThis.seed = async (entries, weeks) => {
  const vault = await openVault();
  const day = (at) => new Date(Date.now() - at * DAY_MS).toISOString();
  for (let at = 0; at < entries; at += 1) {
    const value = { text: entry(at), prompt: null, theme: null, at: day(at) };
    await vault.add('journal', value, value.at.slice(0, 10));
  }
  for (let at = 0; at < weeks; at += 1) {
    const steps = Object.fromEntries(ITEMS.map((item, place) => [item, 1 + ((at + place) % 5)]));
    const value = { at: day(at * 7), kind: 'weekly', steps };
    await vault.add('pulses', value, value.at.slice(0, 10));
  }
};
