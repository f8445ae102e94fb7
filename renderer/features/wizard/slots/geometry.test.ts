import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, emptyFrom, type Move, moved } from './geometry.ts';
import { rackIn, sampleData } from './sample-rack.ts';

const rack = rackIn(sampleData);

describe('a move in the drawing', () => {
  it.each<[string, Move, string]>([
    ['c1/1', 'right', 'c1/2'],
    ['c1/8', 'right', 'c1/9'],
    ['c1/1', 'left', 'c1/1'],
    ['c1/3', 'down', 'c1/11'],
    ['c1/11', 'up', 'c1/3'],
    ['c1/11', 'down', 'c2/1'],
    ['c2/1', 'up', 'c1/9'],
    ['c2/1', 'down', 'c2/2'],
    ['c2/4', 'down', 'c2/4'],
    ['c1/16', 'on', 'c2/1'],
    ['c2/1', 'back', 'c1/16'],
    ['c1/5', 'home', 'c1/1'],
    ['c1/5', 'end', 'c1/16'],
    ['c1/5', 'last', 'c2/4'],
    ['c2/2', 'first', 'c1/1'],
    ['c7/1', 'down', 'c1/1'],
  ])('from %s %s is %s', (slot, move, to) => {
    expect(moved(rack, slot, move)).toBe(to);
  });
  it('reaches every slot by arrows, and never leaves the rack', () => {
    const seen = new Set(['c1/1']);
    for (const slot of seen) for (const move of ['left', 'right', 'up', 'down'] as const) seen.add(moved(rack, slot, move));
    expect([...seen].toSorted()).toEqual(rack.order.toSorted());
  });
});

describe('a range', () => {
  it('is what lies between, over chassis, whichever end comes first', () => {
    expect(between(rack, 'c1/15', 'c2/2')).toEqual(['c1/15', 'c1/16', 'c2/1', 'c2/2']);
    const slot = fc.constantFrom(...rack.order);
    fc.assert(
      fc.property(slot, slot, (one, other) => {
        expect(between(rack, one, other)).toEqual(between(rack, other, one));
      }),
    );
  });
  it('of a slot that is gone is the other end', () => {
    expect(between(rack, 'c9/1', 'c1/2')).toEqual(['c1/2']);
  });
});

it('finds the next empty slot', () => {
  expect([emptyFrom(rack, 'c1/1'), emptyFrom(rack, 'c1/2'), emptyFrom(rack, 'c2/1')]).toEqual(['c1/2', 'c1/2', 'c2/2']);
});
