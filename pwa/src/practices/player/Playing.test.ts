import { fireEvent, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import { slow, threeSteps } from './fixtures';
import { QUIET } from './settings';
import { animate, begun, button, click, letElementsMove, play, press, said } from './stage-hands';

beforeEach(letElementsMove);

describe('by keyboard', () => {
  test('space pauses and goes on', async () => {
    const { pass } = await begun(slow);
    await pass(1000);
    await press(' ');
    expect(button('Go on')).toBeTruthy();
    await press(' ');
    expect(button('Pause')).toBeTruthy();
  });

  test('escape is enough for now, and asks nothing', async () => {
    const { pass, onfinish, onleave } = await begun(slow);
    await pass(8000);
    await press('Escape');
    expect(onfinish).toHaveBeenCalledExactlyOnceWith({
      started_at: '2026-03-02T12:00:00.000Z',
      ended_at: '2026-03-02T12:00:11.000Z',
      seconds_done: 8,
      form: 'full',
      ended: 'enough',
    });
    expect(screen.getByRole('heading', { name: 'Enough.' })).toBeTruthy();
    expect(onleave).not.toHaveBeenCalled();
  });

  test('escape before anything is done leaves', async () => {
    const { onfinish, onleave } = play(slow);
    await click('Begin');
    await press('Escape');
    expect(onleave).toHaveBeenCalledOnce();
    expect(onfinish).not.toHaveBeenCalled();
  });

  test('arrows go between steps, and do nothing to a breath', async () => {
    const steps = await begun(threeSteps);
    await press('ArrowRight');
    expect(said(steps)).toBe('Feel the chair.');
    await press('ArrowLeft');
    expect(said(steps)).toBe('Feel both feet.');
    steps.unmount();
    const breath = await begun(slow);
    await press('ArrowRight');
    expect(said(breath)).toBe('Breathe in');
  });

  test('space at the end does not leave by accident', async () => {
    const { pass, onleave } = await begun(slow);
    await pass(30_000);
    await press(' ');
    expect(onleave).not.toHaveBeenCalled();
  });
});

describe('motion', () => {
  test('the moving door plays a film from where the run is', async () => {
    await begun(slow);
    const leaf = animate.mock.calls.findIndex(
      ([frames]) => frames[0]?.transform === 'scaleX(0.96)',
    );
    const reel = animate.mock.results[leaf]?.value;
    expect(reel.currentTime).toBe(0);
    expect(reel.play).toHaveBeenCalled();
  });

  test('with less motion no leaf moves, and eight ticks tell the breath', async () => {
    const { container, pass } = await begun(slow, { settings: { reduced: true } });
    const frames = animate.mock.calls.map(([all]) => all);
    expect(frames.flat().some(({ transform }) => `${transform}`.startsWith('scaleX'))).toBe(false);
    expect(container.querySelectorAll('[data-lit]')).toHaveLength(8);
    await pass(2000);
    expect(container.querySelectorAll('[data-lit=true]')).toHaveLength(5);
    await pass(5000);
    expect(container.querySelectorAll('[data-lit=true]')).toHaveLength(4);
    expect(screen.getByRole('timer').textContent?.trim()).toBe('3');
  });
});

describe('sound and cues', () => {
  const sheet = () => within(screen.getByRole('dialog', { name: 'Sound and cues' }));

  test('opening them pauses, closing goes on from there', async () => {
    const { pass, container } = await begun(slow);
    await pass(5000);
    await click('Sound and cues');
    await pass(60_000);
    expect(screen.getByText(/0:25 left/)).toBeTruthy();
    await fireEvent.click(sheet().getByRole('button', { name: 'Close' }));
    expect(said({ container })).toBe('Breathe out');
  });

  test('escape in the sheet does not end the practice', async () => {
    const { onfinish, pass } = await begun(slow);
    await pass(2000);
    await click('Sound and cues');
    await press('Escape');
    expect(onfinish).not.toHaveBeenCalled();
  });

  test('each is off at first, can be switched and can be tried', async () => {
    const { onsettings, tones, pulse } = play(slow);
    await click('Sound and cues');
    const soft = sheet().getByRole<HTMLInputElement>('switch', { name: 'Soft tones' });
    const shake = sheet().getByRole<HTMLInputElement>('switch', { name: 'Vibration' });
    expect([soft.checked, shake.checked]).toEqual([false, false]);
    await fireEvent.click(soft);
    expect(onsettings).toHaveBeenLastCalledWith({ ...QUIET, tones: true });
    await fireEvent.click(shake);
    expect(onsettings).toHaveBeenLastCalledWith({ ...QUIET, vibration: true });
    await fireEvent.click(sheet().getByRole('button', { name: 'Try the tone' }));
    await fireEvent.click(sheet().getByRole('button', { name: 'Try the pulse' }));
    expect(tones.sample).toHaveBeenCalledOnce();
    expect(pulse.play).toHaveBeenCalledOnce();
  });

  test('a still picture is a choice, and choosing the phone’s own follows the phone', async () => {
    const { onsettings, unmount } = play(slow);
    await click('Sound and cues');
    await fireEvent.click(sheet().getByRole('switch', { name: 'Still picture' }));
    expect(onsettings).toHaveBeenLastCalledWith({ ...QUIET, reduced: true });
    unmount();
    const chosen = play(slow, { settings: { reduced: true } });
    await click('Sound and cues');
    await fireEvent.click(sheet().getByRole('switch', { name: 'Still picture' }));
    expect(chosen.onsettings).toHaveBeenLastCalledWith({ ...QUIET, reduced: null });
  });
});
