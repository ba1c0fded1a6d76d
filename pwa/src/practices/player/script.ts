/** What the player needs to know of a practice, so that the catalogue's, or one's own, can be played. */

export type Form = 'full' | 'short';
export type Phase = 'in' | 'top_up' | 'hold' | 'out' | 'rest';

/** Fits the contract's `Practice` by structure; times in seconds, halves allowed. */
export interface Script {
  readonly id: string;
  readonly pacing: 'breath' | 'steps';
  readonly breath?:
    | {
        readonly cycle: readonly { readonly phase: Phase; readonly seconds: number }[];
        readonly cycles: number;
      }
    | null
    | undefined;
  readonly steps: readonly number[];
  readonly short: {
    readonly steps?: readonly number[] | null | undefined;
    readonly cycles?: number | null | undefined;
  };
  readonly alternative?: string | null | undefined;
  readonly text: ScriptWords;
}

export interface ScriptWords {
  readonly title: string;
  readonly line: string;
  readonly begin: string;
  readonly steps: readonly string[];
  readonly short_steps: readonly string[];
  readonly end: string;
  readonly caution?: string | null | undefined;
  readonly alternative?: string | null | undefined;
}

/** What is said in the steps; of a breath, what to know of it beforehand. */
export function linesOf({ text }: Script, form: Form): readonly string[] {
  return form === 'short' ? text.short_steps : text.steps;
}

/** Read before a breath begins, since while breathing only the phase is said. */
export function guidanceOf(script: Script, form: Form): readonly string[] {
  return script.pacing === 'breath' ? linesOf(script, form) : [];
}
