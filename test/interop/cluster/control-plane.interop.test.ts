// The control plane that tests ask on loopback: with kubeadm's administrators, nodes that are only told of, and an API server that can be lost.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skip } from '../../setup/skipped.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';

const timeout = 400_000;

describe.skipIf(skip('a control plane on loopback', lacksControlPlane()))('a control plane on loopback', { timeout }, () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ administrators: false });
  }, timeout);
  afterAll(() => plane?.stop(), timeout);

  const asAdministrator = (...words: string[]) => plane.kubectl('--kubeconfig', plane.kubeconfig, ...words);

  test('lets its administrators do nothing before kubeadm has given them their rights', async () => {
    await expect(asAdministrator('get', 'nodes')).rejects.toThrow('User "rackstrap" cannot list resource "nodes"');
    await plane.letAdministratorsIn();
    expect(await asAdministrator('get', 'nodes', '--output', 'name')).toBe('');
  });

  test('has the nodes that a test tells of, and keeps them over the loss of its API server', async () => {
    await plane.node('c1-1', { ready: false, reason: 'no network yet' });
    await plane.node('c1-1', { ready: true, version: 'v1.36.9' });
    await plane.killApi();
    await expect(plane.kubectl('get', 'nodes')).rejects.toThrow('refused');
    await plane.startApi();
    expect(await asAdministrator('get', 'nodes', '--no-headers')).toMatch(/^c1-1 +Ready .*v1\.36\.9\n$/);
  });
});
