// What of the appliance deals with the new cluster: the client that asks its API, the watch over it, and what is applied to it.

import type { Bundle } from '../../bundle/index.ts';
import { addonsPart } from '../../cluster/addons/index.ts';
import { type ClusterClient, clusterApi } from '../../cluster/client.ts';
import { watchCluster } from '../../cluster/watch.ts';
import { endOfRun } from '../../domain/blade/run.ts';
import { compareStages } from '../../domain/blade/stages.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { apiAddresses, apiPort, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Part, together, untilAborted } from '../../platform/part.ts';
import { servedUntil } from '../../platform/served-certificate.ts';
import type { RunStore } from '../run-store.ts';
import { addonsOf } from './manifests.ts';
import type { HeldSecrets } from './secrets.ts';

export interface ClusterPartsOptions {
  readonly plan: Plan;
  readonly bundle: Bundle;
  readonly store: RunStore;
  readonly secrets: HeldSecrets['secrets'];
  /** Where the API is asked; of the plan when not given: a virtual machine's is forwarded to this laptop. */
  readonly servers?: readonly [string, ...string[]];
  /** It is only looked at: nothing is applied, and the token is left as it is. */
  readonly onlyLook: boolean;
  readonly clock: Clock;
}

export interface ClusterParts {
  /** Undefined before the API has answered once. */
  api(): ClusterClient | undefined;
  readonly part: Part;
}

/** The endpoint, then every control-plane node by itself: with its leader gone the cluster is asked past the VIP. */
function serversOf(plan: Plan, blades: readonly PlannedBlade[]): readonly [string, ...string[]] {
  const [first, ...others] = apiAddresses(plan, blades).map((address) => `https://${hostAndPort(address, apiPort)}`);
  return [first!, ...others];
}

const certificateOf = ({ certificate }: { readonly certificate: string }): string => certificate;

/** Throws a Refusal with what of the bundle cannot be applied: before the first blade is touched. */
export function clusterParts({ plan, bundle, store, secrets, servers, onlyLook, clock }: ClusterPartsOptions): ClusterParts {
  const blades = plannedBlades(plan);
  const { authorities, admin, bootstrap } = secrets.reveal();
  const api = clusterApi({
    servers: servers ?? serversOf(plan, blades),
    authority: authorities.cluster.certificate,
    administrator: new Secret(admin),
    clock,
  });
  const emit = (event: ClusterEvent) => {
    if (!endOfRun(store.run())) store.happened(event);
  };
  const isReady = ({ slot }: PlannedBlade) => {
    const { blade } = store.bladeAt(slot);
    return blade.excluded !== undefined || blade.node?.ready === true;
  };
  const watch = watchCluster({
    api,
    blades,
    onlyLook,
    emit,
    run: store.run,
    mayAnswer: () => store.run().cluster.begun || store.run().blades.some(({ stage }) => compareStages(stage, 'joining') >= 0),
    bootstrap: new Secret(bootstrap),
    certificates: {
      administrator: certificateOf(admin),
      cluster: certificateOf(authorities.cluster),
      frontProxy: certificateOf(authorities.frontProxy),
      etcd: certificateOf(authorities.etcd),
    },
    servedUntil,
    clock,
  });
  const applying = () =>
    addonsPart({
      api,
      ...addonsOf(plan, bundle),
      told: store.run().cluster.addons,
      emit,
      clock,
      ready: () => blades.every(isReady),
    });
  return {
    api: () => (store.run().cluster.api ? api : undefined),
    part: together('cluster', [watch, ...(onlyLook ? [] : [applyingOnceItAnswers(applying(), store, clock)]), closing(api)]),
  };
}

type Watched = Pick<RunStore, 'run' | 'follow'>;

/** How often the fold is looked at. Milliseconds. */
const look = 1000;

/** Aborts when the run is over; `stop` lets go of the run. */
function overSignal({ run, follow }: Watched): { readonly signal: AbortSignal; readonly stop: () => void } {
  const over = new AbortController();
  const see = () => {
    if (endOfRun(run())) over.abort();
  };
  see();
  return { signal: over.signal, stop: follow(see) };
}

/**
 * Nothing is applied before the API has answered; once it has, what is silent again is waited for by the part itself. It ends with the run: the
 * cluster is its engineer's from then on.
 */
export const applyingOnceItAnswers = (applying: Part, store: Watched, clock: Pick<Clock, 'sleep'>): Part => ({
  name: applying.name,
  async run(signal, onReady) {
    const over = overSignal(store);
    const until = AbortSignal.any([signal, over.signal]);
    onReady?.();
    try {
      while (!until.aborted && !store.run().cluster.api?.answers) await clock.sleep(look, until);
      if (!until.aborted) await applying.run(until);
    } finally {
      over.stop();
    }
  },
});

const closing = (api: ClusterClient): Part => ({
  name: 'cluster client',
  async run(signal, onReady) {
    onReady?.();
    await untilAborted(signal);
    await api.close();
  },
});
