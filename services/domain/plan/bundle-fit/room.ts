// Whether the disks that a plan asks for have room for what each blade keeps.

import { at, type Problem, problem, warning } from '../../problem.ts';
import { bytesOnDisk, type SizedPart } from '../forecast.ts';
import { type Entry, entriesOf, entry } from '../rules/entries.ts';
import type { Fitting, PartAtHand } from './at-hand.ts';
import { clusterNeeds } from './cluster-parts.ts';

const gibibyte = 2 ** 30;

/** The largest disk that each rule of the plan takes, in GiB. */
function largestDisks({ plan }: Fitting): Entry<number>[] {
  const blades = entriesOf(plan.blades, 'blades');
  const rules = [...entry(plan.disk, 'disk'), ...blades.flatMap(({ value, where }) => entry(value.disk, `${where}.disk`))];
  return rules.flatMap(({ value, where }) => entry(value.maxGiB, `${where}.maxGiB`));
}

const isSized = (part: PartAtHand): part is PartAtHand & SizedPart => part.size !== undefined;

/** `disk-rule-small`: a warning, since what is unpacked on the disk is an estimate. */
export function roomOnDisks(fitting: Fitting): Problem[] {
  const parts = fitting.bundle.parts.filter(isSized);
  const needs = clusterNeeds(fitting.plan);
  const bytes = Math.max(0, ...fitting.arches.map(({ arch }) => bytesOnDisk({ parts, needs, arch }) ?? 0));
  const needed = Math.ceil(bytes / gibibyte);
  return largestDisks(fitting).flatMap(({ value: largest, where }) =>
    largest * gibibyte < bytes ? [at(where, warning(problem('disk-rule-small', { largest, needed })))] : [],
  );
}
