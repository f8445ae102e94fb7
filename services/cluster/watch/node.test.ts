import { describe, expect, test } from 'vitest';
import { type Blade, newBlade } from '../../domain/blade/blade.ts';
import { type ApiNode, nodeNews } from './node.ts';

const node = (status: 'True' | 'False' | 'Unknown', message: string, more: Partial<ApiNode['metadata']> = {}): ApiNode => ({
  metadata: { name: 'c1-1', ...more },
  status: {
    conditions: [
      { type: 'MemoryPressure', status: 'False' },
      { type: 'Ready', status, message },
    ],
    addresses: [
      { type: 'Hostname', address: 'c1-1' },
      { type: 'InternalIP', address: '10.20.30.40' },
    ],
    nodeInfo: { kubeletVersion: 'v1.37.1' },
  },
});
const ready = node('True', 'kubelet is posting ready status');
const seen = { ready: true, reason: undefined, version: 'v1.37.1', address: '10.20.30.40', since: 5 };
const blade = (change: Partial<Blade> = {}): Blade => ({ ...newBlade('c1/1'), stage: 'ready', ...change });

describe('what is told of a node', () => {
  test('is that it is there, as it is, the first time', () => {
    const { since: _, reason: __, ...facts } = seen;
    expect(nodeNews(blade({ stage: 'booted' }), ready)).toEqual({ type: 'node-seen', slot: 'c1/1', ...facts });
    expect(nodeNews(blade({ stage: 'booted' }), { metadata: { name: 'c1-1' } })).toEqual({
      type: 'node-seen',
      slot: 'c1/1',
      ready: false,
      reason: 'its kubelet has not reported yet',
      version: '',
      address: '',
    });
  });

  test('is nothing when nothing is new', () => {
    expect(nodeNews(blade({ node: seen }), ready)).toBeUndefined();
    expect(nodeNews(blade({ node: seen }), { ...ready, metadata: { name: 'c1-1', labels: { a: 'b' } } })).toBeUndefined();
    expect(nodeNews(blade(), undefined)).toBeUndefined();
  });

  test.each([
    ['fell back', node('Unknown', 'Kubelet stopped posting node status.')],
    ['was upgraded', { ...ready, status: { ...ready.status!, nodeInfo: { kubeletVersion: 'v1.38.0' } } }],
    ['has another address', { ...ready, status: { ...ready.status!, addresses: [] } }],
  ])('is that it %s', (_, now) => {
    expect(nodeNews(blade({ node: seen }), now)).toMatchObject({ type: 'node-seen', slot: 'c1/1' });
  });

  test('is not that its trouble lasts a second longer', () => {
    const pleg = (seconds: number) => `PLEG is not healthy: pleg was last seen active 3m${seconds}.1s ago`;
    const before = { ...seen, ready: false, reason: pleg(2) };
    expect(nodeNews(blade({ node: before }), node('False', pleg(12)))).toBeUndefined();
    expect(nodeNews(blade({ node: before }), node('False', 'container runtime is down'))).toMatchObject({
      reason: 'container runtime is down',
    });
  });

  test('is told again when the blade came up only after its node was seen', () => {
    expect(nodeNews(blade({ stage: 'rebooting', node: seen }), ready)).toBeUndefined();
    expect(nodeNews(blade({ stage: 'booted', node: seen }), ready)).toMatchObject({ type: 'node-seen', ready: true });
    expect(nodeNews(blade({ stage: 'joining', node: seen }), ready)).toMatchObject({ type: 'node-seen', ready: true });
  });

  test('is that it is gone, once', () => {
    expect(nodeNews(blade({ node: seen }), undefined)).toEqual({ type: 'node-lost', slot: 'c1/1' });
  });
});
