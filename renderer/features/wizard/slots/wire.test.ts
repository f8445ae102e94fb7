import { describe, expect, it } from 'vitest';
import { mac, rackIn, sampleData } from './sample-rack.ts';
import { arrived, placedMacs, seated, unplaced } from './wire.ts';

const rack = rackIn(sampleData);
const heard = (number: number, first: number, last = first) => ({ mac: mac(number), client: 'PXE', first, last, times: 1 });

it('lists what is in no slot, the newest first; a second port of a blade is not new', () => {
  expect(unplaced([heard(0x40, 1), heard(0x13, 2), heard(0x41, 3)], placedMacs(rack)).map((one) => one.mac)).toEqual([
    mac(0x41),
    mac(0x40),
  ]);
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
