// What a cluster has behind it before its run is sealed: one rule for the page, the command line and the appliance.

import { type Problem, problem } from '../problem.ts';
import { type CheckName, checkNames } from './checks.ts';

export const beforeSeal = ['answer', 'nodes', 'addons', 'acceptance', 'hand-over', 'unplug'] as const;
export type BeforeSeal = (typeof beforeSeal)[number];

/** Each as a problem of its own: the page and the command line have their own words for them. */
export const lacking = (missing: readonly BeforeSeal[]): readonly Problem[] => missing.map((one) => problem(`seal-lacks-${one}`));

/** What the rule looks at: as the appliance folds it and as the page is told of it. */
export interface SealableCluster {
  readonly api?: { readonly answers: boolean } | undefined;
  readonly addons: readonly { readonly addon: string; readonly step: string }[];
  /** Newest last. */
  readonly acceptances: readonly SealableTest[];
  readonly unplug?: (OfItsTime & { readonly passed?: boolean | undefined }) | undefined;
  readonly handedOver?: OfItsTime | undefined;
}

/** `stale`: a blade came or went since, so that it is about the cluster of before. */
interface OfItsTime {
  readonly stale?: boolean | undefined;
}

interface SealableTest extends OfItsTime {
  readonly outcomes: readonly { readonly check: CheckName; readonly result: string }[];
}

export interface SealableBlade {
  readonly excluded?: string | undefined;
  readonly node?: { readonly ready: boolean } | undefined;
}

/** Only a run with somebody at the rack cuts power, and one node has no other to reach; all other checks are always asked. */
const wantedChecks = (nodes: number): readonly CheckName[] =>
  checkNames.filter((check) => check !== 'vip' && (check !== 'pods-across' || nodes > 1));

const isCurrent = ({ stale }: OfItsTime): boolean => stale !== true;

/** Those of the cluster as it is. */
export const currentTests = <Test extends OfItsTime>(tests: readonly Test[]): readonly Test[] => tests.filter(isCurrent);

/** How each check ended when it was asked last, in whichever test that was: one that was mended need not be asked with all others again. */
export const resultsOf = (tests: readonly SealableTest[]): ReadonlyMap<CheckName, string> =>
  new Map(tests.flatMap(({ outcomes }) => outcomes.map(({ check, result }) => [check, result] as const)));

/** How the checks of the cluster as it is ended. */
export const lastResults = ({ acceptances }: Pick<SealableCluster, 'acceptances'>): ReadonlyMap<CheckName, string> =>
  resultsOf(currentTests(acceptances));

/** The cluster as it is stood without the laptop. */
export const isUnplugged = ({ unplug }: Pick<SealableCluster, 'unplug'>): boolean =>
  unplug !== undefined && isCurrent(unplug) && unplug.passed === true;

/** What was written tells of the cluster as it is. */
export const isHandedOver = ({ handedOver }: Pick<SealableCluster, 'handedOver'>): boolean =>
  handedOver !== undefined && isCurrent(handedOver);

/** Of the cluster as it is every check that runs by itself on so many nodes was passed when it was asked last, and the loss of the leader did not fail. */
export function isAccepted(cluster: Pick<SealableCluster, 'acceptances'>, nodes: number): boolean {
  const results = lastResults(cluster);
  return wantedChecks(nodes).every((check) => results.get(check) === 'passed') && results.get('vip') !== 'failed';
}

/** `addons` are those of the plan. A blade that is left out is missed by nobody. */
export function missingToSeal(cluster: SealableCluster, blades: readonly SealableBlade[], addons: readonly string[]): BeforeSeal[] {
  const isReady = (addon: string) => cluster.addons.some((one) => one.addon === addon && one.step === 'ready');
  const wanted = blades.filter(({ excluded }) => excluded === undefined);
  const done: Readonly<Record<BeforeSeal, boolean>> = {
    answer: cluster.api?.answers === true,
    nodes: wanted.every(({ node }) => node?.ready === true),
    addons: addons.every(isReady),
    acceptance: isAccepted(cluster, wanted.length),
    'hand-over': isHandedOver(cluster),
    unplug: isUnplugged(cluster),
  };
  return beforeSeal.filter((one) => !done[one]);
}
