/** From a passphrase to an opened ring, by the app's own modules: what a person waits for. */

import { newKdf } from "../../../pwa/src/accounts/kdf-rules.ts";
import { prepare } from "../../../pwa/src/accounts/kdf.ts";
import { derive } from "../../../pwa/src/accounts/secrets.ts";
import { scriptUrl } from "../../../pwa/src/core/trusted.ts";
import { Keys } from "../../../pwa/src/vault/keys.ts";
import { makeRing } from "../../../pwa/src/vault/ring.ts";
import { unwrapWith, wrapWith } from "../../../pwa/src/vault/wraps.ts";
import countingUrl from "./counting-worker.js?worker&url";

const PASSPHRASE = "five words nobody would guess";
const owner = crypto.randomUUID();
const kdf = newKdf();

async function credentials() {
  const watch = { tell: () => undefined, signal: new AbortController().signal };
  const derived = await derive(PASSPHRASE, kdf, watch);
  return derived.credentials;
}

const wrap = credentials().then((made) => wrapWith(made, owner, makeRing()));

const TYPING_MS = 2000;

/** Milliseconds from the passphrase to keys that open records, once it has been typed into the form. */
globalThis.unlock = async () => {
  const sealed = await wrap;
  prepare();
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  const began = performance.now();
  const ring = await unwrapWith(await credentials(), owner, sealed);
  const { cur } = await Keys.of(owner, ring);
  const took = performance.now() - began;
  if (cur !== 1) throw new Error("not the ring that was wrapped");
  return took;
};

/** Milliseconds a worker needs to count: tells how much a throttle really throttles. */
globalThis.count = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(scriptUrl(countingUrl), { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  });
