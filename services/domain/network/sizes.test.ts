import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Loose, readLoosely } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { aligned, parseCidr, usable } from './address.ts';
import { networkSizes, podSize } from './sizes.ts';

const sizes = (...changes: Change[]) => networkSizes(readLoosely(planV1, changed(...changes)) as Loose<Plan>);

describe('network arithmetic', () => {
  it.each<[range: string, podPrefix: number, nodes: bigint, addresses: bigint, pods: number]>([
    ['192.168.0.0/16', 26, 1024n, 62n, 62],
    ['10.244.0.0/16', 24, 256n, 254n, 110],
    ['10.100.0.0/16', 25, 512n, 126n, 110],
    ['10.0.0.0/8', 24, 65_536n, 254n, 110],
    ['10.244.0.0/24', 24, 1n, 254n, 110],
    ['10.244.0.0/24', 23, 0n, 510n, 110],
    ['10.244.0.0/16', 31, 32_768n, 0n, 0],
    ['fd00:10::/48', 64, 65_536n, 2n ** 64n - 1n, 110],
    ['fd00::/8', 112, 2n ** 104n, 65_535n, 110],
  ])('%s in parts of /%i is %i nodes with %i addresses each', (range, podPrefix, nodes, addressesPerNode, podsPerNode) => {
    expect(podSize(parseCidr(range)!, podPrefix, 3)).toEqual({ range, podPrefix, nodes, addressesPerNode, podsPerNode, plannedNodes: 3 });
  });

  it.each([
    ['10.10.0.0/22', 1022n],
    ['10.96.0.0/12', 1_048_574n],
    ['10.96.0.0/28', 14n],
    ['fd00:96::/108', 1_048_575n],
    ['fd00:96::/64', 2n ** 64n - 1n],
  ])('%s has room for %i services', (range, services) => {
    expect(sizes(['network.services', range]).services).toEqual([{ range, services }]);
  });

  it('knows what is meant by a network that begins elsewhere, and counts nothing in it', () => {
    expect(aligned('10.10.1.0/22')).toBe('10.10.0.0/22');
    expect(aligned('fd00::1/64')).toBe('fd00::/64');
    expect([aligned('10.10.0.0/22'), aligned('10.10.1.0/33'), aligned('10.10.1.0'), aligned('')]).toEqual([...Array(4)]);
    expect(sizes(['network.services', '10.10.1.0/22']).services).toEqual([]);
  });

  it('covers the whole range with the parts of the nodes, whatever the family', () => {
    const range = fc.oneof(
      fc.tuple(fc.constant('0.0.0.0'), fc.integer({ min: 0, max: 32 })),
      fc.tuple(fc.constant('::'), fc.integer({ min: 0, max: 128 })),
    );
    fc.assert(
      fc.property(range, fc.nat(64), ([address, prefixLength], further) => {
        const longest = address === '::' ? 128 : 32;
        const podPrefix = Math.min(longest, prefixLength + further);
        const { nodes } = podSize({ address, prefixLength }, podPrefix, 0);
        expect(nodes * 2n ** BigInt(longest - podPrefix)).toBe(2n ** BigInt(longest - prefixLength));
        expect(usable({ address, prefixLength })).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});

describe('the sizes of a plan', () => {
  it('are those of its fields, and of the defaults where it says nothing', () => {
    expect(sizes()).toEqual({
      // three blades, the laptop and the gateway
      subnet: { range: '10.20.30.0/24', addresses: 254, used: 5 },
      pods: [{ range: '10.244.0.0/16', podPrefix: 24, nodes: 256n, addressesPerNode: 254n, podsPerNode: 110, plannedNodes: 3 }],
      services: [{ range: '10.96.0.0/16', services: 65_534n }],
    });
  });
  it('count the VIP and every address of the pool as used', () => {
    const { subnet } = sizes(['network.vip', '10.20.30.9'], ['network.dhcp.pool', { first: '10.20.30.200', last: '10.20.30.209' }]);
    expect(subnet?.used).toBe(16);
  });
  it('take podPrefix for the first range and the default of its family for the second', () => {
    const { pods } = sizes(['network.pods', ['192.168.0.0/16', 'fd00:10::/56']], ['network.podPrefix', 26]);
    expect(pods.map(({ podPrefix, nodes }) => [podPrefix, nodes])).toEqual([
      [26, 1024n],
      [64, 256n],
    ]);
  });
  it('are left out where a field cannot be read, and only there', () => {
    expect(sizes(['network.subnet', 'x'])).toMatchObject({ pods: [{}], services: [{}] });
    expect(sizes(['network.subnet', 'x'])).not.toHaveProperty('subnet');
    expect(sizes(['network.pods', 'x'])).toMatchObject({ subnet: {}, pods: [], services: [{}] });
    expect(sizes(['network.pods', ['10.100.0.0/16', 'x']]).pods).toHaveLength(1);
    expect(sizes(['network.podPrefix', 'x'])).toMatchObject({ pods: [], services: [{}] });
    expect(sizes(['network.podPrefix', 64])).toMatchObject({ pods: [] });
    expect(sizes(['network', null])).toEqual({ pods: [], services: [] });
  });
});
