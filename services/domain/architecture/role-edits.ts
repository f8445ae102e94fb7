// Roles that follow the architecture: which blades are central in it, and the edits that write this into the plan.

import { slotParts } from '../plan/addressing.ts';
import type { PlanEdit } from '../plan/edit.ts';
import type { Loose } from '../plan/loose.ts';
import { countsOf, roleOf } from '../plan/roles.ts';
import type { ArchitectureName, PlanV1, Role } from '../plan/v1.ts';
import { allowsControlPlane, architectures, type Counts } from './index.ts';

type Roles = Loose<Pick<PlanV1, 'architecture' | 'blades' | 'placement' | 'etcd'>>;

/** One blade as the choice sees it. */
interface Candidate {
  readonly index: number;
  readonly chassis: string;
  /** It is central now: as few blades as possible change their role. */
  readonly isCentral: boolean;
}

/**
 * How many of these blades should be central: as many as now where the architecture has that number and leaves it its workers, else the next
 * number below, else its smallest. All of them where it has no workers.
 */
export function centralFor(name: ArchitectureName, { controlPlane, workers }: Counts, hasEvenReason = false): number {
  const architecture = architectures[name];
  const blades = controlPlane + workers;
  if (architecture.workers.most === 0) return blades;
  const most = Math.min(controlPlane, blades - architecture.workers.least);
  if (allowsControlPlane(architecture, most, hasEvenReason)) return most;
  return architecture.controlPlane.findLast((count) => count <= most) ?? architecture.controlPlane[0]!;
}

const candidatesOf = (plan: Roles): Candidate[] =>
  (plan.blades ?? []).flatMap((blade, index) =>
    blade?.slot ? [{ index, chassis: slotParts(blade.slot).chassis, isCentral: roleOf(plan, blade) === 'control-plane' }] : [],
  );

/** The better choice comes first: with `apart` a chassis with fewer central blades before anything else, else a blade that is central already. */
function better(taken: ReadonlyMap<string, number>, apart: boolean) {
  const held = ({ chassis }: Candidate) => taken.get(chassis) ?? 0;
  const stays = ({ isCentral }: Candidate) => (isCentral ? 0 : 1);
  return (one: Candidate, other: Candidate): number => {
    const spread = held(one) - held(other);
    const kept = stays(one) - stays(other);
    return (apart ? spread || kept : kept || spread) || one.index - other.index;
  };
}

/** Indices of the central blades: spread over the chassis as far as blades that are central already allow, or strictly when the plan asks for it. */
function chosen(candidates: readonly Candidate[], count: number, apart: boolean): ReadonlySet<number> {
  if (count >= candidates.length) return new Set(candidates.map(({ index }) => index));
  const indices = new Set<number>();
  const taken = new Map<string, number>();
  while (indices.size < count) {
    const [next] = candidates.filter(({ index }) => !indices.has(index)).sort(better(taken, apart));
    indices.add(next!.index);
    taken.set(next!.chassis, (taken.get(next!.chassis) ?? 0) + 1);
  }
  return indices;
}

/** Nothing where the plan says it already; a role that the architecture gives by itself is not written. */
function roleEdit(index: number, written: Role | null | undefined, wanted: Role, byDefault: Role): PlanEdit[] {
  if (written === wanted || (written === undefined && wanted === byDefault)) return [];
  return [wanted === byDefault ? { where: `blades[${index}].role` } : { where: `blades[${index}].role`, value: wanted }];
}

/**
 * The edits after which every blade has a role that architecture `name` has, `central` of them control plane; none when it is so already.
 * The plan's own word for its architecture is not among them. Blades whose slot cannot be read keep what they have.
 */
export function rolesFor(plan: Roles, name: ArchitectureName, central?: number): PlanEdit[] {
  const { defaultRole, workers } = architectures[name];
  const candidates = candidatesOf(plan);
  const wanted = central ?? centralFor(name, countsOf(plan), Boolean(plan.etcd?.evenReason));
  const count = workers.most === 0 ? candidates.length : wanted;
  const indices = chosen(candidates, count, plan.placement?.controlPlane === 'one-per-chassis');
  return candidates.flatMap(({ index }) =>
    roleEdit(index, plan.blades![index]!.role, indices.has(index) ? 'control-plane' : 'worker', defaultRole),
  );
}
