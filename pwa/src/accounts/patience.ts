/** For what the server may be told, and need not: nobody waits for one that does not answer. */

const PATIENCE_MS = 4000;

export async function inPassing(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  const told = work.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([told, patience]);
  clearTimeout(timer);
}
