/** A second tap while the first is still under way asks for nothing more. */

export function oneAtATime<Given extends unknown[]>(
  work: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  let isUnderWay = false;
  return async (...given) => {
    if (isUnderWay) return;
    isUnderWay = true;
    await work(...given).finally(() => (isUnderWay = false));
  };
}
