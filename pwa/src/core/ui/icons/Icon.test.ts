import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Icon from './Icon.svelte';
import { directional, paths, type IconName } from './paths';

const names = Object.keys(paths) as IconName[];

test('an icon without a label is not read aloud', () => {
  const { container } = render(Icon, { name: 'today' });

  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  expect(screen.queryByRole('img')).toBeNull();
});

test('an icon with a label is an image of that name', () => {
  render(Icon, { name: 'close', label: 'Close' });

  expect(screen.getByRole('img', { name: 'Close' }).hasAttribute('aria-hidden')).toBe(false);
});

test('only icons that point along the line turn with the direction of reading', () => {
  const turned = names.filter((name) => {
    const { container } = render(Icon, { name });
    return container.querySelector('svg')?.classList.contains('directional');
  });

  expect(new Set(turned)).toEqual(directional);
});

test.each(names)(
  '%s draws its own shape, with no style attribute for the policy to block',
  (name) => {
    const { container } = render(Icon, { name });

    expect(container.querySelector('path')?.getAttribute('d')).toBe(paths[name]);
    expect(container.querySelector('[style]')).toBeNull();
  },
);

test('no two icons are the same', () => {
  expect(new Set(Object.values(paths)).size).toBe(names.length);
});
