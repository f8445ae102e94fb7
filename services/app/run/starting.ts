// Opens a plan's run and serves it; whatever is wrong is refused as a whole, and then nothing is left open.

import { resolve } from 'node:path';
import { orRefuse, type Problem, problem, Refusal } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { realFile } from '../../platform/files.ts';
import { type Appliance, type ApplianceOptions, openAppliance } from '../appliance.ts';
import type { Acceptance } from '../bundle-trust.ts';
import type { RunKeeper } from './keeper.ts';
import type { OpenRun } from './open-run.ts';

/** Where and how runs are served. */
export type Serving = Pick<ApplianceOptions, 'device' | 'ports' | 'routerAdvertisement' | 'simulatedWire' | 'passphrase' | 'onProblem'>;

export interface StartingOptions {
  readonly keeper: RunKeeper;
  readonly serving: Serving;
  readonly stateDirectory: string;
  readonly clock: Clock;
  /** Called with every appliance before it serves: a practice rack plugs its blades in. */
  readonly prepare: (appliance: Appliance) => Promise<void>;
}

/** Throws a Refusal (`run-open`). */
export function refuseWhileOpen({ run }: Pick<RunKeeper, 'run'>): void {
  const open = run();
  if (open) throw new Refusal(problem('run-open', { run: open.runName }));
}

async function prepared(appliance: Appliance, prepare: StartingOptions['prepare']): Promise<Appliance> {
  try {
    await prepare(appliance);
    return appliance;
  } catch (reason) {
    await appliance.close();
    throw reason;
  }
}

/** A plan, and the bundle that its blades are installed from. */
export interface ToStart {
  readonly path: string;
  readonly bundle: string;
  /** Somebody takes the bundle although no trusted key signed it. */
  readonly acceptBundle?: Acceptance;
}

/** Throws a Refusal with every problem of plan, bundle and laptop. */
export async function startRun({ path, bundle, acceptBundle }: ToStart, options: StartingOptions): Promise<OpenRun> {
  const { keeper, serving, stateDirectory, clock, prepare } = options;
  refuseWhileOpen(keeper);
  /** What goes wrong without stopping it, maybe before the run is shown. */
  let tell = (found: Problem): unknown => early.push(found);
  const early: Problem[] = [];
  const onProblem = (found: Problem) => {
    tell(found);
    serving.onProblem?.(found);
  };
  const planFile = await realFile(path).catch(() => resolve(path));
  const accept = acceptBundle ? { acceptBundle } : {};
  const opening = openAppliance({ ...serving, ...accept, planFile, bundleDirectory: resolve(bundle), stateDirectory, clock, onProblem });
  const open = await keeper.start(await prepared(orRefuse(await opening), prepare));
  tell = open.trouble;
  early.forEach(open.trouble);
  return open;
}
