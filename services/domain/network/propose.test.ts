// What is proposed keeps clear of the site, whatever the site is.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { applyEdits, type PlanEdit } from '../plan/edit.ts';
import { type Loose, readLoosely } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { networkOf } from './address.ts';
import { freePool, networkOfAdapter, usualNetwork } from './propose.ts';

const loosely = (data: unknown) => readLoosely(planV1, data) as Loose<Plan>;
const proposed = (...changes: Change[]) => usualNetwork(loosely(changed(...changes)));
const proposedAt = (edits: readonly PlanEdit[], where: string) => edits.find((edit) => edit.where === where)?.value;

describe('an adapter says of the network', () => {
  const adapter = (...addresses: [string, number][]) => ({
    name: 'eth0',
    addresses: addresses.map(([address, prefixLength]) => ({ address, prefixLength })),
  });
  it.each([
    [adapter(['10.20.30.242', 24]), { laptop: '10.20.30.242', subnet: '10.20.30.0/24' }],
    [adapter(['fe80::1', 64], ['169.254.7.7', 16], ['192.168.5.9', 22]), { laptop: '192.168.5.9', subnet: '192.168.4.0/22' }],
    [adapter(['127.20.30.242', 16]), { laptop: '127.20.30.242', subnet: '127.20.0.0/16' }],
    [adapter(['2001:db8::5', 64], ['169.254.7.7', 16]), undefined],
    [adapter(), undefined],
  ])('%o', (given, said) => expect(networkOfAdapter(given)).toEqual(said));
});

describe('usual values', () => {
  it('are the ones engineers know, where nothing is in their way', () => {
    expect(proposed()).toEqual([
      { where: 'network.pods', value: '10.244.0.0/16' },
      { where: 'network.services', value: '10.96.0.0/16' },
      { where: 'network.nodePorts', value: '30000-32767' },
    ]);
  });
  it('leave what is good as it was typed', () => {
    expect(proposed(['network.pods', '10.100.0.0/16'], ['network.services', '10.10.0.0/22'], ['network.nodePorts', '31000-31999'])).toEqual(
      [],
    );
  });
  it('move a range that overlaps a route of the site', () => {
    expect(proposed(['network.siteRoutes', ['10.0.0.0/8']])).toEqual([
      { where: 'network.pods', value: '172.16.0.0/16' },
      { where: 'network.services', value: '172.17.0.0/16' },
      { where: 'network.nodePorts', value: '30000-32767' },
    ]);
  });
  it('move the IPv4 range of a pair and leave the IPv6 one', () => {
    const edits = proposed(['network.pods', ['10.20.0.0/16', 'fd00:10::/56']], ['network.services', '10.96.0.0/16']);
    expect(edits[0]).toEqual({ where: 'network.pods[0]', value: '10.244.0.0/16' });
    expect(proposedAt(edits, 'network.services')).toBeUndefined();
  });
  it('leave room for twice the planned blades', () => {
    const blades = Array.from({ length: 200 }, (_, index) => ({ slot: `c1/${index + 1}`, macs: [] }));
    expect(proposedAt(proposed(['blades', blades]), 'network.pods')).toBe('10.244.0.0/15');
  });
  it('are private networks however many blades there are and however large the part of each', () => {
    const blades = Array.from({ length: 512 }, (_, index) => ({ slot: `c${index}/1`, macs: [] }));
    const pods = (podPrefix: number) => proposedAt(proposed(['blades', blades], ['network.podPrefix', podPrefix]), 'network.pods');
    expect([26, 24, 18, 17, 12].map(pods)).toEqual(['10.244.0.0/16', '10.244.0.0/14', '10.128.0.0/9', undefined, undefined]);
  });
  it('keep clear of the servers and of other adapters of this laptop', () => {
    const adapters = [{ name: 'wlan0', addresses: [{ address: '10.96.7.7', prefixLength: 12 }] }];
    const edits = usualNetwork(loosely(changed(['network.dns', ['10.244.9.9']])), adapters);
    expect([proposedAt(edits, 'network.pods'), proposedAt(edits, 'network.services')]).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
  });
  it('give nothing where the site has everything', () => {
    const all = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
    expect(proposed(['network.siteRoutes', all]).map(({ where }) => where)).toEqual(['network.nodePorts']);
  });
  it('overlap nothing, whatever the routes of the site are and whatever was typed before', () => {
    const range = fc
      .tuple(fc.constantFrom('10', '172', '192', '100'), fc.ipV4(), fc.integer({ min: 9, max: 26 }))
      .map(([first, address, length]) => `${networkOf([first, ...address.split('.').slice(1)].join('.'), length)}/${length}`);
    const typed = fc.option(range, { nil: undefined });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), typed, typed, (routes, pods, services) => {
        const data = changed(['network.siteRoutes', routes], ['network.pods', pods], ['network.services', services]);
        const after = checkPlan(applyEdits(data, usualNetwork(loosely(data)))).problems;
        expect(after.filter(({ code }) => code === 'plan-ranges-overlap')).toEqual([]);
      }),
    );
  });
});

describe('a pool for machines that are not in the plan', () => {
  const pool = (...changes: Change[]) => freePool(loosely(changed(...changes)));
  it('is at the end of the subnet, clear of everything planned', () => {
    expect(pool()).toEqual({ first: '10.20.30.222', last: '10.20.30.241' });
    expect(pool(['network.laptop', '10.20.30.200'])).toEqual({ first: '10.20.30.235', last: '10.20.30.254' });
  });
  it('is the largest gap where none has room for twenty, and none where nothing is free', () => {
    const small: Change[] = [
      ['network.subnet', '10.20.30.32/28'],
      ['network.laptop', '10.20.30.46'],
      ['network.gateway', undefined],
    ];
    expect(pool(...small)).toEqual({ first: '10.20.30.33', last: '10.20.30.39' });
    expect(
      pool(['network.subnet', '10.20.30.40/30'], ['network.gateway', undefined], ['chassis[0].firstIp', '10.20.30.41']),
    ).toBeUndefined();
  });
  it('adds no problem to any plan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 1, max: 250 }), (laptop, first) => {
        const data = changed(['network.laptop', `10.20.30.${laptop}`], ['chassis[0].firstIp', `10.20.30.${first}`]);
        const after = applyEdits(data, [{ where: 'network.dhcp.pool', value: freePool(loosely(data)) }]);
        expect(checkPlan(after).problems).toEqual(checkPlan(data).problems);
      }),
    );
  });
});
