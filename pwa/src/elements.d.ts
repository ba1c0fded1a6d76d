/** Attributes browsers know and Svelte's types do not. */
declare module 'svelte/elements' {
  interface HTMLTextareaAttributes {
    autocorrect?: 'on' | 'off';
  }
}

export {};
