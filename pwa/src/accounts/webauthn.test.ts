import { afterEach, expect, test, vi } from 'vitest';
import { randomBytes } from '../core/bytes';
import { assert, create, mayHavePasskeys } from './webauthn';

const buffer = (length: number) => randomBytes(length).buffer;
const PRF = randomBytes(32);

/** As a browser answers; `toJSON` would carry the key, and must not be touched. */
function aCredential(prf: unknown) {
  const response = {
    ...{ clientDataJSON: buffer(80), attestationObject: buffer(200) },
    ...{ authenticatorData: buffer(37), signature: buffer(70) },
    userHandle: new TextEncoder().encode('somebody').buffer,
  };
  return {
    ...{ rawId: buffer(32), response },
    getClientExtensionResults: () => ({ prf }),
    toJSON: () => {
      throw new Error('it carries the key');
    },
  };
}

function browser(answer: () => Promise<unknown>, hostname = 'interlude.example') {
  vi.stubGlobal('PublicKeyCredential', vi.fn());
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('location', { hostname });
  const credentials = { create: vi.fn(answer), get: vi.fn(answer) };
  vi.stubGlobal('navigator', { credentials });
  return credentials;
}
afterEach(() => vi.unstubAllGlobals());

const user = { id: randomBytes(16), name: 'Quill' };
const refusedWith = (name: string) => () => Promise.reject(new DOMException('no', name));

test('what was made is taken apart by hand, with what it answers at once', async () => {
  const { create: asked } = browser(() =>
    Promise.resolve(aCredential({ results: { first: PRF.buffer } })),
  );
  const made = await create(user, randomBytes(32));

  expect(made.prf).toEqual(PRF);
  expect(made.credential_id).toHaveLength(32);
  const { publicKey } = (asked.mock.calls as unknown as [CredentialCreationOptions][])[0]![0];
  expect(publicKey!.rp.id).toBe('interlude.example');
  expect(publicKey!.authenticatorSelection).toEqual({
    residentKey: 'required',
    userVerification: 'required',
  });
});

test.each([[undefined], [{}], [{ enabled: true }], [{ results: { first: buffer(16) } }]])(
  'one that answers %o has no key yet',
  async (prf) => {
    browser(() => Promise.resolve(aCredential(prf)));
    expect((await create(user, null)).prf).toBeNull();
    await expect(assert(null, null)).rejects.toMatchObject({ code: 'passkey_unable' });
  },
);

test('an assertion says whose it is, and nothing of its extensions but the key', async () => {
  browser(() => Promise.resolve(aCredential({ results: { first: PRF.buffer } })));
  const { prf, user: whose, ...rest } = await assert(randomBytes(32), null);
  expect(prf).toEqual(PRF);
  expect(new TextDecoder().decode(whose!)).toBe('somebody');
  expect(Object.keys(rest).sort()).toEqual([
    'authenticator_data',
    'client_data_json',
    'credential_id',
    'signature',
  ]);
});

test.each([
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'cancelled'],
  ['SecurityError', 'passkey_refused'],
  ['InvalidStateError', 'passkey_refused'],
])('a browser’s %s is %s', async (name, code) => {
  browser(refusedWith(name));
  await expect(create(user, null)).rejects.toMatchObject({ code });
  await expect(assert(null, null)).rejects.toMatchObject({ code });
});

test('no answer at all is as if the person had said no', async () => {
  browser(() => Promise.resolve(null));
  await expect(assert(null, null)).rejects.toMatchObject({ code: 'cancelled' });
});

test.each([
  ['interlude.example', true],
  ['localhost', true],
  ['127.0.0.1', false],
  ['[::1]', false],
])('%s may have passkeys: %s', (hostname, may) => {
  browser(() => Promise.resolve(null), hostname);
  expect(mayHavePasskeys()).toBe(may);
});

test('an old browser has none', () => {
  browser(() => Promise.resolve(null));
  Reflect.deleteProperty(globalThis, 'PublicKeyCredential');
  expect(mayHavePasskeys()).toBe(false);
});
