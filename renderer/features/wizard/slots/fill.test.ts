import { describe, expect, it } from 'vitest';
import { filled, hostnameBy } from './fill.ts';
import { bladesOf, edited, mac, rackIn, sampleData } from './sample-rack.ts';

const data = edited(sampleData, [
  { where: 'blades[0].disk', value: { minGiB: 100 } },
  { where: 'blades[0].labels', value: { cabinet: 'a1' } },
  { where: 'blades[1].ip', value: '10.20.30.77' },
]);
const rack = rackIn(data);
const bladeAt = (index: number) => bladesOf(data)[index];
const range = ['c1/1', 'c1/2', 'c1/3', 'c1/4'];
const nothing = { copy: [] };
const bySlot = (after: unknown) => Object.fromEntries(bladesOf(after).map((blade) => [blade.slot as string, blade]));

describe('filling down', () => {
  it('counts MAC addresses up and makes blades of empty slots', () => {
    const { edits, lines } = filled(rack, range, { ...nothing, macs: { first: mac(1), step: 2 } }, bladeAt);
    expect(edits).toEqual([
      { where: 'blades[3]', value: { slot: 'c1/2', macs: [mac(3)] } },
      { where: 'blades[1].macs[0]', value: mac(5) },
      { where: 'blades[4]', value: { slot: 'c1/4', macs: [mac(7)] } },
    ]);
    expect(lines.map(({ isNew }) => isNew)).toEqual([false, true, false, true]);
  });
  it('leaves empty slots alone when there is no MAC address for them', () => {
    const { edits, lines } = filled(rack, range, { ...nothing, hostnames: { pattern: 'node-{n}', start: 1 } }, bladeAt);
    expect(edits).toEqual([
      { where: 'blades[0].hostname', value: 'node-1' },
      { where: 'blades[1].hostname', value: 'node-3' },
    ]);
    expect(lines.map(({ skipped }) => skipped)).toEqual([false, true, false, true]);
  });
  it('gives addresses by hand, or the rule its say again', () => {
    const byHand = filled(rack, range, { ...nothing, ips: { first: '10.20.30.100', step: 1 } }, bladeAt);
    expect(byHand.edits).toEqual([
      { where: 'blades[0].ip', value: '10.20.30.100' },
      { where: 'blades[1].ip', value: '10.20.30.102' },
    ]);
    expect(filled(rack, range, { ...nothing, ips: 'rule' }, bladeAt).edits).toEqual([{ where: 'blades[1].ip' }]);
  });
  it('copies what the first blade says, and what it leaves open', () => {
    const wish = { macs: { first: mac(1), step: 1 }, copy: ['role', 'disk', 'labels', 'loader'] as const };
    const after = bySlot(edited(data, filled(rack, range, wish, bladeAt).edits));
    const common = { role: 'control-plane', disk: { minGiB: 100 }, labels: { cabinet: 'a1' } };
    for (const slot of range) expect(after[slot]).toMatchObject(common);
    expect(after['c1/2']).toEqual({ slot: 'c1/2', macs: [mac(2)], ...common });
  });
  it('ignores what is no address yet, and stops at the last MAC address', () => {
    const wish = { copy: [], macs: { first: 'd0:00', step: 1 }, ips: { first: '10.20.', step: 1 } };
    expect(filled(rack, range, wish, bladeAt).edits).toEqual([]);
    const { lines } = filled(rack, range, { copy: [], macs: { first: 'ff:ff:ff:ff:ff:fe', step: 1 } }, bladeAt);
    expect(lines.map((line) => line.mac)).toEqual(['ff:ff:ff:ff:ff:fe', 'ff:ff:ff:ff:ff:ff', undefined, undefined]);
  });
  it('twice is the same as once', () => {
    const wish = {
      copy: ['role'] as const,
      macs: { first: mac(1), step: 1 },
      hostnames: { pattern: 'n{nn}', start: 9 },
      ips: 'rule' as const,
    };
    const once = edited(data, filled(rack, range, wish, bladeAt).edits);
    expect(filled(rackIn(once), range, wish, (index) => bladesOf(once)[index]).edits).toEqual([]);
  });
});

it.each([
  ['node-{n}', 7, 'node-7'],
  ['node-{nnn}', 7, 'node-007'],
  ['{chassis}-b{slot}', 7, 'c1-b3'],
  ['plain', 7, 'plain'],
])('%s at %i is %s', (pattern, count, name) => {
  expect(hostnameBy(pattern, 'c1/3', count)).toBe(name);
});
