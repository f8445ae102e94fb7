// A plan at another network.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { applyEdits } from '../plan/edit.ts';
import { type Loose, readLoosely } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { networkOf, plus } from './address.ts';
import { moveNetwork } from './move.ts';

const loosely = (data: unknown) => readLoosely(planV1, data) as Loose<Plan>;
const net = { subnet: '192.168.4.0/22', laptop: '192.168.5.9' };
const sample = changed(['network.vip', '10.20.30.20'], ['blades[1].ip', '10.20.30.77'], ['network.dns', ['10.20.30.53']]);
const back = { subnet: '10.20.30.0/24', laptop: '10.20.30.242' };

describe('a plan that comes to another network', () => {
  it('keeps the place of each address, and leaves the servers of the site', () => {
    expect(moveNetwork(loosely(sample), net)).toEqual([
      { where: 'network.subnet', value: '192.168.4.0/22' },
      { where: 'network.laptop', value: '192.168.5.9' },
      { where: 'network.gateway', value: '192.168.4.1' },
      { where: 'network.vip', value: '192.168.4.20' },
      { where: 'chassis[0].firstIp', value: '192.168.4.40' },
      { where: 'blades[1].ip', value: '192.168.4.77' },
    ]);
  });
  it('has nothing to change where it is at home', () => expect(moveNetwork(loosely(sample), back)).toEqual([]));
  it('takes the laptop alone where the subnet is the same', () => {
    expect(moveNetwork(loosely(sample), { ...back, laptop: '10.20.30.7' })).toEqual([{ where: 'network.laptop', value: '10.20.30.7' }]);
  });
  it('leaves what has no room in a smaller one', () => {
    const places = moveNetwork(loosely(sample), { subnet: '10.9.8.0/26', laptop: '10.9.8.5' }).map(({ where }) => where);
    expect(places).not.toContain('blades[1].ip');
    expect(places).toContain('network.vip');
  });
  it('takes a network where there was none', () => {
    expect(moveNetwork({}, net)).toEqual([
      { where: 'network.subnet', value: '192.168.4.0/22' },
      { where: 'network.laptop', value: '192.168.5.9' },
    ]);
  });
  it('is the same plan again after it came back, and good in between', () => {
    const place = fc.tuple(fc.ipV4(), fc.integer({ min: 16, max: 24 })).map(([address, length]) => {
      const first = networkOf(`10.${address.split('.').slice(1).join('.')}`, length);
      return { subnet: `${first}/${length}`, laptop: plus(first, 242) };
    });
    fc.assert(
      fc.property(place, (there) => {
        const moved = applyEdits(sample, moveNetwork(loosely(sample), there));
        const outside = checkPlan(moved).problems.filter(({ code }) => code === 'plan-address-outside');
        expect(outside).toEqual([]);
        expect(applyEdits(moved, moveNetwork(loosely(moved), back))).toEqual(sample);
      }),
    );
  });
});
