import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { account } from '../../accounts/account.svelte';
import type { Status } from '../../accounts/types';
import FirstDone from './FirstDone.svelte';

const once = { full: 1, short: 0, enough: 0, last_at: '2026-11-25T10:00:00Z' };

afterEach(() => (account.status = 'opening'));

function show(status: Status) {
  account.status = status;
  render(FirstDone, { counts: { landing: once }, since: Date.parse('2026-11-25T09:00:00Z') });
}

test.each(['signed_in', 'expired', 'ended', 'opening'] as const)(
  'that nothing left this phone is not said where it may not be so: %s',
  (status) => {
    show(status);
    expect(screen.queryByRole('status')).toBeNull();
  },
);

test('with no account it is said after the very first practice, and never after that', () => {
  show('none');
  expect(screen.getByRole('status').textContent).toBe('Nothing left this phone.');
  show('none');
  expect(screen.getAllByRole('status')).toHaveLength(1);
});
