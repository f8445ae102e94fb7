import { expect, test } from 'vitest';
import { type Blade, newBlade } from '../../domain/blade/blade.ts';
import { Secret } from '../../domain/secret.ts';
import { toBase64 } from '../../platform/base64.ts';
import type { ClusterApi, ClusterObject } from '../api.ts';
import { isMissing, keepToken, removeToken } from './token.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const bootstrap = new Secret({ token: 'abcdef.0123456789abcdef', lifeSeconds: 24 * 3600 });
const path = '/api/v1/namespaces/kube-system/secrets/bootstrap-token-abcdef';

/** An API with a token that ends then, or with none. */
function apiWith(expires?: number | 'never') {
  const done: { applied: ClusterObject[]; removed: string[] } = { applied: [], removed: [] };
  const data = typeof expires === 'number' ? { expiration: toBase64(new TextEncoder().encode(new Date(expires).toISOString())) } : {};
  const api = {
    get: async (asked: string) => (asked === path && expires !== undefined ? { data } : undefined),
    apply: async (object: ClusterObject) => void done.applied.push(object),
    remove: async (removed: string) => void done.removed.push(removed),
  } as unknown as ClusterApi;
  return { api, done };
}

const armed = { number: 1, state: 'used', bootId: 'b', disk: undefined, written: true, failure: undefined, secretsTaken: true } as const;
const blade = (change: Partial<Blade>): Blade => ({ ...newBlade('c1/1'), arming: armed, ...change });
const missing = blade({ stage: 'rebooting' });
const standing = blade({ stage: 'ready' });

test('blades are missing that may come: armed, not left out, and never ready since', () => {
  expect([missing, blade({ stage: 'joining' }), blade({ arming: { ...armed, state: 'armed' }, stage: 'waiting' })].map(isMissing)).toEqual([
    true,
    true,
    true,
  ]);
  const others: Partial<Blade>[] = [
    { stage: 'ready' },
    { stage: 'sealed' },
    { arming: undefined },
    { arming: { ...armed, state: 'withdrawn' } },
    { excluded: 'broken' },
    { stage: 'ready', node: { ready: false, reason: 'off', version: '', address: '', since: 0 } },
  ];
  expect(others.map((change) => isMissing(blade(change)))).toEqual(others.map(() => false));
});

test('the token is made anew when it is gone, with the name and the secret that blades have on their disks', async () => {
  const { api, done } = apiWith();
  expect(await keepToken(api, bootstrap, [standing, missing], now)).toBe(now + 24 * hour);
  const [made] = done.applied;
  expect(made).toMatchObject({ kind: 'Secret', type: 'bootstrap.kubernetes.io/token', metadata: { name: 'bootstrap-token-abcdef' } });
  const text = Object.entries(made!.data as object).map(([name, value]) => [name, Buffer.from(value, 'base64').toString()]);
  expect(Object.fromEntries(text)).toMatchObject({
    'token-id': 'abcdef',
    'token-secret': '0123456789abcdef',
    expiration: '2026-11-22T12:00:00.000Z',
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
  });
});

test('it is prolonged when half its life is over, and not before', async () => {
  const [young, old, endless] = [apiWith(now + 13 * hour), apiWith(now + 11 * hour), apiWith('never')];
  expect(await keepToken(young.api, bootstrap, [missing], now)).toBeUndefined();
  expect(await keepToken(old.api, bootstrap, [missing], now)).toBe(now + 24 * hour);
  expect(await keepToken(endless.api, bootstrap, [missing], now)).toBe(now + 24 * hour);
  expect([young, old, endless].map(({ done }) => done.applied.length)).toEqual([0, 1, 1]);
});

test('it is taken away when nobody is missing, once', async () => {
  const [there, gone] = [apiWith(now + hour), apiWith()];
  for (const { api } of [there, gone]) expect(await keepToken(api, bootstrap, [standing], now)).toBeUndefined();
  expect([there.done, gone.done]).toEqual([
    { applied: [], removed: [path] },
    { applied: [], removed: [] },
  ]);
  await removeToken(gone.api, bootstrap);
  expect(gone.done.removed).toEqual([path]);
});
