// The run as a page draws it around its blades.

import { clusterView, type RunHead, wholeRunView } from '../../contract/index.ts';
import { forecast } from '../../domain/blade/forecast.ts';
import type { OpenRun } from './open-run.ts';

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
    ...(plan.plan.kubernetes ? { cluster: clusterView(store.run().cluster) } : {}),
    forecast: forecast({ blades, now, bytesPerSecond: throughput.rate() }),
  };
}
