// Arrow keys in the drawing of a rack.

import { describe, expect, it } from 'vitest';
import { neighbour } from './neighbour.ts';

/** c1: 8 + 8 across; c2: two columns; c3: one below the other. */
const rack = [
  { name: 'c1', model: 'hpe-c7000', slots: 16 },
  { name: 'c2', model: '2u4n', slots: 4 },
  { name: 'c3', model: 'servers', slots: 2 },
];

describe('an arrow key', () => {
  it.each([
    ['c1/1', 'ArrowRight', 'c1/2'],
    ['c1/8', 'ArrowRight', 'c1/9'],
    ['c1/1', 'ArrowDown', 'c1/9'],
    ['c1/9', 'ArrowUp', 'c1/1'],
    ['c1/13', 'ArrowDown', 'c2/2'],
    ['c2/1', 'ArrowUp', 'c1/9'],
    ['c2/4', 'ArrowRight', 'c3/1'],
    ['c3/1', 'ArrowDown', 'c3/2'],
    ['c3/1', 'ArrowLeft', 'c2/4'],
    ['c2/3', 'Home', 'c1/1'],
    ['c1/3', 'End', 'c3/2'],
  ])('from %s %s leads to %s', (slot, key, to) => expect(neighbour(rack, slot, key)).toBe(to));

  it.each([
    ['c1/1', 'ArrowLeft'],
    ['c1/3', 'ArrowUp'],
    ['c3/2', 'ArrowDown'],
    ['c1/1', 'x'],
    ['c9/1', 'ArrowRight'],
  ])('from %s %s leads nowhere', (slot, key) => expect(neighbour(rack, slot, key)).toBeUndefined());
});
