/** Says how long it takes this thread to count to a number that is always the same. */

const TO = 200_000_000;

function count() {
  let sum = 0;
  for (let number = 0; number < TO; number += 1) sum = (sum + number) | 0;
  return sum;
}

const began = performance.now();
count();
postMessage(performance.now() - began);
