// What every work on the cluster of an open run is given: the run, its plan and bundle, and the API while it answers.

import type { Bundle } from '../../bundle/index.ts';
import { checkImage } from '../../cluster/check-namespace.ts';
import type { ClusterClient } from '../../cluster/client.ts';
import { type Inspector, InspectorTrouble, inspectorOn } from '../../cluster/inspector.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { OpenPlan } from '../../store/plan-file.ts';
import { refuseWhenOver } from '../run-control.ts';
import type { RunStore } from '../run-store.ts';
import type { ClusterHandle } from './handle.ts';

export interface ClusterRun {
  readonly plan: OpenPlan;
  readonly bundle: Bundle;
  readonly store: RunStore;
  readonly runName: string;
  /** Its blades are simulated. */
  readonly simulated: boolean;
  readonly handle: ClusterHandle;
  readonly clock: Clock;
}

export interface ClusterWork extends ClusterRun {
  readonly api: ClusterClient;
  /** Every blade that is to be a node: those of the plan that are not left out. */
  readonly nodes: readonly PlannedBlade[];
}

const wantedNodes = ({ run, planned }: RunStore): PlannedBlade[] =>
  run().blades.flatMap(({ slot, excluded }) => (excluded === undefined ? [planned.get(slot)!] : []));

/** Throws a Refusal (`run-sealed`, `run-rolled-back`, `cluster-not-there`). */
export function workOn(run: ClusterRun): ClusterWork {
  refuseWhenOver(run.store.run());
  const api = run.handle.api();
  if (!api) throw new Refusal(problem('cluster-not-there'));
  return { ...run, api, nodes: wantedNodes(run.store) };
}

/** Somebody of ours on a node. Throws an InspectorTrouble where the bundle has no image for that. */
export const inspectorOf =
  ({ api, bundle, clock }: Pick<ClusterWork, 'api' | 'bundle' | 'clock'>, signal: AbortSignal) =>
  (node: string): Inspector => {
    const image = checkImage(bundle.manifest);
    if (image === undefined) throw new InspectorTrouble(node, `the bundle ${bundle.manifest.name} has no image to look at it with`);
    return inspectorOn(api, node, { image, clock, signal });
  };
