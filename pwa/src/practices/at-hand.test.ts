import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../vault/testing';
import { openVault, VaultError } from '../vault/vault';
import * as vaults from '../vault/vault';
import { FAVOURITES, favourites, favouritesFrom, keepFavourite } from './favourites.svelte';
import { NEEDS, needsFrom, NO_NEEDS } from './needs';
import { keepNeeds } from './needs-keeping';
import { needsKeeper } from './needs.svelte';
import NeedsSheet from './NeedsSheet.svelte';
import PracticePage from './PracticePage.svelte';
import PracticesPage from './PracticesPage.svelte';
import { EVERYTHING, practices } from './store.svelte';
import { aBreath, aCatalogue, aPractice } from './testing';

const catalogue = aCatalogue({ practices: [aBreath(), aPractice({ tags: ['silent', 'seated'] })] });

beforeEach(async () => {
  await emptyPhone();
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(catalogue)));
  practices.catalogue = catalogue;
  practices.status = 'ready';
  practices.summary = { counts: {}, recents: [] };
  practices.needs = NO_NEEDS;
  practices.narrowing = { ...EVERYTHING, needs: null };
  favourites.ids = [];
  [favourites.unkept, needsKeeper.unkept] = [false, false];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const full = () => vi.spyOn(vaults, 'openVault').mockRejectedValue(new VaultError('no_room'));
const hrefs = () =>
  screen
    .queryAllByRole('link')
    .map((link) => link.getAttribute('href'))
    .filter((href) => href?.startsWith('/practices/'));

test('a favourite is kept, stands first in the library, and can be let go', async () => {
  const view = render(PracticePage, { id: 'look-up', onplay: vi.fn() });
  const button = screen.getByRole('button', { name: 'Favourite' });
  expect(button.getAttribute('aria-pressed')).toBe('false');
  await fireEvent.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  await waitFor(async () =>
    expect((await (await openVault()).singleton(FAVOURITES))?.value).toEqual({ 'look-up': true }),
  );
  view.unmount();

  const library = render(PracticesPage);
  await screen.findByRole('region', { name: 'Favourites' });
  expect(hrefs()[0]).toBe('/practices/look-up');
  library.unmount();

  await favourites.toggle('look-up');
  render(PracticesPage);
  expect(screen.queryByRole('region', { name: 'Favourites' })).toBeNull();
});

test('favourites of two tabs are both kept, and those of a later Interlude stay', async () => {
  const vault = await openVault();
  await vault.putSingleton(FAVOURITES, { note: 'later' });
  await keepFavourite(vault, 'a', true);
  await keepFavourite(vault, 'b', true);
  await keepFavourite(vault, 'a', false);
  const kept = (await vault.singleton(FAVOURITES))?.value;
  expect(kept).toEqual({ note: 'later', a: false, b: true });
  expect(favouritesFrom(kept)).toEqual(['b']);
  expect(favouritesFrom('nonsense')).toEqual([]);
});

test('a favourite the phone cannot keep holds for now, and that is said', async () => {
  full();
  render(PracticePage, { id: 'look-up', onplay: vi.fn() });
  await fireEvent.click(screen.getByRole('button', { name: 'Favourite' }));
  expect(favourites.has('look-up')).toBe(true);
  await screen.findByText('It holds for now. This phone could not keep it.');
});

test('where one is and what has to hold is in force at once, and kept field by field', async () => {
  await needsKeeper.setWhere('shared');
  await needsKeeper.toggle('silent');
  await needsKeeper.toggle('seated');
  await needsKeeper.toggle('seated');
  expect(practices.needs).toEqual({ where: 'shared', tags: ['silent'] });

  const vault = await openVault();
  await keepNeeds(vault, { no_breath: true });
  const kept = (await vault.singleton<object>(NEEDS))?.value;
  expect(needsFrom(kept)).toEqual({ where: 'shared', tags: ['silent', 'no_breath'] });
  await vault.putSingleton(NEEDS, { ...kept, later: 1, where: 'moon' });
  await keepNeeds(vault, { silent: false });
  const after = (await vault.singleton<object>(NEEDS))?.value;
  expect(after).toMatchObject({ later: 1 });
  expect(needsFrom(after)).toEqual({ where: null, tags: ['no_breath'] });
  expect(needsFrom(null)).toEqual(NO_NEEDS);
});

test('the library begins with what has to hold, and shows all when asked', async () => {
  await keepNeeds(await openVault(), { silent: true });
  practices.needs = { where: null, tags: ['silent'] };
  render(PracticesPage);
  expect(hrefs()).toEqual(['/practices/look-up']);
  await fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(hrefs()).toHaveLength(2);
});

test('the library is narrowed to a moment', async () => {
  render(PracticesPage);
  await fireEvent.click(screen.getByText('When, kind and needs'));
  await fireEvent.click(screen.getByRole('radio', { name: 'An hour that came free' }));
  expect(hrefs()).toEqual([]);
  expect(screen.getByText('When, kind and needs, 1 chosen')).toBeTruthy();
});

test('the sheet says where, what has to hold, and when it could not be kept', async () => {
  const [onwhere, onneed] = [vi.fn(), vi.fn()];
  render(NeedsSheet, {
    open: true,
    needs: { where: 'home', tags: ['silent'] },
    unkept: true,
    onwhere,
    onneed,
    onclose: vi.fn(),
  });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'At home' }).checked).toBe(true);
  await fireEvent.click(screen.getByRole('radio', { name: 'It varies' }));
  expect(onwhere).toHaveBeenLastCalledWith(null);
  await fireEvent.click(screen.getByRole('radio', { name: 'Others are near' }));
  expect(onwhere).toHaveBeenLastCalledWith('shared');
  await fireEvent.click(screen.getByRole('checkbox', { name: 'No sound' }));
  expect(onneed).toHaveBeenCalledWith('silent');
  expect(screen.getByText('It holds for now. This phone could not keep it.')).toBeTruthy();
});
