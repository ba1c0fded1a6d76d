import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { LOAD_WEATHER, sayLoad, weatherOn } from './records';
import { LOADS, rowsOf, STEPS, UNSAID, weatherFrom } from './rules';
import { loadWeather } from './store.svelte';
import WeatherPage from './WeatherPage.svelte';

const on = '2026-11-25';
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(on, '18:00', 'Europe/Lisbon') });
  loadWeather.forget();
  loadWeather.week = [];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const show = (may = true) => render(WeatherPage, { beforeWriting: () => Promise.resolve(may) });
const pick = (kind: string, step: string) =>
  fireEvent.click(within(screen.getByRole('group', { name: kind })).getByLabelText(step));
const today = async () => (await weatherOn(vault, [on])).days[0]!.weather;

test('a kind of load is said in one of three steps, and the others stay unsaid', async () => {
  show();
  await screen.findByText('Nothing said this week. That is fine too.');
  await pick('Loss', 'A lot');
  await waitFor(async () => expect(await today()).toEqual({ ...UNSAID, loss: 'a_lot' }));
  await screen.findByText('Wednesday: A lot');
});

test('said, it can be changed and unsaid, in the one record of that day', async () => {
  show();
  await pick('Loss', 'A lot');
  await waitFor(async () => expect((await today()).loss).toBe('a_lot'));
  await pick('Loss', 'Unsaid');
  await waitFor(async () => expect(await today()).toEqual(UNSAID));
  expect((await vault.list(LOAD_WEATHER)).kept).toHaveLength(1);
});

test('the week shows steps by form and in words, and no number', async () => {
  await sayLoad(vault, '2026-11-23', 'admin', 'light');
  await sayLoad(vault, on, 'admin', 'a_lot');
  const { container } = show();
  await screen.findByText('Monday: Light; Wednesday: A lot');
  const forms = STEPS.filter((step) => step !== 'some').map(
    (step) => container.querySelector(`[data-step="${step}"]`)!.innerHTML,
  );
  expect(new Set(forms).size).toBe(2);
  expect(container.textContent).not.toMatch(/\d/);
});

test('two tabs say two kinds of one day, and both stay', async () => {
  const other = await (await anotherTab()).openVault();
  await Promise.all([sayLoad(vault, on, 'loss', 'some'), sayLoad(other, on, 'risk', 'light')]);
  expect(await today()).toEqual({ ...UNSAID, loss: 'some', risk: 'light' });
});

test('a full phone says so, and nothing is shown as said', async () => {
  show();
  vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  await pick('Loss', 'A lot');
  await screen.findByRole('alert');
  expect(await today()).toEqual(UNSAID);
});

test('who would rather not write yet writes nothing', async () => {
  show(false);
  await pick('Loss', 'A lot');
  await loadWeather.open();
  expect(await vault.singleton(LOAD_WEATHER, on)).toBeNull();
});

test('what could not be read is counted, an unknown step is unsaid, and nothing throws', async () => {
  await vault.putSingleton(LOAD_WEATHER, 'storm', on);
  show();
  await screen.findByText('1 record could not be read. It was left as it is.');
  expect(weatherFrom({ loss: 'a_lot', risk: 9 })).toEqual({ ...UNSAID, loss: 'a_lot' });
  fc.assert(fc.property(fc.anything(), (value) => void weatherFrom(value)));
});

test('a kind is a row of the week when it was spoken of on any day', () => {
  const step = fc.constantFrom(null, ...STEPS);
  const weather = fc.record(Object.fromEntries(LOADS.map((kind) => [kind, step])));
  fc.assert(
    fc.property(fc.array(weather, { minLength: 7, maxLength: 7 }), (days) => {
      const week = days.map((each, at) => ({ on: `2026-11-2${at}`, weather: weatherFrom(each)! }));
      const spoken = LOADS.filter((kind) => week.some((day) => day.weather[kind] !== null));
      expect(rowsOf(week).map(({ kind }) => kind)).toEqual(spoken);
      for (const row of rowsOf(week)) expect(row.days).toHaveLength(7);
    }),
  );
});
