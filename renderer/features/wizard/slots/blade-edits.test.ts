import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanEdit } from '../../../../services/domain/plan/edit.ts';
import { addPort, emptied, painted, put, setField } from './blade-edits.ts';
import type { Rack } from './rack.ts';
import { bladesOf, edited, mac, rackIn, sampleData } from './sample-rack.ts';

const rack = rackIn(sampleData);

describe('edits of slots', () => {
  it('change the one address and nothing else', () => {
    expect(put(rack, [{ slot: 'c1/3', macs: [mac(9)] }])).toEqual([{ where: 'blades[1].macs[0]', value: mac(9) }]);
    expect(put(rack, [{ slot: 'c1/3', macs: [mac(3)] }])).toEqual([]);
  });
  it('add new blades at the end, one after the other', () => {
    expect(
      put(
        rack,
        [2, 4].map((number) => ({ slot: `c1/${number}`, macs: [mac(number)] })),
      ),
    ).toEqual([
      { where: 'blades[3]', value: { slot: 'c1/2', macs: [mac(2)] } },
      { where: 'blades[4]', value: { slot: 'c1/4', macs: [mac(4)] } },
    ]);
  });
  it('replace all ports when there are several', () => {
    expect(put(rack, [{ slot: 'c1/1', macs: [mac(8), mac(9)] }])).toEqual([{ where: 'blades[0].macs', value: [mac(8), mac(9)] }]);
  });
  it('write a list where none can be read', () => {
    const broken = rackIn(edited(sampleData, [{ where: 'blades[0].macs', value: 'none' }]));
    expect(put(broken, [{ slot: 'c1/1', macs: [mac(8)] }])).toEqual([{ where: 'blades[0].macs', value: [mac(8)] }]);
  });
  it('say nothing of a slot that is not there', () => {
    expect(put(rack, [{ slot: 'c9/1', macs: [mac(8)] }])).toEqual([]);
  });
  it('add a port once', () => {
    expect(addPort(rack, 'c1/3', mac(9))).toEqual([{ where: 'blades[1].macs[2]', value: mac(9) }]);
    expect(addPort(rack, 'c1/3', mac(3))).toEqual([]);
    expect(addPort(rack, 'c1/2', mac(9))).toEqual([{ where: 'blades[3]', value: { slot: 'c1/2', macs: [mac(9)] } }]);
  });
  it('paint only what is not so already, and no empty slot', () => {
    const said = (blade: number) => bladesOf(sampleData)[blade]!.role;
    expect(painted(rack, ['c1/1', 'c1/2', 'c1/3'], 'control-plane', said)).toEqual([{ where: 'blades[1].role', value: 'control-plane' }]);
    expect(painted(rack, ['c1/1', 'c1/3'], undefined, said)).toEqual([{ where: 'blades[0].role' }]);
  });
});

/** What a rack holds, without any of its lists and indexes. */
type Model = Map<string, { macs: string[]; role?: string; loader?: string }>;

interface Step {
  readonly edits: (rack: Rack, data: unknown) => readonly PlanEdit[];
  readonly model: (model: Model) => void;
}

const slot = fc.constantFrom(...rack.order);
const slots = fc.uniqueArray(slot, { maxLength: 6 });
const filling = fc.record({ slot, macs: fc.uniqueArray(fc.integer({ min: 0x40, max: 0xff }).map(mac), { minLength: 1, maxLength: 3 }) });
const putting: fc.Arbitrary<Step> = fc.uniqueArray(filling, { selector: (one) => one.slot, maxLength: 5 }).map((fillings) => ({
  edits: (now) => put(now, fillings),
  model: (model) => {
    for (const { slot, macs } of fillings) {
      const before = model.get(slot);
      model.set(slot, { ...before, macs: macs.length > 1 || !before ? [...macs] : [macs[0]!, ...before.macs.slice(1)] });
    }
  },
}));
const emptying: fc.Arbitrary<Step> = slots.map((chosen) => ({
  edits: (now) => emptied(now, chosen),
  model: (model) => {
    for (const one of chosen) model.delete(one);
  },
}));
const set = (field: 'role' | 'loader', value: string | undefined) => (model: Model, chosen: readonly string[]) => {
  for (const one of chosen) {
    const { [field]: _, ...before } = model.get(one) ?? { macs: [] };
    if (model.has(one)) model.set(one, value === undefined ? before : { ...before, [field]: value });
  }
};
const painting: fc.Arbitrary<Step> = fc
  .tuple(slots, fc.constantFrom('control-plane' as const, 'worker' as const, undefined))
  .map(([chosen, role]) => ({
    edits: (now, data) => painted(now, chosen, role, (blade) => bladesOf(data)[blade]!.role),
    model: (model) => set('role', role)(model, chosen),
  }));
const loading: fc.Arbitrary<Step> = fc.tuple(slots, fc.constantFrom('undionly', undefined)).map(([chosen, loader]) => ({
  edits: (now) => setField(now, chosen, 'loader', loader),
  model: (model) => set('loader', loader)(model, chosen),
}));

const modelOf = (data: unknown): Model =>
  new Map(bladesOf(data).map(({ slot, hostname: _, ip: __, ...fields }) => [slot as string, fields as { macs: string[] }]));

it('after any sequence of edits the plan holds what the slots were given', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(putting, emptying, painting, loading), { maxLength: 12 }), (steps) => {
      let data: unknown = sampleData;
      const model = modelOf(data);
      for (const step of steps) {
        data = edited(data, step.edits(rackIn(data), data));
        step.model(model);
      }
      expect(modelOf(data)).toEqual(model);
      expect(rackIn(data).strays).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
