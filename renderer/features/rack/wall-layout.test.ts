// The whole rack on one screen.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotColumns, slotRows } from '../../../services/domain/plan/chassis-rows.ts';
import { cellGap, chassisGap, chassisHead, type WallLayout, wallLayout } from './wall-layout.ts';

const rack = (count: number, slots: number, model = 'hpe-c7000') =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index + 1}`, model, slots }));

const extent = ({ across, width, height }: WallLayout, chassis: ReturnType<typeof rack>) => ({
  width: across * (Math.max(...chassis.map(slotColumns)) * (width + cellGap) + chassisGap),
  height: Math.ceil(chassis.length / across) * (Math.max(...chassis.map(slotRows)) * (height + cellGap) + chassisHead + chassisGap),
});

describe('the wall', () => {
  it.each([
    [32, 16, 1500, 900, 34],
    [4, 16, 900, 560, 50],
    [1, 8, 900, 560, 100],
  ])('shows %d chassis of %d in %d × %d with cells of %d pixels at least', (count, slots, width, height, least) => {
    const layout = wallLayout(rack(count, slots), { width, height });
    expect(Math.min(layout.width, layout.height)).toBeGreaterThanOrEqual(least);
  });

  it('fits, whatever the rack', () => {
    const models = fc.constantFrom('generic', 'servers', '2u4n', 'supermicro-14', 'hpe-c7000');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 16 }), models, (count, slots, model) => {
        const room = { width: 1500, height: 900 };
        const chassis = rack(count, slots, model);
        const used = extent(wallLayout(chassis, room), chassis);
        expect(used.width).toBeLessThanOrEqual(room.width);
        expect(used.height).toBeLessThanOrEqual(room.height);
      }),
    );
  });
});
