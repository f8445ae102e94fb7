// The appliance: one plan, one bundle, one run, and the list of parts that serve them. It runs without a window.

import { join } from 'node:path';
import { type Ports, standardPorts } from '../boot/wiring.ts';
import { type Bundle, readBundle, verifyBundle } from '../bundle/index.ts';
import { endOfRun } from '../domain/blade/run.ts';
import type { IndexedTable } from '../domain/boot-table.ts';
import { clockBeforeBundle } from '../domain/bundle-clock.ts';
import { overlapsWithAdapters } from '../domain/network/adapters.ts';
import { installSize } from '../domain/os/install-size.ts';
import { plannedBlades } from '../domain/plan/plan.ts';
import { failed, ok, type Problem, problem, type Result, refusalIn, warning } from '../domain/problem.ts';
import type { Secret } from '../domain/secret.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { adapters, deviceOf } from '../platform/interfaces.ts';
import { interruptible } from '../platform/interruptible.ts';
import { type Part, together } from '../platform/part.ts';
import { randomKey } from '../platform/random.ts';
import { installedConfigUrl } from '../render/index.ts';
import { type OpenPlan, readPlan } from '../store/plan-file.ts';
import { type OpenRun, openRun } from '../store/runs.ts';
import { vaultOf } from '../store/vault.ts';
import { bootServices, isInside } from './boot-services.ts';
import { httpBaseOf, keepTable, otherBundle } from './boot-table.ts';
import { unfit } from './bundle-fit.ts';
import { type Acceptance, type Admission, admit } from './bundle-trust.ts';
import { adoptCluster } from './cluster/adopt.ts';
import type { ClusterDesk } from './cluster/cluster-desk.ts';
import { finishEnd } from './cluster/ending.ts';
import { openCluster } from './cluster/open-cluster.ts';
import { type HeldSecrets, hasCluster, holdSecrets } from './cluster/secrets.ts';
import { byCommand } from './deciders.ts';
import { homeAnswers } from './home.ts';
import { isFreshIn, standingCluster } from './run/standing-cluster.ts';
import { type RunControl, runControl } from './run-control.ts';
import { openRunStore, type RunStore } from './run-store.ts';
import { portInside } from './vm/index.ts';

/** Deadlines are looked at this often; the shortest is ten seconds. */
const tickMilliseconds = 1000;

export interface ApplianceOptions {
  readonly planFile: string;
  readonly bundleDirectory: string;
  readonly stateDirectory: string;
  /** The adapter to serve on; found by the plan's laptop address when not given. */
  readonly device?: string;
  readonly ports?: Partial<Ports>;
  readonly routerAdvertisement?: boolean;
  /** Somebody takes the bundle although no trusted key signed it. */
  readonly acceptBundle?: Acceptance;
  /** A wire that exists in this program only: no device, broadcasts go to this address. */
  readonly simulatedWire?: { readonly broadcastAddress: string };
  readonly clock?: Clock;
  /** `false`: nothing is served, started or applied, and no adapter is needed; the cluster of the run is looked at, and what is asked for is done there. */
  readonly bootServices?: false;
  /** Its blades are to be armed: refused where a cluster stands already that this run knows nothing of. */
  readonly arming?: boolean;
  /** A cluster that stands, by the kubeconfig that was handed over: a new run goes on with it. */
  readonly kubeconfig?: string;
  /** Runs what is not to be stopped in the middle, and tells it when somebody wants to. Without it nobody does. */
  readonly stoppable?: <Value>(work: (signal: AbortSignal) => Promise<Value>) => Promise<Value>;
  /** Opens the vault of a run that was locked with one; a new vault is locked with it. Without it, a key file in the state directory does. */
  readonly passphrase?: Secret<string>;
  /** What went wrong while it serves without stopping it. */
  readonly onProblem?: (found: Problem) => void;
  readonly onVerify?: (done: { readonly bytes: number; readonly totalBytes: number }) => void;
}

/** Where the appliance serves when not on an adapter of this laptop: only programs that bring their own blades have one. */
export type Wire = Pick<ApplianceOptions, 'ports' | 'simulatedWire'>;

export interface Appliance extends Part {
  readonly plan: OpenPlan;
  readonly bundle: Bundle;
  readonly store: RunStore;
  readonly control: RunControl;
  readonly device: string | undefined;
  readonly runName: string;
  /** It was begun at an earlier start. */
  readonly resumed: boolean;
  /** Of the plan, the bundle, and how they fit: none keeps it from serving, those that are errors keep it from installing every blade. */
  readonly warnings: readonly Problem[];
  /** Where plan and bundle have a cluster, and the run is not over. */
  readonly clusterDesk?: ClusterDesk;
  /** What is served now. */
  table(): IndexedTable;
  /** Lets go of the run without having served. */
  close(): Promise<void>;
}

/** The device that has the plan's laptop address: serving on another one would answer with an address that nobody there reaches. */
async function chosenDevice({ device, simulatedWire }: ApplianceOptions, address: string): Promise<Result<string | undefined>> {
  if (simulatedWire) return ok(undefined);
  const found = await deviceOf(address);
  if (!found) return failed(problem('address-missing', { address }));
  return device && device !== found ? failed(problem('address-elsewhere', { address, device, found })) : ok(found);
}

/** Plan and bundle as they are on the disk; every problem of both, and of the laptop's clock, at once. */
async function readBoth({ planFile, bundleDirectory }: ApplianceOptions, now: number): Promise<Result<{ opened: OpenPlan; read: Bundle }>> {
  const [plan, bundle] = await Promise.all([readPlan(planFile), readBundle(bundleDirectory)]);
  const late = bundle.ok ? clockBeforeBundle(bundle.value.manifest.created, now) : undefined;
  if (plan.ok && bundle.ok && !late) return ok({ opened: plan.value, read: bundle.value });
  return failed(...[plan, bundle].flatMap((one) => (one.ok ? [] : one.problems)), ...(late ? [late] : []));
}

/** What was hashed once and has not changed since is not hashed again at the next start. */
const onlyIntact = (read: Bundle, { stateDirectory, onVerify }: ApplianceOptions) =>
  verifyBundle(read, { memoryFile: join(stateDirectory, 'verified.json'), ...(onVerify ? { onProgress: onVerify } : {}) });

const ticking = (store: RunStore, clock: Clock): Part => ({
  name: 'deadlines',
  async run(signal, onReady) {
    onReady?.();
    while (!signal.aborted) {
      await clock.sleep(tickMilliseconds, signal);
      store.tick(clock.now());
    }
  },
});

/**
 * Opens plan, bundle and run; every problem that keeps it from serving at once. Nothing is sent before `run`, and nothing of a bundle that is
 * neither trusted nor accepted is as much as looked at.
 */
export async function openAppliance(options: ApplianceOptions): Promise<Result<Appliance>> {
  const clock = options.clock ?? systemClock;
  const both = await readBoth(options, clock.now());
  if (!both.ok) return both;
  const { opened, read } = both.value;
  const plan = options.routerAdvertisement === false ? withoutAdvertisement(opened.plan) : opened.plan;
  const device =
    options.bootServices === false || isInside(plan, options) ? ok(undefined) : await chosenDevice(options, plan.network.laptop);
  if (!device.ok) return device;

  const { stateDirectory } = options;
  const { admission, problems: badKeys } = await admit(read, stateDirectory, options.acceptBundle);
  const asked = options.arming && options.kubeconfig === undefined;
  const standing = asked ? await standingCluster({ plan, device: device.value }) : undefined;
  const opening = openRun({
    stateDirectory,
    plan: plan.name,
    planSha256: opened.sha256,
    bundle: read.manifest.name,
    bundleSha256: read.manifestSha256,
    clock,
    refuse: (journal) => [
      ...admission.refuse(journal),
      ...unfit(journal, plan, read),
      ...(standing && isFreshIn(journal) ? [standing] : []),
    ],
  });
  if (!opening.ok) return opening;
  try {
    const found = { clock, plan, opened, device: device.value, run: opening.value };
    const appliance = await onRun(options, found, admission, read);
    return ok({ ...appliance, warnings: [...badKeys, ...appliance.warnings] });
  } catch (reason) {
    opening.value.journal.close();
    const refusal = refusalIn(reason);
    if (!refusal) throw reason;
    return failed(...refusal.problems);
  }
}

interface Opened {
  readonly clock: Clock;
  readonly opened: OpenPlan;
  /** As it is served. */
  readonly plan: OpenPlan['plan'];
  readonly device: string | undefined;
  readonly run: OpenRun;
}

/** The appliance of a run that is open. Throws a Refusal (`journal-full`). */
async function onRun(
  options: ApplianceOptions,
  { clock, opened, plan, device, run }: Opened,
  admission: Admission,
  read: Bundle,
): Promise<Appliance> {
  const { journal, tokenFor, name: runName, resumed } = run;
  const { stateDirectory } = options;
  // Simulated blades have no kubelet: they are at their end when they are up.
  const begins = hasCluster(plan, read.manifest);
  const store = openRunStore(journal, plannedBlades(plan), begins && !options.simulatedWire ? 'ready' : 'booted');
  admission.record(store);
  const isOverAlready = endOfRun(store.run()) !== undefined;
  if (isOverAlready) finishEnd({ store, vault: vaultOf(run.directory, { random: randomKey }), endRun: run.end });
  const held = begins && !isOverAlready ? await heldSecrets(options, { clock, plan, run }, read, store) : undefined;
  const { bundle, problems: damaged } = await onlyIntact(read, options);
  const ports = { ...standardPorts, ...options.ports };
  const httpBase = httpBaseOf(plan, isInside(plan, options) ? portInside : ports.http);
  const keeper = await keepTable({ plan, bundle, httpBase, store, tokenFor, keys: () => held?.keys() });

  const answerHome = homeAnswers({
    store,
    sizeFor: (slot) => installSize(bundle.manifest, store.planned.get(slot)!.arch),
    now: clock.now,
    installedConfig: (slot) => installedConfigUrl(httpBase, store.planned.get(slot)!, bundle.manifest),
  });
  const blades = await bootServices({
    plan,
    bundle,
    store,
    table: keeper.table,
    answerHome,
    clock,
    ports,
    device,
    stateDirectory,
    run: runName,
    silent: options.bootServices === false,
    ...(options.simulatedWire ? { simulatedWire: options.simulatedWire } : {}),
    ...(options.onProblem ? { onProblem: options.onProblem } : {}),
  });
  const services = interruptible(blades.services);
  const cluster =
    held &&
    openCluster({
      plan: opened,
      bundle,
      store,
      runName,
      simulated: options.simulatedWire !== undefined,
      held,
      machine: blades.machine,
      onlyLook: options.bootServices === false,
      silence: services.without,
      endRun: run.end,
      clock,
      ...(options.onProblem ? { onProblem: options.onProblem } : {}),
    });
  const serving = together('appliance', [services.part, ticking(store, clock), ...blades.beside, ...(cluster ? [cluster.part] : [])]);

  const twoWays = device === undefined ? [] : overlapsWithAdapters(plan, await adapters()).map(warning);
  const close = async () => journal.close();
  return {
    name: 'appliance',
    plan: opened,
    bundle,
    store,
    control: runControl(store, clock.now),
    device,
    runName,
    resumed,
    warnings: [...admission.warnings, ...opened.warnings, ...damaged, ...otherBundle(plan, bundle), ...keeper.report, ...twoWays],
    table: keeper.table,
    ...(cluster ? { clusterDesk: cluster.desk } : {}),
    close,
    async run(signal, onReady) {
      store.happened({ type: 'appliance-started' });
      try {
        await serving.run(signal, onReady);
      } finally {
        store.happened({ type: 'appliance-stopped' });
        await close();
      }
    },
  };
}

/** Throws a Refusal with why they cannot be had. */
async function heldSecrets(
  { stateDirectory, passphrase, kubeconfig, stoppable = (work) => work(new AbortController().signal) }: ApplianceOptions,
  { clock, plan, run }: Pick<Opened, 'clock' | 'plan' | 'run'>,
  { manifest }: Bundle,
  store: RunStore,
): Promise<HeldSecrets> {
  const runDirectory = run.directory;
  const adopt =
    kubeconfig === undefined
      ? {}
      : { adopt: { read: () => stoppable((signal) => adoptCluster({ file: kubeconfig, plan, manifest, clock, signal })), by: byCommand } };
  return holdSecrets({ plan, runDirectory, stateDirectory, store, passphrase, now: clock.now(), ...adopt });
}

const withoutAdvertisement = (plan: OpenPlan['plan']): OpenPlan['plan'] => ({
  ...plan,
  network: { ...plan.network, dhcp: { ...plan.network.dhcp, routerAdvertisement: false } },
});
