/** Vite: the words are compiled before anything imports them. */
import { compileMessages } from './messages.mjs';

export function messages() {
  return { name: 'interlude-messages', enforce: 'pre', buildStart: compileMessages };
}
