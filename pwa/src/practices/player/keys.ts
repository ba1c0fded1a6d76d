/** Which key does what. Pure, so that the table can be read and tested. */

export type Act = 'pause' | 'enough' | 'earlier' | 'later';

const CONTROLS = 'button, a, input, select, textarea, summary, [contenteditable]';

/** null: the key is not ours, or belongs to the control that has the focus. */
export function actOf(event: KeyboardEvent, rtl: boolean): Act | null {
  if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (event.key === 'Escape') return 'enough';
  if (event.key === 'ArrowLeft') return rtl ? 'later' : 'earlier';
  if (event.key === 'ArrowRight') return rtl ? 'earlier' : 'later';
  const onControl = event.target instanceof Element && event.target.closest(CONTROLS);
  return event.key === ' ' && !onControl ? 'pause' : null;
}
