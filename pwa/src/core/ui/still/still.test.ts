import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { expect, test } from 'vitest';
import type { StillProps } from './Still.svelte';

const modules = import.meta.glob<{ default: Component<StillProps> }>(
  ['./*.svelte', '!./Still.svelte'],
  {
    eager: true,
  },
);
const stills = Object.entries(modules).map(([file, { default: still }]) => ({ file, still }));

test('there is something to look at', () => {
  expect(stills.length).toBeGreaterThan(0);
});

test.each(stills)(
  '$file is decoration: silent, two inks, one lamp, no style attribute',
  ({ still }) => {
    const { container } = render(still, { size: 96, class: 'picture' });
    const svg = container.querySelector('svg');

    expect(svg?.getAttribute('aria-hidden')).toBe('true');
    expect(svg?.getAttribute('width')).toBe('96');
    expect(svg?.classList.contains('picture')).toBe(true);
    expect(container.querySelector('[style], [fill], [stroke]')).toBeNull();
    expect(container.querySelectorAll('.lamp')).toHaveLength(1);
  },
);

test.each(stills)('$file weighs at most 2 KB', ({ still }) => {
  const { container } = render(still, {});

  expect(container.innerHTML.length).toBeLessThanOrEqual(2048);
});

test.each(stills)('$file is drawn as SVG, not as unknown HTML', ({ still }) => {
  const { container } = render(still, {});
  const shapes = [...container.querySelectorAll('path, g')];

  expect(shapes.length).toBeGreaterThan(0);
  expect(new Set(shapes.map((shape) => shape.namespaceURI))).toEqual(
    new Set(['http://www.w3.org/2000/svg']),
  );
});
