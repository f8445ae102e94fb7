// The run as a page draws it around its blades.

import { clusterView, type RunHead, wholeRunView } from '../../contract/index.ts';
import { forecast } from '../../domain/blade/forecast.ts';
import { endpointOf, movingVip } from '../../domain/kubernetes/endpoint.ts';
import type { OpenRun } from './open-run.ts';

/** Both or none: a plan without Kubernetes has no cluster. */
function clusterOf({ store, plan: { plan } }: OpenRun): Pick<RunHead, 'cluster' | 'wanted'> {
  if (!plan.kubernetes) return {};
  const vip = movingVip(plan);
  const wanted = {
    endpoint: endpointOf(plan, [...store.planned.values()]),
    ...(vip === undefined ? {} : { vip }),
    addons: plan.kubernetes.addons,
  };
  return { cluster: clusterView(store.run().cluster), wanted };
}

export function runHead(open: OpenRun, now: number): RunHead {
  const { store, plan, bundle, runName, device, simulated, startedAt, throughput } = open;
  const { blades } = store.run();
  const { name, architecture, chassis } = plan.plan;
  return {
    ...wholeRunView(store.run(), name, open.problems()),
    run: runName,
    path: plan.path,
    bundle: bundle.directory,
    architecture,
    chassis: chassis.map(({ name, model, slots }) => ({ name, model, slots })),
    ...(device === undefined ? {} : { device }),
    simulated,
    startedAt,
    ...clusterOf(open),
    forecast: forecast({ blades, now, bytesPerSecond: throughput.rate() }),
  };
}
