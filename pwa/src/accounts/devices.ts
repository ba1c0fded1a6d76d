/** The account's devices. Their names are sealed: the server sees only how many there are. */

import { base64url } from '../core/bytes';
import { openKeys } from '../vault/device';
import type { Keys } from '../vault/keys';
import { openName, sealName } from '../vault/names';
import { devices, putDevice } from './api';
import { Refused } from './errors';
import { bytesFrom } from './kdf-rules';
import { thisDeviceName, tidyName } from './names';
import type { Device } from './types';

type Listed = Awaited<ReturnType<typeof devices>>['devices'][number];

/** The newest first. One of this phone's that has no name yet is given one. */
export async function allDevices(): Promise<Device[]> {
  const keys = await openKeys();
  const { devices: listed } = await devices();
  const here = listed.find(({ is_this }) => is_this);
  if (!here || here.sealed_name !== null) return opened(keys, listed);
  await putName(keys, here.id, thisDeviceName()).catch(() => undefined);
  return opened(keys, (await devices()).devices);
}

function opened(keys: Keys, listed: Listed[]): Promise<Device[]> {
  return Promise.all(listed.map((device) => withName(keys, device)));
}

async function withName(keys: Keys, { sealed_name, ...device }: Listed): Promise<Device> {
  const sealed = bytesFrom(sealed_name);
  return { ...device, name: await openName(keys, { kind: 'device', id: device.id }, sealed) };
}

/** Rejects with Refused `device_name_invalid` or `not_found`. Answers with the name as it is kept. */
export async function nameDevice(id: string, typed: string): Promise<string> {
  const name = tidyName(typed);
  if (!name) throw new Refused('device_name_invalid');
  await putName(await openKeys(), id, name);
  return name;
}

async function putName(keys: Keys, id: string, name: string): Promise<void> {
  await putDevice(id, base64url(await sealName(keys, { kind: 'device', id }, name)));
}
