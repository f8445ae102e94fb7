import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus } from '../network/address.ts';
import { addressByRule, addressOf, ruleFrom, slotAt, slotParts } from './addressing.ts';

const chassis = (name: string, slots: number, firstIp?: string, step = 1) => ({ name, slots, step, ...(firstIp ? { firstIp } : {}) });
const addressing = { firstIp: '10.20.30.10', step: 1, perChassis: 16 };

describe('addresses by rule', () => {
  it.each<[string, Parameters<typeof addressByRule>[0], string, string | null | undefined]>([
    ['of the chassis', { chassis: [chassis('c1', 8, '10.20.30.40')] }, 'c1/3', '10.20.30.42'],
    ['of the chassis with a step', { chassis: [chassis('c1', 8, '10.20.30.40', 2)] }, 'c1/3', '10.20.30.44'],
    ['of the rack, first chassis', { chassis: [chassis('c1', 8), chassis('c2', 8)], addressing }, 'c1/1', '10.20.30.10'],
    ['of the rack, second chassis', { chassis: [chassis('c1', 8), chassis('c2', 8)], addressing }, 'c2/3', '10.20.30.28'],
    [
      'of the chassis before that of the rack',
      { chassis: [chassis('c1', 8), chassis('c2', 8, '10.0.0.1')], addressing },
      'c2/2',
      '10.0.0.2',
    ],
    ['over the end of a byte', { chassis: [chassis('c1', 8, '10.20.30.255')] }, 'c1/2', '10.20.31.0'],
    ['in IPv6', { chassis: [chassis('c1', 16, 'fd00::f')] }, 'c1/2', 'fd00::10'],
    ['none without a rule', { chassis: [chassis('c1', 8)] }, 'c1/1', undefined],
    ['none in an unknown chassis', { chassis: [chassis('c1', 8)], addressing }, 'c9/1', undefined],
    [
      'unknown while the rule of the chassis cannot be read',
      { chassis: [{ ...chassis('c1', 8), firstIp: null }], addressing },
      'c1/1',
      null,
    ],
    ['unknown while the rule of the rack cannot be read', { chassis: [chassis('c1', 8)], addressing: null }, 'c1/1', null],
    ['unknown while a part of that cannot', { chassis: [chassis('c1', 8)], addressing: { ...addressing, step: null } }, 'c1/1', null],
  ])('%s', (_, plan, slot, address) => {
    expect(addressByRule(plan, slot)).toBe(address);
  });
  it('give way to one by hand', () => {
    expect(addressOf({ chassis: [chassis('c1', 8, '10.0.0.1')] }, { slot: 'c1/1', ip: '10.9.9.9' })).toBe('10.9.9.9');
  });
});

describe('slotAt', () => {
  const plan = { chassis: [chassis('c1', 8, '10.0.0.1', 2), chassis('c2', 4)], addressing, blades: [{ slot: 'c1/2', ip: '10.9.9.9' }] };
  it.each([
    ['10.0.0.1', 'c1/1'],
    ['10.0.0.5', 'c1/3'],
    ['10.0.0.15', 'c1/8'],
    ['10.20.30.26', 'c2/1'],
    ['10.9.9.9', 'c1/2'],
  ])('%s is the address of %s', (address, slot) => {
    expect(slotAt(plan, address)).toBe(slot);
  });
  it.each([
    ['between two slots', '10.0.0.2'],
    ['before the first', '10.0.0.0'],
    ['behind the last', '10.0.0.17'],
    ['that a slot has given up for one by hand', '10.0.0.3'],
    ['of the other family', '::a00:1'],
  ])('an address %s is of none', (_, address) => {
    expect(slotAt(plan, address)).toBeUndefined();
  });
});

/** Racks of some chassis whose rules leave each slot an address of its own. */
const racks = fc
  .record({
    step: fc.integer({ min: 1, max: 8 }),
    slots: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 8 }),
    ownRule: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    byHand: fc.option(fc.nat({ max: 31 }), { nil: undefined }),
    base: fc.constantFrom('10.0.0.1', 'fd00::1'),
  })
  .map(({ step, slots, ownRule, byHand, base }) => {
    const perChassis = 32 * step;
    const list = slots.map((count, index) =>
      chassis(`c${index + 1}`, count, ownRule[index] ? plus(base, 10_000 + index * 300) : undefined, ownRule[index] ? 2 : 1),
    );
    const blades = byHand === undefined ? [] : [{ slot: `c1/${1 + (byHand % slots[0]!)}`, ip: plus(base, 60_000) }];
    return { chassis: list, addressing: { firstIp: base, step, perChassis }, blades };
  });

it('a slot leads to an address, and that address to the slot, and to no other', () => {
  fc.assert(
    fc.property(racks, (plan) => {
      const slots = plan.chassis.flatMap(({ name, slots: count }) => Array.from({ length: count }, (_, index) => `${name}/${index + 1}`));
      const addresses = slots.map((slot) => addressOf(plan, plan.blades.find((blade) => blade.slot === slot) ?? { slot })!);
      expect(new Set(addresses).size).toBe(slots.length);
      expect(addresses.map((address) => slotAt(plan, address))).toEqual(slots);
    }),
  );
});

describe('ruleFrom', () => {
  it('finds the rule that examples follow', () => {
    const rules = fc.record({ firstIp: fc.constantFrom('10.0.0.200', 'fd00::9'), step: fc.integer({ min: 1, max: 256 }) });
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 256 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(rules, numbers, (rule, list) => {
        const examples = list.map((number) => ({ number, address: plus(rule.firstIp, (number - 1) * rule.step) }));
        expect(ruleFrom(examples)).toEqual(rule);
      }),
    );
  });
  it('takes one example as the first of addresses one after another', () => {
    expect(ruleFrom([{ number: 3, address: '10.0.0.12' }])).toEqual({ firstIp: '10.0.0.10', step: 1 });
  });
  it.each([
    ['no examples', []],
    [
      'addresses that fall',
      [
        [1, '10.0.0.9'],
        [2, '10.0.0.8'],
      ],
    ],
    [
      'one address of two slots',
      [
        [1, '10.0.0.9'],
        [2, '10.0.0.9'],
      ],
    ],
    [
      'two addresses of one slot',
      [
        [1, '10.0.0.9'],
        [1, '10.0.0.8'],
      ],
    ],
    [
      'a step that is no whole number',
      [
        [1, '10.0.0.1'],
        [3, '10.0.0.4'],
      ],
    ],
    [
      'one that does not follow',
      [
        [1, '10.0.0.1'],
        [2, '10.0.0.2'],
        [3, '10.0.0.9'],
      ],
    ],
    [
      'two families',
      [
        [1, '10.0.0.1'],
        [2, 'fd00::1'],
      ],
    ],
  ] as [string, [number, string][]][])('finds none in %s', (_, examples) => {
    expect(ruleFrom(examples.map(([number, address]) => ({ number, address })))).toBeUndefined();
  });
});

it('a slot is its chassis and its number', () => {
  expect(slotParts('left-2/16')).toEqual({ chassis: 'left-2', number: 16 });
});
