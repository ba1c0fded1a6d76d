import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { phoneWrap, ringOf } from '../vault/device';
import { baseKey, hkdf } from '../vault/hk';
import { onDisk } from '../vault/testing';
import { readCode } from '../vault/wraps';
import { FakeServer } from './testing';
import { anew, codeOf, expectDone, Phone, QuickWorker } from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const FIRST = 'a tremendously yellow canary 7431';
const SECOND = 'an even more yellow canary 8642';
const NAME = 'Quillfeather';

let server: FakeServer;
let phone: Phone;
const roots: Uint8Array[] = [];
beforeEach(async () => {
  await anew();
  roots.length = 0;
  vi.stubGlobal('Worker', Overheard);
  server = new FakeServer();
  phone = await new Phone(server).take();
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
});

/** Copies each root on its way into the page, since the page empties its own. */
class Overheard extends QuickWorker {
  override postMessage(derivation: { password: Uint8Array; salt: Uint8Array }): void {
    const answer = this.onmessage!;
    this.onmessage = (event) => {
      roots.push(Uint8Array.from(event.data!), Uint8Array.from(derivation.salt));
      answer(event);
    };
    super.postMessage(derivation);
  }
}

/** In each way in which bytes are written down. */
function shapes(secret: Uint8Array | string): string[] {
  const bytes = Buffer.from(secret as Uint8Array);
  const written = ['base64url', 'base64', 'hex', 'latin1', 'utf8'] as const;
  return written.map((encoding) => bytes.toString(encoding).replace(/=+$/, ''));
}

async function kekOf(root: Uint8Array, salt: Uint8Array, label: string): Promise<Uint8Array> {
  const base = await baseKey(Uint8Array.from(root));
  return new Uint8Array(
    await crypto.subtle.deriveBits(hkdf([label], Uint8Array.from(salt)), base, 256),
  );
}

/** Every call a person can make of an account, on two phones. */
async function everythingOnce(): Promise<string[]> {
  await phone.vault.add('journal', { text: FIRST }, '2026-11-23');
  const prepared = await phone.account.prepareSignUp(NAME, FIRST);
  await expectDone(phone.account.signUp());
  await phone.account.loadDevices();
  await phone.account.nameDevice(server.devices[0]!.id, SECOND);
  await expectDone(phone.account.changePassphrase(FIRST, SECOND));
  await phone.lay();
  const other = await new Phone(server).take();
  await other.vault.add('journal', { text: SECOND });
  await other.account.signIn(NAME, FIRST);
  await other.account.signIn(NAME, SECOND);
  await expectDone(other.account.settle('bring_along'));
  await other.reload();
  await expectDone(other.account.recover(NAME, codeOf(prepared)));
  const again = codeOf(await other.account.prepareRecovered(FIRST));
  await expectDone(other.account.finishRecovery());
  await expectDone(other.account.signOut());
  await other.lay();
  await phone.take();
  return [codeOf(prepared), again];
}

async function secretsOf(codes: string[]): Promise<(Uint8Array | string)[]> {
  const ring = await ringOf(await phoneWrap());
  const bytes = codes.map((code) => readCode(code)!);
  const keks = [];
  for (let at = 0; at < roots.length; at += 2)
    keks.push(await kekOf(roots[at]!, roots[at + 1]!, 'kek'), roots[at]!);
  for (const code of bytes) keks.push(await kekOf(code, new Uint8Array(32), 'recovery-kek'), code);
  const letters = codes.flatMap((code) => [code, code.replaceAll('-', '')]);
  return [...ring.keys.values(), ring.ids, ring.x, ...keks, ...letters, FIRST, SECOND];
}

test('no request ever holds a passphrase, a code, a key or a piece of the ring', async () => {
  const secrets = await secretsOf(await everythingOnce());
  const sent = JSON.stringify(server.asked);

  expect(new Set(server.routes()).size).toBeGreaterThan(9);
  expect(secrets.length).toBeGreaterThan(20);
  for (const secret of secrets.flatMap(shapes)) expect(sent).not.toContain(secret);
});

test('the search would find each of them', async () => {
  await everythingOnce();
  const [body] = server.asked.filter(({ route }) => route === 'POST /api/accounts');
  const auth = Buffer.from(body!.body['auth'] as string, 'base64url');
  const derived = await kekOf(roots[0]!, roots[1]!, 'auth');
  expect(Buffer.from(derived).equals(auth)).toBe(true);
  expect(shapes(derived).some((shape) => JSON.stringify(server.asked).includes(shape))).toBe(true);
});

test('nor does the disk of a phone that is signed in, its login name included', async () => {
  const secrets = await secretsOf(await everythingOnce());
  const disk = JSON.stringify(await onDisk(), (_, value: unknown) =>
    value instanceof Uint8Array ? shapes(value).join(' ') : value,
  );
  for (const secret of [...secrets, NAME].flatMap(shapes)) expect(disk).not.toContain(secret);
});
