/** One run at a time on this phone, in whichever tab. */

const inPage = new Map<string, Promise<unknown>>();

/** Without locks, one at a time in this page: two tabs then do the same work, and neither harm. */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request(name, work) as Promise<T>;
  const before = inPage.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  inPage.set(name, mine);
  return mine;
}
