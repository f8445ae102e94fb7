// How far the cluster of a run is: a fold over what the appliance saw of it and did there.

import type { Event } from '../blade/events.ts';
import type { CheckName } from './checks.ts';
import type { CheckOutcome, EtcdMember, Hands, Occasion, SeenCertificate } from './events.ts';

export interface AddonProgress {
  readonly addon: string;
  readonly step: 'applied' | 'ready' | 'failed';
  readonly at: number;
  readonly error: string | undefined;
}

/** Times are milliseconds since 1970. */
export interface AcceptanceProgress {
  readonly occasion: Occasion;
  readonly by: string;
  readonly startedAt: number;
  /** A blade came or went since: it is about the cluster of before, and counts no more. */
  readonly stale: boolean;
  readonly checks: readonly CheckName[];
  /** The check that runs now. */
  readonly running: CheckName | undefined;
  readonly outcomes: readonly CheckOutcome[];
  readonly endedAt: number | undefined;
  readonly passed: boolean | undefined;
}

export interface UnplugProgress {
  readonly startedAt: number;
  /** A blade came or went since: it is about the cluster of before, and counts no more. */
  readonly stale: boolean;
  readonly slots: readonly string[];
  readonly endedAt: number | undefined;
  readonly passed: boolean | undefined;
  readonly traces: readonly string[];
  /** Why it could not be brought to its end. */
  readonly reason: string | undefined;
}

export interface ClusterProgress {
  /** Its secrets were made in this run. */
  readonly secretsMade: boolean;
  /** The run goes on with a cluster that another one made. */
  readonly adopted: boolean;
  /** `kubeadm init` is through, or the API answered: from here on every blade joins. */
  readonly begun: boolean;
  readonly api:
    | { readonly answers: boolean; readonly since: number; readonly server: string; readonly reason: string | undefined }
    | undefined;
  /** Of the API server. */
  readonly version: string | undefined;
  readonly etcd: readonly EtcdMember[];
  readonly certificates: readonly SeenCertificate[];
  readonly tokenUntil: number | undefined;
  /** In the order they were first heard of. */
  readonly addons: readonly AddonProgress[];
  /** Newest last. */
  readonly acceptances: readonly AcceptanceProgress[];
  readonly unplug: UnplugProgress | undefined;
  /** What somebody at the rack is asked to do now. */
  readonly hands: { readonly slot: string; readonly hands: Hands; readonly since: number } | undefined;
  /** `stale` as for a test. */
  readonly handedOver:
    | { readonly at: number; readonly directory: string; readonly files: readonly string[]; readonly stale: boolean }
    | undefined;
  readonly sealedAt: number | undefined;
}

export const noCluster: ClusterProgress = {
  secretsMade: false,
  adopted: false,
  begun: false,
  api: undefined,
  version: undefined,
  etcd: [],
  certificates: [],
  tokenUntil: undefined,
  addons: [],
  acceptances: [],
  unplug: undefined,
  hands: undefined,
  handedOver: undefined,
  sealedAt: undefined,
};

type EventOf<Type extends Event['type']> = Extract<Event, { readonly type: Type }>;
/** Whether the blade of this slot was a node before the event. */
type IsNode = (slot: string) => boolean;
type Fold<Type extends Event['type']> = (before: ClusterProgress, event: EventOf<Type>, isNode: IsNode) => ClusterProgress;

/** As many as a run ever has, with room; older ones are in the journal. */
const acceptancesKept = 16;

const answered: Fold<'cluster-answered'> = (before, { at, server, version }) => ({
  ...before,
  begun: true,
  version,
  api: { answers: true, since: at, server, reason: undefined },
});

const silent: Fold<'cluster-silent'> = (before, { at, reason }) => ({
  ...before,
  api: { answers: false, since: at, server: before.api?.server ?? '', reason },
});

const addonStep: Fold<'addon-step'> = (before, { addon, step, at, error }) => {
  const now: AddonProgress = { addon, step, at, error };
  const known = before.addons.some((one) => one.addon === addon);
  return { ...before, addons: known ? before.addons.map((one) => (one.addon === addon ? now : one)) : [...before.addons, now] };
};

const acceptanceStarted: Fold<'acceptance-started'> = (before, { at, occasion, by, checks }) => {
  const begun: AcceptanceProgress = {
    occasion,
    by,
    startedAt: at,
    stale: false,
    checks,
    running: undefined,
    outcomes: [],
    endedAt: undefined,
    passed: undefined,
  };
  return { ...before, acceptances: [...before.acceptances, begun].slice(-acceptancesKept) };
};

/** What is heard of a check is about the newest test. */
function inAcceptance(before: ClusterProgress, change: (now: AcceptanceProgress) => Partial<AcceptanceProgress>): ClusterProgress {
  const newest = before.acceptances.at(-1);
  return newest ? { ...before, acceptances: before.acceptances.with(-1, { ...newest, ...change(newest) }) } : before;
}

/** It has other blades from now on: what was tested of it and handed over is about the cluster of before. */
const changed = (before: ClusterProgress): ClusterProgress => ({
  ...before,
  acceptances: before.acceptances.map((one) => ({ ...one, stale: true })),
  unplug: before.unplug && { ...before.unplug, stale: true },
  handedOver: before.handedOver && { ...before.handedOver, stale: true },
});

const folds: { readonly [Type in Event['type']]?: Fold<Type> } = {
  'cluster-secrets-made': (before) => ({ ...before, secretsMade: true }),
  'cluster-step': (before, { verb, step }) => (verb === 'init' && step === 'done' ? { ...before, begun: true } : before),
  'cluster-answered': answered,
  'cluster-silent': silent,
  'etcd-seen': (before, { members }) => ({ ...before, etcd: members }),
  'certificates-seen': (before, { certificates }) => ({ ...before, certificates }),
  armed: changed,
  excluded: (before, { slot }, isNode) => (isNode(slot) ? changed(before) : before),
  'node-seen': (before, { slot }, isNode) => (isNode(slot) ? before : changed(before)),
  'node-lost': changed,
  'node-removed': (before, { node }) => ({ ...changed(before), etcd: before.etcd.filter(({ name }) => name !== node) }),
  'token-renewed': (before, { until }) => ({ ...before, tokenUntil: until }),
  'addon-step': addonStep,
  'acceptance-started': acceptanceStarted,
  'check-started': (before, { check }) => inAcceptance(before, () => ({ running: check })),
  'check-ended': (before, { type: _, seq: __, at: ___, ...outcome }) =>
    inAcceptance(before, ({ outcomes }) => ({ running: undefined, outcomes: [...outcomes, outcome] })),
  'acceptance-ended': (before, { at, passed }) => inAcceptance(before, () => ({ running: undefined, endedAt: at, passed })),
  'unplug-started': (before, { at, slots }) => ({
    ...before,
    unplug: { startedAt: at, stale: false, slots, endedAt: undefined, passed: undefined, traces: [], reason: undefined },
  }),
  'unplug-ended': (before, { at, passed, traces, reason }) =>
    before.unplug ? { ...before, unplug: { ...before.unplug, endedAt: at, passed, traces, reason } } : before,
  'handed-over': (before, { at, directory, files }) => ({ ...before, handedOver: { at, directory, files, stale: false } }),
  'hands-wanted': (before, { at, slot, hands }) => ({ ...before, hands: { slot, hands, since: at } }),
  'hands-done': (before) => ({ ...before, hands: undefined }),
  'cluster-adopted': (before) => ({ ...before, secretsMade: true, begun: true, adopted: true }),
  sealed: (before, { at }) => ({ ...before, sealedAt: at }),
};

/** The very same object when the event tells nothing of the cluster. */
export function stepCluster(before: ClusterProgress, event: Event, isNode: IsNode): ClusterProgress {
  const fold = folds[event.type] as Fold<Event['type']> | undefined;
  return fold ? fold(before, event, isNode) : before;
}
