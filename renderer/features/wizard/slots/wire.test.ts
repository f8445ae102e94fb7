import { describe, expect, it } from 'vitest';
import { mac, rackIn, sampleData } from './sample-rack.ts';
import { arrived, heldRows, placedMacs, rowsOf, seated, unplaced } from './wire.ts';

const rack = rackIn(sampleData);
const heard = (number: number, first: number, last = first) => ({ mac: mac(number), client: 'PXE', first, last, times: 1 });

it('lists what is in no slot, the one heard first first; a second port of a blade is not new', () => {
  expect(unplaced([heard(0x41, 3), heard(0x13, 2), heard(0x40, 1)], placedMacs(rack)).map((one) => one.mac)).toEqual([
    mac(0x40),
    mac(0x41),
  ]);
});

it('moves no machine of the list when another is heard again, also of two that were first heard at once', () => {
  const order = (...sightings: ReturnType<typeof heard>[]) => unplaced(sightings, new Set()).map((one) => one.mac);
  const [first, second, third] = [heard(0x41, 5), heard(0x40, 5), heard(0x42, 6)];
  expect(order(second, third, { ...first, last: 90 })).toEqual(order(first, second, { ...third, last: 80 }));
});

describe('the list under a hand', () => {
  const shown = (rows: ReturnType<typeof heldRows>) => rows.map(({ sighting, isGone }) => `${sighting.mac}${isGone ? ' gone' : ''}`);
  it('keeps every row where it is, and adds new ones after them', () => {
    const before = rowsOf([heard(0x40, 1), heard(0x41, 2), heard(0x42, 3)]);
    const later = heldRows(before, [heard(0x43, 0), heard(0x42, 3, 9), heard(0x40, 1)]);
    expect(shown(later)).toEqual([mac(0x40), `${mac(0x41)} gone`, mac(0x42), mac(0x43)]);
    expect(later[2]!.sighting.last).toBe(9);
  });
  it('has a machine again that went and came back', () => {
    const gone = heldRows(rowsOf([heard(0x40, 1)]), []);
    expect(shown(gone)).toEqual([`${mac(0x40)} gone`]);
    expect(shown(heldRows(gone, [heard(0x40, 1)]))).toEqual([mac(0x40)]);
  });
});

describe('powering on in order', () => {
  it('takes machines in the order they were first heard', () => {
    const before = new Set([mac(0x40)]);
    expect(arrived([heard(0x42, 9), heard(0x41, 5, 20), heard(0x40, 1, 30)], before).map((one) => one.mac)).toEqual([mac(0x41), mac(0x42)]);
  });
  it('fills empty slots only and moves on', () => {
    expect(seated(rack, 'c1/1', [heard(0x40, 1), heard(0x41, 2)])).toEqual({
      fillings: [
        { slot: 'c1/2', macs: [mac(0x40)] },
        { slot: 'c1/4', macs: [mac(0x41)] },
      ],
      target: 'c1/5',
    });
  });
  it('goes on into the next chassis and ends with the rack', () => {
    expect(seated(rack, 'c1/16', [heard(0x40, 1)])).toMatchObject({ target: 'c2/2' });
    expect(seated(rack, 'c2/4', [heard(0x40, 1), heard(0x41, 1)])).toEqual({
      fillings: [{ slot: 'c2/4', macs: [mac(0x40)] }],
      target: undefined,
    });
  });
  it('puts nothing where a blade of the plan was heard', () => {
    expect(seated(rack, 'c1/2', [heard(0x13, 1)])).toEqual({ fillings: [], target: 'c1/2' });
  });
});
