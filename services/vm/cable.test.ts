import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseCidr, plus } from '../domain/network/address.ts';
import { cableOf } from './cable.ts';

const machine = { address: '10.20.30.10', mac: '52:54:00:01:02:03' };
const network = { subnet: '10.20.30.0/24', laptop: '10.20.30.242' };

describe("the machine's network", () => {
  it("has the plan's gateway as QEMU's router", () => {
    expect(cableOf({ ...network, gateway: '10.20.30.1' }, machine)).toMatchObject({
      ok: true,
      value: { router: '10.20.30.1', resolver: '10.20.30.254', address: '10.20.30.10' },
    });
  });
  it('has addresses that nobody has where the plan names no gateway of its own', () => {
    for (const gateway of [undefined, '10.20.30.242', '192.168.0.1'])
      expect(cableOf({ ...network, gateway }, machine)).toMatchObject({ value: { router: '10.20.30.254', resolver: '10.20.30.253' } });
  });
  it('passes over addresses that the plan gives out', () => {
    const taken = { ...network, laptop: '10.20.30.254' };
    expect(cableOf(taken, { ...machine, address: '10.20.30.253' })).toMatchObject({
      value: { router: '10.20.30.252', resolver: '10.20.30.251' },
    });
  });
  it('is refused where the subnet has no room for it', () => {
    const narrow = cableOf({ subnet: '10.20.30.8/30', laptop: '10.20.30.9' }, { ...machine, address: '10.20.30.10' });
    expect(narrow).toMatchObject({ ok: false, problems: [{ code: 'vm-subnet' }] });
  });
  it('never gives one address twice, and never the ends of the subnet', () => {
    const subnet = fc.integer({ min: 16, max: 28 });
    fc.assert(
      fc.property(subnet, fc.nat(), fc.nat(), (prefixLength, one, other) => {
        const whole = parseCidr(`10.32.0.0/${prefixLength}`)!;
        const size = 2 ** (32 - prefixLength);
        const inside = (number: number) => plus(whole.address, 1 + (number % (size - 2)));
        const [laptop, address] = [inside(one), inside(other)];
        fc.pre(laptop !== address);
        const cable = cableOf({ subnet: `10.32.0.0/${prefixLength}`, laptop }, { ...machine, address });
        if (!cable.ok) throw new Error('it has room');
        const all = [laptop, address, cable.value.router, cable.value.resolver];
        expect(new Set(all).size).toBe(4);
        expect(all.every((each) => contains(whole, each) && each !== whole.address && each !== plus(whole.address, size - 1))).toBe(true);
      }),
    );
  });
});
