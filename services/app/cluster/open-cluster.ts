// The cluster of a run as the appliance deals with it: what watches it and applies to it, and the desk for whoever does something with it.

import type { Bundle } from '../../bundle/index.ts';
import { handedServer } from '../../cluster/handover/index.ts';
import { type Problem, problem, warning } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Part, together } from '../../platform/part.ts';
import type { OpenPlan } from '../../store/plan-file.ts';
import type { BootServices } from '../boot-services.ts';
import type { RunStore } from '../run-store.ts';
import { type ClusterDesk, clusterDesk } from './cluster-desk.ts';
import type { ClusterHandle } from './handle.ts';
import { clusterParts } from './parts.ts';
import type { HeldSecrets } from './secrets.ts';

export interface OpenClusterOptions {
  readonly plan: OpenPlan;
  readonly bundle: Bundle;
  readonly store: RunStore;
  readonly runName: string;
  readonly simulated: boolean;
  readonly held: HeldSecrets;
  readonly machine: BootServices['machine'];
  /** The cluster is looked at, and nothing is applied to it unasked. */
  readonly onlyLook: boolean;
  readonly silence: ClusterHandle['silence'];
  readonly endRun: ClusterHandle['endRun'];
  readonly clock: Clock;
  readonly onProblem?: (found: Problem) => void;
}

export interface OpenCluster {
  readonly desk: ClusterDesk;
  readonly part: Part;
}

/** Milliseconds until what failed unexpectedly is begun again. */
const pause = 10_000;

/** What watches the cluster may fail in a way nobody thought of; blades are served all the same, and it is begun again. */
const begunAgain = (inner: Part, clock: Clock, onProblem?: (found: Problem) => void): Part => ({
  name: inner.name,
  async run(signal, onReady) {
    onReady?.();
    while (!signal.aborted) {
      try {
        await inner.run(signal);
        return;
      } catch (reason) {
        // For those who mend it; people are told that it goes on.
        console.error(reason);
        onProblem?.(warning(problem('cluster-watch-ended', { reason: String(reason) })));
        await clock.sleep(pause, signal);
      }
    }
  },
});

/** Throws a Refusal with what of the bundle cannot be applied: before the first blade is touched. */
export function openCluster(options: OpenClusterOptions): OpenCluster {
  const { plan, bundle, store, runName, simulated, held, machine, onlyLook, silence, endRun, clock, onProblem } = options;
  const { secrets, vault } = held;
  const servers = machine ? ({ servers: [machine.apiUrl] } as const) : {};
  const { api, part } = clusterParts({ plan: plan.plan, bundle, store, secrets, ...servers, onlyLook, clock });
  const handle: ClusterHandle = {
    api,
    secrets: () => secrets,
    vault,
    server: handedServer(plan.plan, machine?.forwarded.api),
    ...(machine ? { forwarded: machine.forwarded } : {}),
    silence,
    endRun,
  };
  const told = onProblem ? { onProblem } : {};
  const desk = clusterDesk({ plan, bundle, store, runName, simulated, handle, clock, ...told });
  return { desk, part: together('cluster', [begunAgain(part, clock, onProblem), desk.part]) };
}
