// Rules of roles: they suit the architecture, the VIP suits them, and control-plane blades are apart where that is asked.

import { fits } from '../../architecture/fits.ts';
import { architectures } from '../../architecture/index.ts';
import { cidrText, contains, isIpv4 } from '../../network/address.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { addressOf, slotParts } from '../addressing.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { countsOf, roleOf } from '../roles.ts';
import { ownSubnet } from './claims.ts';
import { type Entry, entriesOf, repeats } from './entries.ts';

const bladesOf = (plan: Loose<Plan>) => entriesOf(plan.blades, 'blades');
const centralBlades = (plan: Loose<Plan>) => bladesOf(plan).filter(({ value }) => roleOf(plan, value) === 'control-plane');

/** A blade that cannot be read may be what is missing, so nothing is said of the numbers then. No blade at all is told of already. */
const allRead = (plan: Loose<Plan>): boolean =>
  (plan.blades?.length ?? 0) > 0 && plan.blades!.every((blade) => blade && roleOf(plan, blade));

function numbersFit(plan: Loose<Plan>): Problem[] {
  if (!plan.architecture || !allRead(plan)) return [];
  return fits(architectures[plan.architecture], countsOf(plan), plan.etcd?.evenReason ?? undefined);
}

function noContradiction(plan: Loose<Plan>): Problem[] {
  const architecture = plan.architecture && architectures[plan.architecture];
  if (!architecture || architecture.workers.most > 0) return [];
  const { name, defaultRole: role } = architecture;
  return bladesOf(plan).flatMap(({ value: { role: said }, where }) =>
    said && said !== role ? [at(`${where}.role`, problem('plan-role-contradicts', { architecture: name, role, said }))] : [],
  );
}

function vipSuits(plan: Loose<Plan>): Problem[] {
  if (!plan.architecture || !plan.network) return [];
  const architecture = architectures[plan.architecture];
  const { vip } = plan.network;
  if (architecture.vip === 'required' && vip === undefined)
    return [at('network.vip', problem('plan-vip-missing', { architecture: architecture.name }))];
  return architecture.vip === 'useless' && vip ? [at('network.vip', warning(problem('plan-vip-useless', { vip })))] : [];
}

/** The VIP moves by ARP, and ARP does not pass a router. */
function vipInReach(plan: Loose<Plan>): Problem[] {
  const [subnet, vip] = [ownSubnet(plan), plan.network?.vip];
  if (!subnet || !vip) return [];
  return centralBlades(plan).flatMap(({ value, where }) => {
    const address = addressOf(plan, value);
    const near = !address || !isIpv4(address) || contains(subnet, address);
    return near || !value.slot
      ? []
      : [at(`${where}.slot`, problem('plan-vip-out-of-reach', { slot: value.slot, vip, subnet: cidrText(subnet) }))];
  });
}

function apart(plan: Loose<Plan>): Problem[] {
  if (plan.placement?.controlPlane !== 'one-per-chassis') return [];
  const slots: Entry<string>[] = centralBlades(plan).flatMap(({ value, where }) =>
    value.slot ? [{ value: value.slot, where: `${where}.slot` }] : [],
  );
  const inChassis = slots.map(({ value, where }) => ({ value: slotParts(value).chassis, where }));
  const slotAt = (where: string) => slots.find((one) => one.where === where)?.value ?? '';
  return repeats(inChassis, (chassis, other, where) =>
    problem('plan-chassis-shared', { chassis, other: slotAt(other), slot: slotAt(where) }),
  );
}

export const roleRules = [numbersFit, noContradiction, vipSuits, vipInReach, apart];
