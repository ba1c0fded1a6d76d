import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { breathing, slow, square, threeSteps } from './fixtures';
import { begun, button, click, letElementsMove, play, said } from './stage-hands';

beforeEach(letElementsMove);

describe('before', () => {
  test('it says what it is, how long, and how to sit', () => {
    play(slow);
    expect(screen.getByRole('heading', { name: 'Made-up breath' })).toBeTruthy();
    expect(screen.getByText('30 seconds')).toBeTruthy();
    expect(screen.getByText('Sit as you are.')).toBeTruthy();
  });

  test('a breath is explained before it begins, in the words of its form', () => {
    play(slow, { form: 'short' });
    expect(screen.getByText('Short line.')).toBeTruthy();
    expect(screen.queryByText('First line.')).toBeNull();
  });

  test('steps are not told beforehand', () => {
    play(threeSteps);
    expect(screen.queryByText('Feel both feet.')).toBeNull();
  });

  test('an offer of something else is one short phrase', () => {
    play(breathing([['in', 4]], 1, { alternative: 'Rather not? Look around instead.' }));
    expect(screen.getByRole('link', { name: 'Look around instead.' })).toBeTruthy();
  });

  test('a caution is read before anything runs, and the alternative is a tap away', () => {
    play(square, { straightaway: true });
    expect(screen.getByText('Stop if light-headed.')).toBeTruthy();
    const instead = screen.getByRole('link', { name: 'Rather look around?' });
    expect(instead.getAttribute('href')).toBe('/practices/made-up-steps/play?form=full');
    expect(button('Begin')).toBeTruthy();
  });

  test('where there is nothing to read first, it may begin straight away', () => {
    play(threeSteps, { straightaway: true });
    expect(button('Start now')).toBeTruthy();
  });

  test('going back tells nothing', async () => {
    const { onleave, onfinish } = play(slow);
    await click('Back');
    expect(onleave).toHaveBeenCalledOnce();
    expect(onfinish).not.toHaveBeenCalled();
  });
});

describe('during a breath', () => {
  test('the word, the seconds and what is left are on the screen', async () => {
    const { pass } = await begun(slow);
    await pass(1000);
    expect(screen.getAllByText('Breathe in')).toHaveLength(2);
    expect(screen.getByRole('timer').textContent?.trim()).toBe('3');
    expect(screen.getByText(/0:29 left/)).toBeTruthy();
  });

  test('the lines are there while settling, and no longer once there is a phase', async () => {
    const { pass } = play(slow);
    await click('Begin');
    expect(screen.getByText('First line.').closest('.over')).toBeNull();
    await pass(3000);
    expect(screen.getByText('First line.').closest('.over')).toBeTruthy();
    expect(screen.getByText('Sit as you are.').closest('.over')).toBeTruthy();
  });

  test('until anything was done, the way out is back', async () => {
    const { pass } = play(slow);
    await click('Begin');
    expect(button('Back')).toBeTruthy();
    await pass(3000);
    expect(button('Enough for now')).toBeTruthy();
  });

  test('each phase is announced once, and no second is', async () => {
    const view = await begun(slow);
    const live = view.container.querySelector('[aria-live="polite"]')!;
    const changes = vi.fn();
    const watch = new MutationObserver(changes);
    watch.observe(live, { childList: true, characterData: true, subtree: true });
    expect(said(view)).toBe('Breathe in');
    await view.pass(3900);
    await tick();
    expect(changes).not.toHaveBeenCalled();
    await view.pass(200);
    expect(said(view)).toBe('Breathe out');
    watch.disconnect();
  });

  test('the seconds are outside of what is announced', async () => {
    await begun(slow);
    expect(screen.getByRole('timer').closest('[aria-live]')).toBeNull();
  });

  test('sitting down can be skipped', async () => {
    play(slow);
    await click('Begin');
    await click('Start now');
    expect(screen.getByRole('timer').textContent?.trim()).toBe('4');
  });

  test('a thumb that comes late to Start now pauses nothing', async () => {
    const { pass } = play(slow);
    await click('Begin');
    await pass(3100);
    await click('Pause');
    expect(button('Pause')).toBeTruthy();
    await pass(400);
    await click('Pause');
    expect(button('Go on')).toBeTruthy();
  });

  test('a pause keeps the place', async () => {
    const view = await begun(slow);
    await view.pass(5500);
    await click('Pause');
    expect(said(view)).toBe('Paused');
    await view.pass(60_000);
    expect(screen.getByRole('timer').textContent?.trim()).toBe('5');
    await click('Go on');
    expect(said(view)).toBe('Breathe out');
    await view.pass(500);
    expect(screen.getByRole('timer').textContent?.trim()).toBe('4');
  });

  test('the focus stays on the main button through begin, pause and go on', async () => {
    const { pass } = play(slow);
    const main = button('Begin');
    main.focus();
    await click('Begin');
    await pass(4000);
    await click('Pause');
    expect(document.activeElement).toBe(main);
    expect(main.textContent).toContain('Go on');
  });

  test('the door is decoration to a screen reader', async () => {
    const { container } = await begun(slow);
    expect(container.querySelector('[data-part=leaf]')?.closest('[aria-hidden=true]')).toBeTruthy();
  });
});

describe('through the steps', () => {
  test('the step, its number and its buttons', async () => {
    const view = await begun(threeSteps);
    expect(view.container.textContent).toContain('1 of 3');
    await click('Next step');
    expect(view.container.textContent).toContain('2 of 3');
    await click('Step before');
    expect(said(view)).toBe('Feel both feet.');
  });

  test('there is no step to go to while settling', async () => {
    const { pass } = play(threeSteps);
    await click('Begin');
    expect(screen.queryByRole('button', { name: 'Next step' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Step before' })).toBeNull();
    await pass(3000);
    expect(button('Next step')).toBeTruthy();
  });

  test('its numbers keep their order in a line read from the right', async () => {
    await begun(threeSteps);
    expect(screen.getByRole('timer').closest('bdi')?.textContent).toContain('1 of 3');
    expect(screen.getByText('1:00 left').tagName).toBe('BDI');
  });

  test('time moves on by itself', async () => {
    const view = await begun(threeSteps);
    await view.pass(30_000);
    expect(said(view)).toBe('Look at the window.');
  });
});

describe('at the end', () => {
  test('it tells that it was finished, and the focus is on the word', async () => {
    const { pass, onfinish, onleave } = await begun(slow, { form: 'short' });
    await pass(10_000);
    expect(onfinish).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ ended: 'finished', seconds_done: 10, form: 'short' }),
    );
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Enough.' }));
    expect(screen.getByText('Back to the room.')).toBeTruthy();
    await click('To Today');
    expect(onleave).toHaveBeenCalledOnce();
    expect(onfinish).toHaveBeenCalledTimes(1);
  });

  test('a caller may lead elsewhere', async () => {
    const { pass } = await begun(slow, { doneLabel: 'To the circle' });
    await pass(30_000);
    expect(button('To the circle')).toBeTruthy();
  });

  test('where nothing was done, the button leads back', async () => {
    await begun(slow);
    await click('Enough for now');
    expect(button('Back')).toBeTruthy();
  });

  test('stopping early is met kindly', async () => {
    const { pass } = await begun(slow);
    await pass(2000);
    await click('Enough for now');
    expect(screen.getByText('Anywhere is a good place to stop.')).toBeTruthy();
  });

  test('leaving the screen halfway keeps what was done', async () => {
    const { pass, onfinish, unmount, awake, tones } = await begun(slow);
    await pass(12_000);
    unmount();
    expect(onfinish).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ ended: 'enough', seconds_done: 12 }),
    );
    expect(awake.release).toHaveBeenCalled();
    expect(tones.close).toHaveBeenCalled();
  });

  test('woken ten minutes late, it ended in its own time', async () => {
    const { ground, onfinish } = await begun(slow);
    ground.show(false);
    ground.sleep(630_000);
    ground.show(true);
    await tick();
    expect(onfinish).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ ended_at: '2026-03-02T12:00:33.000Z', ended: 'finished' }),
    );
  });
});
