import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyPhone } from '../vault/testing';
import { EVERYTHING, practices } from './store.svelte';
import PracticePage from './PracticePage.svelte';
import PracticesPage from './PracticesPage.svelte';
import { aBreath, aCatalogue, aPractice } from './testing';

const long = aPractice({ id: 'long-look', kind: 'rest', seconds: 300 });
const catalogue = aCatalogue({ practices: [aBreath(), aPractice(), long] });

beforeEach(async () => {
  await emptyPhone();
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(catalogue)));
  practices.narrowing = { ...EVERYTHING };
  practices.catalogue = catalogue;
  practices.status = 'ready';
  practices.summary = { counts: {}, recents: [] };
  practices.damaged = [];
  practices.letGo();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const titles = () => screen.queryAllByRole('link').map((link) => link.getAttribute('href'));

describe('the library', () => {
  test('lists practices under the moments they are for', () => {
    render(PracticesPage);
    const before = screen.getByRole('region', { name: 'Before a session' });
    expect(within(before).getByRole('link').textContent).toContain('1 minute');
    expect(screen.queryByRole('region', { name: 'Week and circle' })).toBeNull();
  });

  test('one minute shows the long one in its short form', async () => {
    render(PracticesPage);
    await fireEvent.click(screen.getByRole('radio', { name: '1' }));
    expect(screen.getByText('Short form, 30 seconds')).toBeTruthy();
    expect(screen.getByText('3 practices')).toBeTruthy();
  });

  test('five or more puts the longest first', async () => {
    render(PracticesPage);
    await fireEvent.click(screen.getByRole('radio', { name: '5+' }));
    const between = screen.getByRole('region', { name: 'Between sessions' });
    const [first] = within(between).getAllByRole('link');
    expect(first?.getAttribute('href')).toBe('/practices/long-look');
  });

  test('a search, a kind and a need narrow it, and all is back with one tap', async () => {
    render(PracticesPage);
    const search = screen.getByLabelText('Search practices');
    await fireEvent.input(search, { target: { value: 'LONG' } });
    expect(titles()).toEqual(['/practices/long-look']);

    await fireEvent.click(screen.getByText('Kind and needs'));
    expect(screen.queryByRole('radio', { name: 'Kindness' })).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: 'Breath' }));
    await fireEvent.click(screen.getByRole('checkbox', { name: 'No touch' }));
    expect(titles()).toEqual([]);
    expect(screen.getByText('Kind and needs, 2 chosen')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('Nothing here fits all of that.');

    await fireEvent.click(screen.getByText('Show all'));
    expect(titles()).toHaveLength(3);
    expect((search as HTMLInputElement).value).toBe('');
  });

  test('the browser is told to remember nothing of a search', () => {
    render(PracticesPage);
    const search = screen.getByLabelText('Search practices');
    expect(search.getAttribute('type')).toBe('search');
    expect(search.getAttribute('autocomplete')).toBe('off');
    expect(search.getAttribute('spellcheck')).toBe('false');
    expect(search.hasAttribute('name')).toBe(false);
    expect(search.closest('form')).toBeNull();
  });

  test('what was done lately stands on top, and nothing stands there before', async () => {
    render(PracticesPage);
    expect(screen.queryByRole('region', { name: 'Lately' })).toBeNull();
    practices.summary = { counts: {}, recents: ['long-look', 'gone-since'] };
    const lately = await screen.findByRole('region', { name: 'Lately' });
    expect(within(lately).getAllByRole('link')).toHaveLength(1);
  });

  test('logs that did not open are said, and can be left', async () => {
    practices.damaged = [{ id: 'x', code: 'not_authentic' }];
    render(PracticesPage);
    expect(screen.getByText('One practice log from today did not open.')).toBeTruthy();
    await fireEvent.click(screen.getByText('Leave it there'));
    expect(screen.queryByText('One practice log from today did not open.')).toBeNull();
  });

  test('a catalogue that did not open is said, with a way to try', async () => {
    practices.status = 'missing';
    practices.catalogue = null;
    render(PracticesPage);
    expect(screen.getByRole('alert').textContent).toContain('did not open');
    await fireEvent.click(screen.getByText('Try once more'));
    await waitFor(() => expect(titles()).toHaveLength(3));
  });
});

describe('one practice', () => {
  test('tells how long, how, and what is known, and starts in either form', async () => {
    const onplay = vi.fn();
    render(PracticePage, { id: 'slow-breath', onplay });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Practice slow-breath');
    expect(screen.getByText('in 4.5 s, out 5.5 s')).toBeTruthy();
    expect(screen.getByText('Studied directly.')).toBeTruthy();

    await fireEvent.click(screen.getByText('Start, 1 minute'));
    await fireEvent.click(screen.getByText('Short form, 30 seconds'));
    expect(onplay.mock.calls).toEqual([
      ['slow-breath', 'full'],
      ['slow-breath', 'short'],
    ]);
  });

  test('the paper is one tap away, and learns nothing of where one came from', () => {
    render(PracticePage, { id: 'slow-breath', onplay: vi.fn() });
    const paper = screen.getByText(/doi\.org/);
    expect(paper.closest('details')?.open).toBe(false);
    expect(paper.getAttribute('href')).toBe('https://doi.org/10.1000/example');
    expect(paper.getAttribute('rel')).toBe('noreferrer');
    expect(paper.getAttribute('target')).toBe('_blank');
  });

  test('with no study there is no list of papers', () => {
    render(PracticePage, { id: 'look-up', onplay: vi.fn() });
    expect(screen.getByText('Practice wisdom.')).toBeTruthy();
    expect(document.querySelector('details')).toBeNull();
  });

  test('an address nobody knows says so, and leads back', () => {
    render(PracticePage, { id: 'nowhere', onplay: vi.fn() });
    expect(screen.getByRole('heading').textContent).toBe('There is no practice at this address.');
    expect(titles()).toEqual(['/practices']);
  });
});
