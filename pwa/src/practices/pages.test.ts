import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyPhone } from '../vault/testing';
import { logbook } from './logbook.svelte';
import { EVERYTHING, practices } from './store.svelte';
import PracticePage from './PracticePage.svelte';
import PracticesPage from './PracticesPage.svelte';
import { aBreath, aCatalogue, aPractice } from './testing';

const long = aPractice({ id: 'long-look', kind: 'rest', seconds: 300 });
const brief = aPractice({
  id: 'brief',
  seconds: 20,
  steps: [20],
  short: { seconds: 20, steps: [20] },
});
const catalogue = aCatalogue({ practices: [aBreath(), aPractice(), long] });

beforeEach(async () => {
  await emptyPhone();
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(catalogue)));
  practices.narrowing = { ...EVERYTHING };
  practices.catalogue = catalogue;
  practices.status = 'ready';
  practices.summary = { counts: {}, recents: [] };
  logbook.damaged = [];
  logbook.letGo();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const titles = () =>
  screen
    .queryAllByRole('link')
    .map((link) => link.getAttribute('href'))
    .filter((href) => href?.startsWith('/practices/'));

const hrefs = (region: string) =>
  within(screen.getByRole('region', { name: region }))
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));

describe('the library', () => {
  test('is drawn in one go when the practices are there: a scroll place can be found anew', () => {
    practices.summary = { counts: {}, recents: ['long-look'] };
    render(PracticesPage);
    expect(titles()).toHaveLength(4);
  });

  test('lists practices under the moments they are for', () => {
    render(PracticesPage);
    const before = screen.getByRole('region', { name: 'Before a session' });
    expect(within(before).getByRole('link').textContent).toContain('1 minute');
    expect(screen.queryByRole('region', { name: 'Week and circle' })).toBeNull();
  });

  test('one minute keeps what fits whole by its moment, and short forms apart from it', async () => {
    render(PracticesPage);
    await fireEvent.click(screen.getByRole('radio', { name: '1' }));
    expect(hrefs('Before a session')).toEqual(['/practices/slow-breath']);
    expect(hrefs('Between sessions')).toEqual(['/practices/look-up']);
    expect(hrefs('Short forms that fit')).toEqual(['/practices/long-look']);
    expect(screen.getByRole('status').textContent).toBe('2 practices, 1 short form');
  });

  test('a short form says how it begins, not how long the whole one takes', async () => {
    const text = { ...long.text, line: 'Five minutes of looking.', short_steps: ['Look far.'] };
    practices.catalogue = aCatalogue({ practices: [{ ...long, text }] });
    render(PracticesPage);
    expect(screen.getByText('Five minutes of looking.')).toBeTruthy();

    await fireEvent.click(screen.getByRole('radio', { name: '1' }));
    const row = screen.getByRole('link').textContent;
    expect(row).not.toContain('Five minutes');
    expect(row).toContain('Look far.');
    expect(row).toContain('Short form, 30 seconds');
    expect(row).toContain('Between sessions');
    expect(screen.getByRole('status').textContent).toBe('1 short form');
  });

  test('a practice without a shorter form is never listed as a short form', async () => {
    practices.catalogue = aCatalogue({ practices: [brief, long] });
    render(PracticesPage);
    await fireEvent.click(screen.getByRole('radio', { name: '1' }));
    expect(hrefs('Between sessions')).toEqual(['/practices/brief']);
    expect(hrefs('Short forms that fit')).toEqual(['/practices/long-look']);
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

    await fireEvent.click(screen.getByText('When, kind and needs'));
    expect(screen.queryByRole('radio', { name: 'Kindness' })).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: 'Breath' }));
    await fireEvent.click(screen.getByRole('checkbox', { name: 'No touching' }));
    expect(titles()).toEqual([]);
    expect(screen.getByText('When, kind and needs, 2 chosen')).toBeTruthy();
    const status = screen.getByRole('status');
    expect(status.textContent).toContain('Nothing here fits all of that.');
    const panel = screen.getByRole('group', { name: 'What has to hold' });
    expect(status.compareDocumentPosition(panel)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);

    await fireEvent.click(screen.getByText('Show all'));
    expect(titles()).toHaveLength(3);
    expect((search as HTMLInputElement).value).toBe('');
  });

  test('after "Show all" the keyboard is where the limits are', async () => {
    render(PracticesPage);
    await fireEvent.click(screen.getByRole('radio', { name: '1' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Any' })),
    );
  });

  test('needs are as many as one likes, and can be taken back', async () => {
    render(PracticesPage);
    await fireEvent.click(screen.getByText('When, kind and needs'));
    const sitting = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Works sitting' });
    await fireEvent.click(sitting);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Eyes stay open' }));
    expect(practices.narrowing.needs).toEqual(['seated', 'eyes_open']);
    await fireEvent.click(sitting);
    expect(sitting.checked).toBe(false);
    expect(practices.narrowing.needs).toEqual(['eyes_open']);
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
    logbook.damaged = [{ id: 'x', code: 'not_authentic' }];
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

  test('with no shorter form there is one way to start', () => {
    practices.catalogue = aCatalogue({ practices: [brief] });
    render(PracticePage, { id: 'brief', onplay: vi.fn() });
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent.trim())).toEqual([
      'Start, 20 seconds',
      'Favourite',
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
    expect(screen.getByRole('link').getAttribute('href')).toBe('/practices');
  });
});
