import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { addDays } from '../../core/zones';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addPulse, PULSES } from '../pulse/records';
import type { Step, Steps } from '../pulse/rules';
import { ANCHOR, anchorFrom, changeAnchor, readAnchor } from './records';
import { trends } from './store.svelte';
import TrendsPage from './TrendsPage.svelte';
import { NO_ANCHOR } from './usual';

let vault: Vault;
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(async () => {
  vault = await emptyPhone();
  Object.assign(trends, { weeks: [], anchor: NO_ANCHOR, damaged: 0, isRead: false, trouble: null });
  beforeWriting.mockClear();
});

const show = () => render(TrendsPage, { beforeWriting });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function keepWeeks(all: readonly Steps[], first = '2026-01-07') {
  for (const [at, steps] of all.entries()) {
    const day = addDays(first, at * 7);
    await addPulse(vault, { at: `${day}T12:00:00.000Z`, kind: 'weekly', steps }, vault.newId());
  }
}

const fuel = (...steps: Step[]) => steps.map((step) => ({ fuel: step }));

test('with nothing kept there is a way to begin', async () => {
  show();
  const begin = await screen.findByRole('link', { name: 'To the pulse' });
  expect(begin.getAttribute('href')).toBe('/reflect/pulse/weekly');
});

test('two weeks in there are one’s own words, and no shapes yet', async () => {
  await keepWeeks([{ fuel: 3 }, { fuel: 2, switch_off: 1 }]);
  const { container } = show();
  await screen.findByText(/^Two weeks in\. Shapes appear after six;/);
  expect(screen.getByRole('heading', { name: /14 January 2026|January 14, 2026/ })).toBeTruthy();
  expect([...container.querySelectorAll('dd')].map((each) => each.textContent)).toEqual([
    ...['low', 'still at work', 'half'],
  ]);
  expect(container.querySelector('svg')).toBeNull();
});

test('from six weeks on each item has a drawing, with words along it and a table that says it all', async () => {
  await keepWeeks(fuel(3, 3, 4, 3, 3, 3, 2));
  const { container } = show();
  await screen.findByRole('heading', { name: 'Fuel' });
  expect(container.querySelectorAll('svg')).toHaveLength(1);
  const words = [...container.querySelectorAll('.steps li')].map((each) => each.textContent);
  expect(words).toEqual(['full', 'most of it', 'half', 'low', 'running on fumes']);
  expect(container.querySelector('path.band')).toBeTruthy();

  expect(screen.queryByRole('table')).toBeNull();
  await openTable(container);
  const table = await screen.findByRole('table', { name: 'Fuel, the latest week first' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(7);
  expect(
    within(rows[0]!)
      .getAllByRole('cell')
      .map((each) => each.textContent),
  ).toEqual(['low', 'half']);
  expect(within(rows[6]!).getByText('none yet')).toBeTruthy();
});

async function openTable(container: HTMLElement) {
  const details = container.querySelector('details')!;
  details.open = true;
  await fireEvent(details, new Event('toggle'));
}

test('that the usual itself moved is said in words', async () => {
  await keepWeeks(fuel(...Array<Step>(14).fill(3), ...Array<Step>(16).fill(2)));
  show();
  await screen.findByText(/^Your usual for Fuel was “half” in \w+\. It is “low” now\.$/);
});

test('a week one chooses is kept as the anchor, and drawn as a dashed line', async () => {
  await keepWeeks(fuel(4, 3, 3, 3, 3, 3));
  const { container } = show();
  await screen.findByRole('heading', { name: 'Fuel' });
  expect(container.querySelector('path.anchor')).toBeNull();
  const weeks = screen.getByRole('group', { name: 'A week that was good enough for me' });
  await fireEvent.click(within(weeks).getAllByRole('checkbox').at(-1)!);
  await waitFor(async () => expect((await readAnchor(vault)).weeks).toEqual(['2026-W02']));
  expect(container.querySelector('path.anchor')).toBeTruthy();
  await fireEvent.click(within(weeks).getAllByRole('checkbox').at(-1)!);
  await waitFor(async () => expect((await readAnchor(vault)).weeks).toEqual([]));
});

test('described from memory it holds from the first day, and can be taken back', async () => {
  show();
  await screen.findByText('Or describe one from memory');
  await fireEvent.click(screen.getByRole('radio', { name: 'most of it' }));
  await waitFor(async () => expect((await readAnchor(vault)).steps).toEqual({ fuel: 4 }));
  await fireEvent.click(screen.getAllByRole('radio', { name: 'leave out' })[0]!);
  await waitFor(async () => expect((await readAnchor(vault)).steps).toBeNull());
});

test('the first weeks can be said not to have been the usual ones', async () => {
  await keepWeeks(fuel(1, 1, 1, 1, 1, 1, 4));
  const { container } = show();
  await screen.findByRole('heading', { name: 'Fuel' });
  await tap('These were not my usual weeks');
  await waitFor(async () => expect((await readAnchor(vault)).first_unusual).toBe(true));
  expect(container.querySelector('path.band')).toBeNull();
  expect(screen.getByText(/left out of your usual/)).toBeTruthy();
});

test('refused, the choice is said not to be kept, and the page shows what is', async () => {
  await keepWeeks(fuel(1, 1, 1, 1, 1, 1));
  show();
  await screen.findByRole('heading', { name: 'Fuel' });
  vi.spyOn(vault, 'updateSingleton').mockRejectedValueOnce(new VaultError('no_room'));
  await tap('These were not my usual weeks');
  await screen.findByText('The phone has no room left. Your choice could not be kept.');
  const button = screen.getByRole('button', { name: 'These were not my usual weeks' });
  expect(button.getAttribute('aria-pressed')).toBe('false');
});

test('who would rather not write yet chooses nothing', async () => {
  beforeWriting.mockResolvedValueOnce(false);
  await keepWeeks(fuel(1, 1, 1, 1, 1, 1));
  show();
  await screen.findByRole('heading', { name: 'Fuel' });
  await tap('These were not my usual weeks');
  expect(await vault.singleton(ANCHOR)).toBeNull();
});

test('only what was chosen changes; another tab’s field and a later one stay', async () => {
  await vault.putSingleton(ANCHOR, { later: 1, steps: { fuel: 4 } });
  await changeAnchor(vault, () => ({ first_unusual: true }));
  expect((await vault.singleton(ANCHOR))?.value).toMatchObject({
    ...{ later: 1, steps: { fuel: 4 }, first_unusual: true },
  });
});

test('what is no anchor is none, whatever it is', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(Object.keys(anchorFrom(value)).sort()).toEqual(['first_unusual', 'steps', 'weeks']);
    }),
  );
  expect(anchorFrom({ weeks: ['2026-W99', 3], steps: { fuel: 9 }, first_unusual: 1 })).toEqual(
    NO_ANCHOR,
  );
});

test('what cannot be read is counted, and hides no week', async () => {
  await vault.add(PULSES, 7);
  await keepWeeks(fuel(3));
  show();
  await screen.findByText(/^One week in\./);
  expect(screen.getByText(/1 pulse could not be read/)).toBeTruthy();
});
