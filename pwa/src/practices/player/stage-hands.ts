/** The player on a made-up phone, and the hands and eyes the tests have on it. */

import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { vi } from 'vitest';
import { FakeGround, fakeDevices } from './fixtures';
import Player from './Player.svelte';
import type { Script } from './script';
import { QUIET, type PlayerSettings } from './settings';

interface Reel {
  currentTime: number | null;
  play: () => void;
  pause: () => void;
  cancel: () => void;
}

/** The page's picture; happy-dom cannot move anything. */
export const animate = vi.fn<(frames: Keyframe[]) => Reel>(() => ({
  currentTime: 0,
  play: vi.fn(),
  pause: vi.fn(),
  cancel: vi.fn(),
}));

/** Call before each test. */
export function letElementsMove(): void {
  animate.mockClear();
  Object.defineProperty(Element.prototype, 'animate', { value: animate, configurable: true });
}

interface Choices {
  settings?: Partial<PlayerSettings>;
  straightaway?: boolean;
  form?: 'full' | 'short';
  doneLabel?: string;
}

export function play(
  practice: Script,
  { settings, straightaway = false, form = 'full', doneLabel }: Choices = {},
) {
  const ground = new FakeGround();
  const devices = fakeDevices();
  const told = { onfinish: vi.fn(), onsettings: vi.fn(), onleave: vi.fn() };
  const view = render(Player, {
    practice,
    form,
    settings: { ...QUIET, ...settings },
    straightaway,
    ground,
    devices: devices.devices,
    ...(doneLabel ? { doneLabel } : {}),
    ...told,
  });
  const pass = async (ms: number) => {
    ground.pass(ms);
    await tick();
  };
  return { ...view, ...told, ...devices, ground, pass };
}

export const button = (name: string) => screen.getByRole('button', { name });
export const click = (name: string) => fireEvent.click(button(name));
export const press = (key: string) => fireEvent.keyDown(document.body, { key });
export const said = (view: { container: HTMLElement }) =>
  view.container.querySelector('[aria-live="polite"]')?.textContent;

/** Begun, and past sitting down. */
export async function begun(practice: Script, choices: Choices = {}) {
  const all = play(practice, choices);
  await click('Begin');
  await all.pass(3000);
  return all;
}
