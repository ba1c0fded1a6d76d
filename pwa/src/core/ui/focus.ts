/** Where the keyboard is when what it stood on goes away. */

/** For what takes the place of a focused part: it takes the focus over, where it was lost, and nowhere else. */
export function catchFocus(node: HTMLElement): void {
  if (document.activeElement === document.body) node.focus();
}
