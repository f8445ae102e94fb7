// Adding, renaming and removing a chassis: its blades go with it, and the next one is named as the last.

import { plus } from '../../../../services/domain/network/address.ts';
import { type AddressRule, ruleOf, slotParts } from '../../../../services/domain/plan/addressing.ts';
import { chassisModel } from '../../../../services/domain/plan/chassis-models.ts';
import type { PlanEdit } from '../../../../services/domain/plan/edit.ts';
import type { Loose } from '../../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { takeOut } from './blade-edits.ts';
import type { Rack, RackChassis } from './rack.ts';

type Rules = Loose<Pick<Plan, 'chassis' | 'addressing'>>;

/** Where nothing better is known. */
const usualSlots = 16;

/** `c3` behind `c2`, `rack-10` behind `rack-09`; the first that nobody has. */
export function nextName(names: readonly string[]): string {
  const [, stem = 'c', digits = '0'] = /^(.*?)(\d*)$/.exec(names.at(-1) ?? '') ?? [];
  const numbers = Array.from({ length: names.length + 1 }, (_, index) => Number(digits || '0') + 1 + index);
  const proposed = numbers.map((number) => `${stem || 'c'}${String(number).padStart(digits.length, '0')}`);
  return proposed.find((name) => !names.includes(name))!;
}

/** Where the rack has no rule of its own: the addresses behind those of the last chassis. */
function addressesBehind(plan: Rules, { index, slots }: RackChassis): Partial<AddressRule> {
  const rule = plan.addressing ? undefined : ruleOf(plan, index);
  if (!rule) return {};
  return { firstIp: plus(rule.firstIp, slots * rule.step), ...(rule.step === 1 ? {} : { step: rule.step }) };
}

/** Another chassis like the last one, its addresses behind those of that one. */
export function added(rack: Rack, plan: Rules): PlanEdit {
  const last = rack.chassis.at(-1);
  const model = last?.model ?? 'generic';
  const slots = last?.slots || chassisModel(model).slots || usualSlots;
  const name = nextName(rack.chassis.map((one) => one.name));
  return {
    where: `chassis[${rack.chassis.length}]`,
    value: { name, ...(model === 'generic' ? {} : { model }), slots, ...(last && addressesBehind(plan, last)) },
  };
}

const bladesIn = (rack: Rack, name: string): [slot: string, blade: number][] =>
  [
    ...Object.values(rack.cells).flatMap(({ slot, blade }): [string, number][] => (blade === undefined ? [] : [[slot, blade]])),
    ...rack.strays.flatMap(({ slot, blade }): [string, number][] => (slot ? [[slot, blade]] : [])),
  ].filter(([slot]) => slotParts(slot).chassis === name);

/** Its blades are named after it: their slots change with its name. */
export function renamed(rack: Rack, index: number, name: string): PlanEdit[] {
  const before = rack.chassis[index]?.name ?? '';
  const blades = before === '' ? [] : bladesIn(rack, before);
  return [
    { where: `chassis[${index}].name`, value: name },
    ...blades.map(([slot, blade]) => ({ where: `blades[${blade}].slot`, value: `${name}/${slotParts(slot).number}` })),
  ];
}

/** The model, and the number of slots that the real one has unless blades are in those beyond. */
export function remodelled(rack: Rack, index: number, model: string): PlanEdit[] {
  const { slots = 0, name = '' } = rack.chassis[index] ?? {};
  const real = chassisModel(model).slots;
  const highest = Math.max(0, ...bladesIn(rack, name).map(([slot]) => slotParts(slot).number));
  const fits = real !== undefined && real !== slots && highest <= real;
  return [{ where: `chassis[${index}].model`, value: model }, ...(fits ? [{ where: `chassis[${index}].slots`, value: real }] : [])];
}

/** The chassis and every blade in it. */
export function removed(rack: Rack, index: number): PlanEdit[] {
  const name = rack.chassis[index]?.name ?? '';
  const blades = name === '' ? [] : bladesIn(rack, name).map(([, blade]) => blade);
  return [...takeOut(blades), { where: `chassis[${index}]` }];
}
