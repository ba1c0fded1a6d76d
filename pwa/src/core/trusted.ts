/**
 * The one Trusted Types policy: which scripts may become workers. It stands in core because the content
 * security policy lets its name be taken once, and more than one room starts a worker.
 */

const OURS = /^\/(sw|assets\/[\w.-]+)\.js$/;

const policy = globalThis.trustedTypes?.createPolicy('sw', { createScriptURL: ours });

/** A script's address in the form the browser asks for. Throws TypeError for any that is not ours. */
export function scriptUrl(path: string): string {
  return (policy?.createScriptURL(path) ?? ours(path)) as string;
}

function ours(path: string): string {
  if (!OURS.test(path)) throw new TypeError(`not a script of ours: ${path}`);
  return path;
}
