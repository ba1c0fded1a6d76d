/** What any room may be given; each takes what it knows. */

import type { Snippet } from 'svelte';
import type { Form } from '../practices/format';
import type { Screen } from './routes';

export interface Given {
  id: string;
  part: string;
  form: Form;
  room: Screen['name'];
  title: string;
  onplay: (id: string, form: Form) => void;
  onleave: () => void;
  onfinished: () => void;
  beforeWriting: () => Promise<boolean>;
  corner: Snippet;
}
