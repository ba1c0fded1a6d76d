/** For tests: a server in memory that keeps to the contract, and a worker that derives at once. */

import { vi } from 'vitest';

import {
  HISTORY,
  KDF_OF_NOBODY,
  no,
  pick,
  respond,
  TODAY,
  tokenOf,
  type Answer,
  type Asked,
  type Family,
  type Json,
  type Kept,
  type KeptDevice,
} from './testing-wire';

export class FakeServer {
  readonly asked: Asked[] = [];
  readonly accounts = new Map<string, Kept>();
  readonly devices: KeptDevice[] = [];
  invite_needed = false;
  /** What the phone's cookies hold. The browser keeps one jar for all tabs. */
  cookies: { access: Family | null; refresh: Family | null } = { access: null, refresh: null };
  #tokens = 0;
  readonly #instead = new Map<string, (body: Json) => Answer | 'lost' | 'unsent' | null>();

  constructor() {
    vi.stubGlobal('fetch', (request: Request) => this.#fetch(request));
  }

  /** Answers `route` differently, until told `null`; null from `answer` means: as usual. */
  instead(route: string, answer: ((body: Json) => Answer | 'lost' | 'unsent' | null) | null): void {
    if (answer) this.#instead.set(route, answer);
    else this.#instead.delete(route);
  }

  /** Does as it is told, once, and is not heard. */
  lose(route: string): void {
    this.#once(route, 'lost');
  }

  /** Is not reached, once. */
  cut(route: string): void {
    this.#once(route, 'unsent');
  }

  refuse(route: string, status: number, code: string): void {
    this.instead(route, () => [status, { code, title: '' }]);
  }

  routes(): string[] {
    return this.asked.map(({ route }) => route);
  }

  account(name: string): Kept {
    return this.accounts.get(name.toLowerCase())!;
  }

  /** Fifteen minutes later. */
  expireAccess(): void {
    this.cookies.access = null;
  }

  signOutDevice(id: string): void {
    const at = this.devices.findIndex((device) => device.id === id);
    if (at >= 0) this.devices.splice(at, 1);
  }

  #once(route: string, fate: 'lost' | 'unsent'): void {
    this.instead(route, () => {
      this.instead(route, null);
      return fate;
    });
  }

  async #fetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const route = `${request.method} ${path.replace(/devices\/[\da-f-]{36}$/, 'devices/:id')}`;
    const text = await request.text();
    const body = (text ? JSON.parse(text) : {}) as Json;
    const csrf = request.headers.get('X-CSRF-TOKEN');
    const told = this.#instead.get(route)?.(body) ?? null;
    if (told === 'unsent') throw new TypeError('Failed to fetch');
    this.asked.push({ route, body, text, csrf });
    const answer = Array.isArray(told) ? told : this.#answer(route, path, body, csrf);
    if (told === 'lost') throw new TypeError('Failed to fetch');
    return respond(answer);
  }

  #answer(route: string, path: string, body: Json, csrf: string | null): Answer {
    const open = this.#public(route, body) ?? this.#ofRefresh(route, csrf);
    if (open) return open;
    const family = this.cookies.access;
    if (!family) return no(401, 'token_expired');
    const gone = this.#gone(family);
    if (gone) return gone;
    if (!route.startsWith('GET') && csrf !== tokenOf('access', family))
      return no(401, 'unauthenticated');
    return this.#own(route, path, body, family);
  }

  #public(route: string, body: Json): Answer | null {
    const kept = this.accounts.get(String(body['name']).toLowerCase());
    if (route === 'GET /api/accounts/registration')
      return [200, { open: !this.invite_needed, invite_needed: this.invite_needed }];
    if (route === 'POST /api/accounts/kdf') return [200, kept?.kdf ?? KDF_OF_NOBODY];
    if (route === 'POST /api/accounts') return this.#signUp(body, kept);
    if (route === 'POST /api/accounts/sign-in') {
      if (!kept || kept.auth !== body['auth']) return no(401, 'wrong_credentials');
      return kept.disabled ? no(401, 'account_disabled') : this.#signIn(kept, body);
    }
    if (!route.endsWith('/api/accounts/recovery')) return null;
    if (!kept || kept.recovery_auth !== body['recovery_auth']) return no(401, 'wrong_credentials');
    const { owner, wrap_recovery, credential_version } = kept;
    if (route.startsWith('POST'))
      return [200, { owner, wrap_recovery, credential_version, epoch: 1 }];
    if (body['credential_version'] !== credential_version) return no(409, 'stale_credentials');
    this.devices.splice(
      0,
      this.devices.length,
      ...this.devices.filter((one) => one.owner !== owner),
    );
    Object.assign(kept, pick(body, ['kdf', 'wrap_passphrase', 'wrap_recovery']), {
      auth: body['new_auth'],
      recovery_auth: body['new_recovery_auth'],
      credential_version: credential_version + 1,
    });
    return this.#signIn(kept, body);
  }

  #signUp(body: Json, kept: Kept | undefined): Answer {
    if (kept && kept.auth === body['auth'] && kept.owner === body['owner'])
      return this.#signIn(kept, body, 201);
    if (this.invite_needed && !body['invite']) return no(403, 'invite_needed');
    if (this.invite_needed && body['invite'] !== 'good') return no(403, 'invite_invalid');
    if (kept) return no(409, 'name_taken');
    if ([...this.accounts.values()].some(({ owner }) => owner === body['owner']))
      return no(409, 'owner_taken');
    const made = { ...body, credential_version: 1 } as unknown as Kept;
    this.accounts.set(made.name.toLowerCase(), made);
    return this.#signIn(made, body, 201);
  }

  #signIn(kept: Kept, body: Json, status = 200): Answer {
    const { owner, name, credential_version, kdf, wrap_passphrase } = kept;
    const device = body['device'] as KeptDevice;
    const known = this.devices.find(({ id }) => id === device.id);
    if (!known) this.devices.push({ ...device, owner });
    this.hand({ owner, device: device.id, generation: ++this.#tokens });
    const dated = { created_on: TODAY, epoch: 1, history: HISTORY };
    const own = { owner, name, credential_version, kdf, wrap_passphrase, device_id: device.id };
    return [status, { ...dated, ...own }];
  }

  /** Sets the cookies, those a page may read too. */
  hand(family: Family | null): void {
    this.cookies = { access: family, refresh: family };
    for (const kind of ['access', 'refresh']) {
      const token = family ? tokenOf(kind, family) : '';
      document.cookie = `csrf_${kind}_token=${token}; path=/${family ? '' : '; max-age=0'}`;
    }
  }

  #ofRefresh(route: string, csrf: string | null): Answer | null {
    if (!/sign-in\/(refresh|end)$/.test(route)) return null;
    const family = this.cookies.refresh;
    if (!family || csrf !== tokenOf('refresh', family)) return no(401, 'unauthenticated');
    if (route.endsWith('end')) {
      this.signOutDevice(family.device);
      this.hand(null);
      return [204];
    }
    const gone = this.#gone(family);
    if (gone) return gone;
    this.hand({ ...family, generation: ++this.#tokens });
    return [200, { refreshed: true }];
  }

  #gone({ owner, device }: Family): Answer | null {
    const kept = [...this.accounts.values()].find((one) => one.owner === owner);
    if (!kept) return no(401, 'account_gone');
    if (kept.disabled) return no(401, 'account_disabled');
    return this.devices.some(({ id }) => id === device) ? null : no(401, 'signed_out');
  }

  #own(route: string, path: string, body: Json, { owner, device }: Family): Answer {
    const kept = [...this.accounts.values()].find((one) => one.owner === owner)!;
    const mine = this.devices.filter((one) => one.owner === owner);
    const named = mine.find(({ id }) => path.endsWith(id));
    const shown = (one: KeptDevice) => ({
      ...pick(one as unknown as Json, ['id', 'sealed_name']),
      ...{ created_on: TODAY, last_seen_on: TODAY, is_this: one.id === device },
    });
    const others = () => mine.filter(({ id }) => id !== device);
    switch (route) {
      case 'GET /api/accounts/me':
        return [
          200,
          { ...pick(kept as unknown as Json, ['owner', 'name', 'credential_version', 'kdf']) },
        ];
      case 'GET /api/accounts/devices':
        return [200, { devices: mine.map(shown) }];
      case 'POST /api/accounts/devices/sign-out-others':
        others().forEach(({ id }) => this.signOutDevice(id));
        return [200, { signed_out: 1 }];
      case 'PUT /api/accounts/devices/:id':
        if (!named) return no(404, 'not_found');
        return [200, shown(Object.assign(named, body))];
      case 'DELETE /api/accounts/devices/:id':
        if (named) this.signOutDevice(named.id);
        return named ? [204] : no(404, 'not_found');
      case 'POST /api/accounts/erase':
        if (body['auth'] !== kept.auth) return no(403, 'wrong_credentials');
        mine.forEach(({ id }) => this.signOutDevice(id));
        this.accounts.delete(kept.name.toLowerCase());
        this.hand(null);
        return [204];
      case 'PUT /api/accounts/passphrase':
        if (body['auth'] !== kept.auth) return no(403, 'wrong_credentials');
        if (body['credential_version'] !== kept.credential_version)
          return no(409, 'stale_credentials');
        others().forEach(({ id }) => this.signOutDevice(id));
        Object.assign(kept, pick(body, ['kdf', 'wrap_passphrase']), { auth: body['new_auth'] });
        return [200, { credential_version: ++kept.credential_version }];
      case 'PUT /api/accounts/ring':
        if (body['auth'] !== kept.auth) return no(403, 'wrong_credentials');
        return this.#rotate(kept, body, () => others().forEach(({ id }) => this.signOutDevice(id)));
      default:
        return no(404, 'not_found');
    }
  }

  #rotate(kept: Kept, body: Json, endOthers: () => void): Answer {
    const answer: Answer = [200, { ...pick(body, ['epoch']), credential_version: 2 }];
    if (body['wrap_passphrase'] === kept.wrap_passphrase) return answer;
    if (body['credential_version'] !== kept.credential_version) return no(409, 'stale_credentials');
    endOthers();
    kept.credential_version++;
    Object.assign(kept, pick(body, ['wrap_passphrase', 'wrap_recovery']), {
      recovery_auth: body['new_recovery_auth'],
    });
    return answer;
  }
}
