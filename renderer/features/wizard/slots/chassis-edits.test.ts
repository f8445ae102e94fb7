import { describe, expect, it } from 'vitest';
import { added, nextName, remodelled, removed, renamed } from './chassis-edits.ts';
import { bladesOf, edited, rackIn, sampleData } from './sample-rack.ts';

const rack = rackIn(sampleData);
const slots = (data: unknown) => bladesOf(data).map(({ slot }) => slot);

it.each([
  [[], 'c1'],
  [['c1'], 'c2'],
  [['c1', 'c3', 'c2'], 'c4'],
  [['rack-09'], 'rack-10'],
  [['left'], 'left1'],
  [['', ''], 'c1'],
])('after %j comes %s', (names, next) => {
  expect(nextName(names)).toBe(next);
});

describe('a chassis', () => {
  it('is added like the last one', () => {
    const value = { name: 'c3', model: 'servers', slots: 4 };
    expect(added(rack, {})).toEqual({ where: 'chassis[2]', value });
    expect(added(rack, sampleData)).toEqual({ where: 'chassis[2]', value: { ...value, firstIp: '10.20.30.88', step: 2 } });
    expect(added(rack, { ...sampleData, addressing: { firstIp: '10.20.30.1', step: 1, perChassis: 16 } })).toEqual({
      where: 'chassis[2]',
      value,
    });
    expect(added(rackIn({}), {})).toEqual({ where: 'chassis[0]', value: { name: 'c1', slots: 16 } });
  });
  it('takes its blades to its new name', () => {
    const after = edited(sampleData, renamed(rack, 0, 'left'));
    expect(slots(after)).toEqual(['left/1', 'left/3', 'c2/1']);
    expect(rackIn(after).strays).toEqual([]);
  });
  it('takes blades beyond its last slot along too', () => {
    const small = edited(sampleData, [{ where: 'chassis[0].slots', value: 2 }]);
    expect(slots(edited(small, renamed(rackIn(small), 0, 'left')))).toEqual(['left/1', 'left/3', 'c2/1']);
  });
  it('goes with its blades', () => {
    const after = edited(sampleData, removed(rack, 0));
    expect(slots(after)).toEqual(['c2/1']);
    expect(rackIn(after).chassis.map(({ name }) => name)).toEqual(['c2']);
  });
  it('gets the slots of its model, unless blades would be left without one', () => {
    expect(remodelled(rack, 1, 'hpe-c7000')).toEqual([
      { where: 'chassis[1].model', value: 'hpe-c7000' },
      { where: 'chassis[1].slots', value: 16 },
    ]);
    expect(remodelled(rack, 0, '2u4n')).toHaveLength(2);
    expect(remodelled(rack, 0, 'laptop')).toHaveLength(1);
  });
});
