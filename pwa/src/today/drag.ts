/** Holding a door and moving it up or down the wall. A scroll stays a scroll: it begins without waiting. */

import { PX_PER_MINUTE } from '../day/rail';

const HOLD_MS = 350;
/** A thumb that waits is never quite still. */
const STILL_PX = 8;
const SNAP_MINUTES = 5;

export interface Dragging {
  /** By so many minutes, in steps of five; null when it was let go of without being held. */
  onmove: (minutes: number | null) => void;
  ondrop: (minutes: number) => void;
}

export function minutesOf(px: number): number {
  return Math.round(px / PX_PER_MINUTE / SNAP_MINUTES) * SNAP_MINUTES + 0;
}

/** Watches the node until the answer is called. */
export function draggable(node: HTMLElement, { onmove, ondrop }: Dragging): () => void {
  let from: number | null = null;
  let isHeld = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function down(event: PointerEvent) {
    if (event.button !== 0) return;
    from = event.clientY;
    timer = setTimeout(() => {
      isHeld = true;
      node.setPointerCapture(event.pointerId);
      onmove(0);
    }, HOLD_MS);
  }

  function move(event: PointerEvent) {
    if (from === null) return;
    const by = event.clientY - from;
    if (isHeld) onmove(minutesOf(by));
    else if (Math.abs(by) > STILL_PX) end();
  }

  function up(event: PointerEvent) {
    const by = from === null ? 0 : minutesOf(event.clientY - from);
    const wasHeld = isHeld;
    end();
    if (!wasHeld) return;
    // The click that follows a drop opens nothing.
    node.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => node.removeEventListener('click', swallow, { capture: true }));
    if (by !== 0) ondrop(by);
  }

  function end() {
    clearTimeout(timer);
    [from, isHeld] = [null, false];
    onmove(null);
  }

  /** While it is held the page does not scroll away under it. */
  function still(event: TouchEvent) {
    if (isHeld) event.preventDefault();
  }

  node.addEventListener('pointerdown', down);
  node.addEventListener('pointermove', move);
  node.addEventListener('pointerup', up);
  node.addEventListener('pointercancel', end);
  node.addEventListener('touchmove', still, { passive: false });
  return () => {
    end();
    node.removeEventListener('pointerdown', down);
    node.removeEventListener('pointermove', move);
    node.removeEventListener('pointerup', up);
    node.removeEventListener('pointercancel', end);
    node.removeEventListener('touchmove', still);
  };
}

function swallow(event: Event) {
  event.preventDefault();
  event.stopPropagation();
}
