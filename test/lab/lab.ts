// `npm run lab`: real firmware and a real OS. Rackstrap serves in a namespace, QEMU blades are switched on, and what happens is watched to the end.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from '../setup/setup.ts';
import { accelerator } from './accelerator.ts';
import { bootAgain } from './boot-again.ts';
import { labBundle } from './bundle.ts';
import { provisionCluster } from './cluster.ts';
import { importBundle } from './laptop.ts';
import { plugSwitch } from './namespace.ts';
import { type Options, optionsOf, usage } from './options.ts';
import { cacheDirectory } from './os/build.ts';
import { labBlades, labPlan, laptop, prefixLength } from './plan.ts';
import { provision, withoutAdvertisement } from './provision.ts';
import { fillDisk, hardware, type Lab, say, type Undo } from './rack.ts';
import { type ClusterReport, print, printCluster, printLogs, type Report } from './report.ts';

async function run(lab: Lab): Promise<Report> {
  const { options, blades } = lab;
  const [state, compared] = [join(lab.directory, 'state'), join(lab.directory, 'state-compare')];
  await importBundle(lab.bundle, options.compare ? [state, compared] : [state], lab.undo);
  const without = options.compare ? await withoutAdvertisement(lab, compared) : undefined;
  fillDisk(hardware(lab, blades[0]!, 0));
  const first = await provision(lab, { until: options.until, state, routerAdvertisement: options.routerAdvertisement });
  const again = first.ok && options.until === 'booted' ? await bootAgain(lab, first.machines, state) : [];
  return {
    ok: first.ok && again.every(({ ok }) => ok),
    firmware: options.firmware,
    loader: options.loader,
    until: options.until,
    accelerator: lab.accelerator[1]!,
    blades: blades.map(({ slot }, index) => ({
      slot,
      seconds: first.seconds.get(slot) ?? {},
      ...(again[index] ? { again: again[index] } : {}),
    })),
    script: options.compare ? { with: first.seconds.get(blades[0]!.slot)?.script, without } : {},
    problems: [...first.problems, ...again.filter(({ ok }) => !ok).map(({ slot, words }) => `${slot} ${words}`)],
  };
}

async function runCluster(lab: Lab): Promise<ClusterReport> {
  const state = join(lab.directory, 'state');
  await importBundle(lab.bundle, [state], lab.undo);
  if (lab.options.architecture !== 'laptop') fillDisk(hardware(lab, lab.blades[0]!, 0));
  const { architecture, until, firmware } = lab.options;
  return { architecture: architecture!, until, firmware, accelerator: lab.accelerator[1]!, ...(await provisionCluster(lab, state)) };
}

async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function main(options: Options): Promise<number> {
  ensurePackages('lab', ...(options.kubernetes ? (['cluster'] as const) : []));
  const bundle = await labBundle(options, say);
  const how = await accelerator(bundle.os.kernel, cacheDirectory);
  const undo: Undo = [];
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-lab-'));
  const blades = labBlades(options.blades);
  const interrupted = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.reject(new Error(`ended by ${signal}`)));
  // An error while an event is handled is nobody's to catch; it must not leave blades running.
  process.once('uncaughtException', interrupted.reject);
  let ok = false;
  try {
    const plugged = plugSwitch(`${laptop}/${prefixLength}`, options.blades);
    if (options.keep) say(`kept: ip netns exec ${plugged.namespace} …`);
    else undo.push(plugged.remove);
    const lab: Lab = { options, bundle, accelerator: how, switch: plugged, directory, blades, undo };
    writeFileSync(join(directory, 'plan.yaml'), labPlan(blades, options));
    const report = await Promise.race([options.architecture ? runCluster(lab) : run(lab), interrupted.promise]);
    ok = report.ok;
    if (options.json) console.log(JSON.stringify(report));
    else if ('milestones' in report) printCluster(report);
    else print(report);
    if (!ok) printLogs(lab);
  } finally {
    await undoAll(undo);
    if (ok && !options.keep) rmSync(directory, { recursive: true, force: true });
    else say(`consoles, events, journal and disks: ${directory}`);
  }
  return ok ? 0 : 1;
}

/** What was asked; ends the program with 2 when that cannot be understood. */
function asked(): Options {
  try {
    return optionsOf(process.argv.slice(2));
  } catch (reason) {
    console.error(`${(reason as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

try {
  process.exit(await main(asked()));
} catch (reason) {
  console.error((reason as Error).message);
  // Whoever watches a console still does: an interrupted run ends now.
  process.exit(1);
}
