import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chassisModel, chassisModels, placeOfSlot } from './chassis-models.ts';

const row = (model: string, slots: number) =>
  Array.from({ length: slots }, (_, index) => placeOfSlot(chassisModel(model), slots, index + 1)).map(
    ({ row, column }) => `${row}.${column}`,
  );

describe('where a slot is at the front of its chassis', () => {
  it.each([
    ['hpe-c7000', 16, '1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8'],
    ['cisco-5108', 8, '1.1 1.2 2.1 2.2 3.1 3.2 4.1 4.2'],
    ['servers', 4, '1.1 2.1 3.1 4.1'],
    ['2u4n', 4, '1.1 1.2 2.1 2.2'],
    ['nobody-knows-it', 3, '1.1 1.2 1.3'],
  ])('is drawn for %s with %i slots', (model, slots, places) => {
    expect(row(model, slots).join(' ')).toBe(places);
  });

  it('is another one for every slot', () => {
    fc.assert(
      fc.property(fc.constantFrom(...chassisModels), fc.integer({ min: 1, max: 256 }), (model, slots) => {
        expect(new Set(row(model.name, slots)).size).toBe(slots);
      }),
    );
  });
});
