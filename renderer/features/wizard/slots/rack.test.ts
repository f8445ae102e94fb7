import { describe, expect, it } from 'vitest';
import { edited, mac, rackIn, sampleData } from './sample-rack.ts';

const rack = rackIn(sampleData);
const changed = (where: string, value?: unknown) => edited(sampleData, [{ where, ...(value === undefined ? {} : { value }) }]);

describe('the rack of a plan', () => {
  it('has every slot of every chassis, empty ones with the address that a blade there will get', () => {
    expect(rack.order).toHaveLength(20);
    expect(rack.cells['c1/2']).toMatchObject({ blade: undefined, macs: [], ip: '10.20.30.41', ipByHand: false, role: undefined });
    expect(rack.cells['c2/3']!.ip).toBe('10.20.30.84');
  });
  it('tells by hand from by rule', () => {
    expect(rack.cells['c1/1']).toMatchObject({ blade: 0, hostname: 'master', namedByHand: true, role: 'control-plane', ipByHand: false });
    expect(rack.cells['c2/1']).toMatchObject({
      blade: 2,
      hostname: 'c2-1',
      namedByHand: false,
      role: 'worker',
      ip: '10.20.30.99',
      ipByHand: true,
    });
  });
  it.each([
    ['a MAC address', 'blades[2].macs[0]', mac(1)],
    ['an address', 'blades[2].ip', '10.20.30.40'],
    ['a host name', 'blades[2].hostname', 'master'],
  ])('shows %s that two blades have at both of them', (_, where, value) => {
    const { cells } = rackIn(changed(where, value));
    expect(cells['c1/1']!.problems).toHaveLength(1);
    expect(cells['c2/1']!.problems).toEqual(cells['c1/1']!.problems);
    expect(cells['c1/3']!.problems).toEqual([]);
  });
  it('shows two central blades in one chassis at both', () => {
    const apart = edited(sampleData, [
      { where: 'placement.controlPlane', value: 'one-per-chassis' },
      { where: 'blades[1].role', value: 'control-plane' },
    ]);
    const shared = (slot: string) => rackIn(apart).cells[slot]!.problems.some(({ code }) => code === 'plan-chassis-shared');
    expect(['c1/1', 'c1/3', 'c2/1'].map(shared)).toEqual([true, true, false]);
  });
  it('keeps blades that no slot shows', () => {
    for (const slot of ['c1/1', 'c1/17', 'c9/1', 'here']) {
      const { strays } = rackIn(changed('blades[2].slot', slot));
      expect(strays).toMatchObject([{ blade: 2, slot: slot === 'here' ? undefined : slot, macs: [mac(0x21)] }]);
      expect(strays[0]!.problems.length).toBeGreaterThan(0);
    }
  });
  it('draws no slots of a chassis without a name of its own', () => {
    expect(rackIn(changed('chassis[1].name', 'c1')).chassis[1]).toMatchObject({ name: '', slots: 0 });
    expect(rackIn(changed('chassis[1].name', 'NOT A NAME')).chassis[1]).toMatchObject({ name: '', slots: 0 });
  });
  it('can be made of anything', () => {
    for (const data of [{}, { chassis: 3, blades: 'x' }, { chassis: [null], blades: [null, {}] }]) expect(rackIn(data).order).toEqual([]);
  });
  it('keeps the objects of what did not change', () => {
    const after = rackIn(changed('blades[2].ip', '10.20.30.98'), rack);
    expect(after.chassis).toBe(rack.chassis);
    expect(after.order).toBe(rack.order);
    expect(Object.keys(after.cells).filter((slot) => after.cells[slot] !== rack.cells[slot])).toEqual(['c2/1']);
  });
});
