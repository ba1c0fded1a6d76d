/** The empty frame as HTML: run by the build, never by a phone. */

import { render } from 'svelte/server';
import Frame from './Frame.svelte';

/** Without the marks that only hydration reads: the living frame takes the place of this one. */
export function drawFrame(): string {
  return render(Frame).body.replace(/<!--.*?-->/g, '');
}
