// The way of the cluster, from the first answer of its API to the seal: how far each step is, and which one is the present one.

import type { BladeView, ClusterView, RunHead } from '../../../services/contract/index.ts';
import { type BladeState, needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { type BeforeSeal, isAccepted, isHandedOver, isUnplugged, missingToSeal } from '../../../services/domain/cluster/sealing.ts';
import { testOf } from './check-rows.ts';

export const steps = ['control', 'nodes', 'addons', 'acceptance', 'handover', 'unplug', 'seal'] as const;
export type StepName = (typeof steps)[number];

/** What a step looks at. */
export interface Seen {
  readonly cluster: ClusterView;
  readonly wanted: NonNullable<RunHead['wanted']>;
  readonly blades: readonly BladeView[];
}

/** Blades that are to be nodes: those that nobody left out. */
export const awaited = (blades: readonly BladeView[]): readonly BladeView[] => blades.filter(({ excluded }) => excluded === undefined);
export const isReady = ({ node }: BladeView): boolean => node?.ready === true;

/** An add-on of the plan, or one that was heard of although the plan has changed since. */
export interface AddonRow {
  readonly addon: string;
  readonly state: 'ahead' | ClusterView['addons'][number]['step'];
  readonly at?: number;
  readonly error?: string;
}

/** In the plan's order. */
export function addonRows({ cluster, wanted }: Pick<Seen, 'cluster' | 'wanted'>): readonly AddonRow[] {
  const others = cluster.addons.map(({ addon }) => addon).filter((addon) => !wanted.addons.includes(addon));
  return [...wanted.addons, ...others].map((addon) => {
    const heard = cluster.addons.find((one) => one.addon === addon);
    if (!heard) return { addon, state: 'ahead' };
    const { step, ...rest } = heard;
    return { ...rest, state: step };
  });
}

function control({ cluster: { api, begun, etcd }, blades }: Seen): BladeState {
  if (api && !api.answers) return 'silent';
  if (api) return etcd.some(({ healthy }) => !healthy) ? 'failed' : 'done';
  return begun || blades.some(({ clusterStep }) => clusterStep?.verb === 'init') ? 'working' : 'waiting';
}

function nodes({ blades }: Seen): BladeState {
  const of = awaited(blades);
  if (of.length > 0 && of.every(isReady)) return 'done';
  if (of.some((blade) => blade.node?.ready === false || needsPerson(stateOf(blade)))) return 'failed';
  return of.some(({ clusterStep, node }) => clusterStep || node) ? 'working' : 'waiting';
}

function addons(seen: Seen): BladeState {
  const states = addonRows(seen).map(({ state }) => state);
  if (states.length === 0) return 'excluded';
  if (states.includes('failed')) return 'failed';
  if (states.every((state) => state === 'ready')) return 'done';
  return states.every((state) => state === 'ahead') ? 'waiting' : 'working';
}

/** Passed as the seal wants it, whichever test asked what last. */
function acceptance({ cluster, wanted, blades }: Seen): BladeState {
  const { isRunning, failed } = testOf(cluster.acceptances, wanted);
  if (isRunning) return 'working';
  if (failed > 0) return 'failed';
  return isAccepted(cluster, awaited(blades).length) ? 'done' : 'waiting';
}

function unplug({ cluster }: Seen): BladeState {
  if (!cluster.unplug) return 'waiting';
  const { passed, stale } = cluster.unplug;
  if (passed === undefined) return 'working';
  if (isUnplugged(cluster)) return 'done';
  return stale ? 'waiting' : 'failed';
}

const states: Readonly<Record<StepName, (seen: Seen) => BladeState>> = {
  control,
  nodes,
  addons,
  acceptance,
  handover: ({ cluster }) => (isHandedOver(cluster) ? 'done' : 'waiting'),
  unplug,
  seal: ({ cluster }) => (cluster.sealedAt === undefined ? 'waiting' : 'done'),
};

export const stateOfStep = (step: StepName, seen: Seen): BladeState => states[step](seen);

const isOver = (state: BladeState) => state === 'done' || state === 'excluded';

/** What somebody at the rack is concerned with now: the unplug test while it runs, which restarts what comes before it; else the first that is not over. */
export function presentStep(seen: Seen): StepName {
  if (unplug(seen) === 'working') return 'unplug';
  return steps.find((step) => !isOver(stateOfStep(step, seen))) ?? 'seal';
}

/** Where each thing that a sealed cluster has behind it is done. */
export const stepBeforeSeal: Readonly<Record<BeforeSeal, StepName>> = {
  answer: 'control',
  nodes: 'nodes',
  addons: 'addons',
  acceptance: 'acceptance',
  'hand-over': 'handover',
  unplug: 'unplug',
};

export const missingIn = ({ cluster, wanted, blades }: Seen): readonly BeforeSeal[] => missingToSeal(cluster, blades, wanted.addons);
