// What every architecture answers: who is what, how many there may be, where pods may run, and what it survives.

import type { Language, Said } from '../language.ts';
import type { ArchitectureName, Role } from '../plan/v1.ts';

/** Blades by role. */
export interface Counts {
  readonly controlPlane: number;
  readonly workers: number;
}

/** What becomes of the cluster when blades fail. */
export interface Survival {
  /** As many central blades, whichever they are, may fail at the same time, and the cluster goes on being managed. */
  readonly mayFail: number;
  /** As many etcd members have to be up for anything to be changed. */
  readonly quorum: number;
  readonly words: string;
}

export interface Architecture {
  readonly name: ArchitectureName;
  /** Numbers of control-plane blades it may have, the smallest first. Each of them is an etcd member as well. */
  readonly controlPlane: readonly number[];
  /** Fewest and most workers. */
  readonly workers: { readonly least: number; readonly most: number };
  readonly vip: 'required' | 'possible' | 'useless';
  /** Of a blade for which the plan says nothing. */
  readonly defaultRole: Role;
  /** Whether pods that do not ask for it are kept off the control plane. */
  readonly taintsControlPlane: (counts: Counts) => boolean;
  readonly title: Said;
  /** What it is for. */
  readonly purpose: Said;
  /** Who does what in it. */
  readonly layout: Said;
  readonly survives: (counts: Counts) => Omit<Survival, 'words'> & { readonly words: Said };
}

/** What etcd keeps its data by: more than half of its members. */
export const quorumOf = (members: number): number => Math.floor(members / 2) + 1;

/** How many members etcd can lose at once and still write. */
export const mayFailOf = (members: number): number => Math.max(0, members - quorumOf(members));

/**
 * Minutes until the pods of a blade that fell silent are started elsewhere: 50 s until it counts as lost (node-monitor-grace-period), 300 s
 * that a pod tolerates that (default-unreachable-toleration-seconds), rounded up.
 */
export const minutesToMove = 6;

/** As many workers as the largest plan has slots. */
export const mostWorkers = 1024;

/** Numbers in English words, where one is said otherwise than several. */
export const english = {
  blades: (count: number): string => (count === 1 ? '1 blade' : `${count} blades`),
  any: (mayFail: number): string => (mayFail === 1 ? 'any one may fail' : `any ${mayFail} may fail`),
};

/** An even number of members needs as many of them for a majority as the next odd one, and so survives no more than the odd one before. */
export const isEven = (members: number): boolean => members > 0 && members % 2 === 0;

/** Whether it may have so many control-plane blades; an even number only where the plan gives a reason for it. */
export function allowsControlPlane({ controlPlane }: Architecture, count: number, hasEvenReason: boolean): boolean {
  const between = controlPlane.length > 1 && count <= Math.max(...controlPlane) && count > 0;
  return controlPlane.includes(count) || (hasEvenReason && isEven(count) && between);
}

/** What it survives with so many blades, in one language. */
export function survivalOf(architecture: Architecture, counts: Counts, language: Language): Survival {
  const { words, ...numbers } = architecture.survives(counts);
  return { ...numbers, words: words[language] };
}
