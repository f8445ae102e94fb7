// `npm run demo`: the main job on a virtual rack. The services are the real ones, on loopback; the blades are simulated.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustStore } from '../../bundle/index.ts';
import { orRefuse } from '../../domain/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { type VirtualRack, virtualRack } from '../../simulator/rack.ts';
import { type Appliance, openAppliance } from '../appliance.ts';
import { writeBundle } from '../demo/bundle.ts';
import { mostBlades, planText, virtualBlades } from '../demo/rack.ts';
import { report } from '../demo/report.ts';
import { watch } from '../demo/watch.ts';
import { virtualWire } from '../demo/wire.ts';
import type { Output } from '../output.ts';
import { progressOf, untilReached } from '../progress.ts';
import { type CommandOptions, numberOption, untilSignal } from './serving.ts';

const usualBlades = 8;
/** Seconds of a blade's life in one second here: firmware waits long. */
const speed = 20;
/** A rack that is not done by then is stuck. */
const longestSeconds = 120;
/** Power-on comes slot by slot, as a technician's hand does. */
const betweenPowerOns = 150;

async function demoAppliance(directory: string, blades: number): Promise<{ appliance: Appliance; rack: VirtualRack }> {
  const [planFile, bundleDirectory] = [join(directory, 'plan.yaml'), join(directory, 'bundle')];
  await mkdir(bundleDirectory);
  await writeFile(planFile, planText(blades));
  const stateDirectory = join(directory, 'state');
  trustStore(stateDirectory).add(writeBundle(bundleDirectory));
  const wire = await virtualWire();
  const appliance = orRefuse(await openAppliance({ planFile, bundleDirectory, stateDirectory, ...wire.appliance }));
  const rack = await virtualRack({
    ...wire.rack,
    speed,
    seed: 1,
    clock: systemClock,
    blades: virtualBlades(blades),
  });
  return { appliance, rack };
}

async function powerOnAll(rack: VirtualRack, signal: AbortSignal): Promise<void> {
  for (const slot of rack.blades.keys()) {
    if (signal.aborted) return;
    rack.powerOn(slot);
    await systemClock.sleep(betweenPowerOns, signal);
  }
}

async function provisionAll(appliance: Appliance, rack: VirtualRack, output: Output, json: boolean): Promise<number> {
  const { signal, code, stop } = untilSignal();
  const end = AbortSignal.any([signal, AbortSignal.timeout(longestSeconds * 1000)]);
  const slots = [...appliance.store.planned.keys()];
  const watching = json ? undefined : watch(appliance.store, output);
  appliance.control.arm(slots, slots, 'demo');
  const serving = appliance.run(end, () => void powerOnAll(rack, end));
  serving.catch(stop);
  const reached = await untilReached(appliance.store, 'booted', end);
  watching?.stop();
  await rack.close();
  stop();
  await serving;
  const blades = progressOf(appliance.store);
  if (json)
    output.line(
      JSON.stringify({ blades: blades.map(({ slot, mac, stage, seconds, bytes }) => ({ slot, mac, stage, seconds, bytes })), ok: reached }),
    );
  else output.line(report(appliance.store, rack));
  return code() ?? (reached ? 0 : 1);
}

/** Exit 0 when every virtual blade came back from its disk. */
export async function demo(options: CommandOptions, output: Output): Promise<number> {
  const blades = numberOption(options, 'blades', { least: 1, most: mostBlades }) ?? usualBlades;
  const directory = await mkdtemp(join(tmpdir(), 'rackstrap-demo-'));
  try {
    const { appliance, rack } = await demoAppliance(directory, blades);
    return await provisionAll(appliance, rack, output, options.json === true);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
