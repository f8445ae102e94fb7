// Today's plan, and what follows from it blade by blade: address, host name, role, labels, disk rule.

import type { Arch } from '../bundle.ts';
import { parseTaint, type Taint } from '../kubernetes/taint-form.ts';
import { addressOf, slotParts } from './addressing.ts';
import type { Loose } from './loose.ts';
import { isEtcdMember, roleOf } from './roles.ts';
import type { DiskRule, LoaderChoice, PlanV1, Role } from './v1.ts';

export type Plan = PlanV1;
export type LooseBlade = Loose<Plan['blades'][number]>;

/** One blade with everything the plan says of it filled in. */
export interface PlannedBlade {
  readonly slot: string;
  /** Index in `plan.blades`, for problems that point into the plan. */
  readonly index: number;
  readonly macs: readonly string[];
  readonly hostname: string;
  readonly address: string;
  readonly arch: Arch;
  readonly role: Role;
  readonly etcdMember: boolean;
  /** Those of its chassis, and its own before them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Those of the plan; kubernetes/taints.ts has all that the node gets. */
  readonly taints: readonly Taint[];
  readonly disk: DiskRule;
  readonly loader: LoaderChoice;
}

/** By hand, else `c1-3` for slot `c1/3`. */
export const hostnameOf = (blade: LooseBlade): string | null | undefined =>
  blade.hostname !== undefined ? blade.hostname : blade.slot?.replace('/', '-');

function plannedBlade(plan: Plan, blade: Plan['blades'][number], index: number): PlannedBlade {
  const { slot, macs } = blade;
  const role = roleOf(plan, blade)!;
  const chassis = plan.chassis.find(({ name }) => name === slotParts(slot).chassis);
  return {
    slot,
    index,
    macs,
    hostname: hostnameOf(blade) ?? '',
    address: addressOf(plan, blade) ?? '',
    arch: blade.arch ?? plan.arch,
    role,
    etcdMember: isEtcdMember(role),
    labels: { ...chassis?.labels, ...blade.labels },
    taints: (blade.taints ?? []).flatMap((text) => parseTaint(text) ?? []),
    disk: blade.disk ?? plan.disk,
    loader: blade.loader ?? plan.loader,
  };
}

/** The blades of a plan that check.ts found no errors in. */
export const plannedBlades = (plan: Plan): PlannedBlade[] => plan.blades.map((blade, index) => plannedBlade(plan, blade, index));
