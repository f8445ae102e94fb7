// Chassis side by side.

import { expect, it } from 'vitest';
import { drawingRows } from './chassis-rows.ts';

const chassis = (name: string, model: string, slots: number) => ({ name, model, slots });

it('puts narrow chassis side by side, in order, and never more than fit', () => {
  const rack = [
    chassis('a', 'servers', 20),
    chassis('b', '2u4n', 4),
    chassis('c', 'hpe-c7000', 16),
    chassis('d', 'supermicro-14', 14),
    chassis('e', 'generic', 3),
    chassis('f', 'generic', 5),
  ];
  expect(drawingRows(rack).map((row) => row.map(({ name }) => name).join(''))).toEqual(['ab', 'c', 'd', 'ef']);
  expect(drawingRows([])).toEqual([]);
});
