// What has to be so before services are started: the plan is good, its bundle is here and from somebody trusted, the cable is ready, and no other run is open.

import type { AdapterView, BundleListed, ProblemView, RunHead, SiteView } from '../../../../services/contract/index.ts';

/** `unknown`: the appliance has not told yet. */
export type State = 'met' | 'unmet' | 'unknown';

export interface Precondition {
  readonly state: State;
  /** Which of its sentences is true: a key of the step's words. */
  readonly says: Sentence;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where it is mended: a step of the wizard, or the other run. */
  readonly mend: 'review' | 'bundle' | 'accept' | 'site' | 'stop';
}

export type Sentence =
  | 'planGood'
  | 'planErrors'
  | 'bundleHere'
  | 'bundleDamaged'
  | 'bundleLacks'
  | 'bundleMissing'
  | 'bundleUnknown'
  | 'bundleTrusted'
  | 'bundleAccepted'
  | 'bundleKeyUnknown'
  | 'bundleUnsigned'
  | 'adapterGood'
  | 'adapterDown'
  | 'adapterMissing'
  | 'adapterUnknown'
  | 'runNone'
  | 'runThis'
  | 'runOther';

export interface Situation {
  readonly path: string;
  readonly problems: readonly ProblemView[];
  /** Named in the plan. */
  readonly bundleName: string;
  readonly bundle: BundleListed | undefined;
  readonly bundlesKnown: boolean;
  /** Identity of the bundle that somebody takes although no trusted key signed it. */
  readonly accepted: string | undefined;
  /** What the plan needs and the bundle does not have. */
  readonly lacks: readonly ProblemView[];
  /** The laptop's address in the plan. */
  readonly laptop: string;
  readonly site: SiteView | undefined;
  readonly run: Pick<RunHead, 'path' | 'run'> | null;
}

const errorsIn = (problems: readonly ProblemView[]) => problems.filter(({ level }) => level === 'error').length;

function planIs({ problems }: Situation): Precondition {
  const errors = errorsIn(problems);
  return errors === 0
    ? { state: 'met', says: 'planGood', mend: 'review' }
    : { state: 'unmet', says: 'planErrors', params: { count: errors }, mend: 'review' };
}

function bundleIs({ bundle, bundlesKnown, bundleName: name, lacks }: Situation): Precondition {
  const mend = 'bundle';
  if (!bundlesKnown) return { state: 'unknown', says: 'bundleUnknown', params: { name }, mend };
  if (!bundle) return { state: 'unmet', says: 'bundleMissing', params: { name }, mend };
  const params = { name: `${bundle.name} ${bundle.version}` };
  if (errorsIn(bundle.problems) > 0) return { state: 'unmet', says: 'bundleDamaged', params, mend };
  return errorsIn(lacks) > 0 ? { state: 'unmet', says: 'bundleLacks', params, mend } : { state: 'met', says: 'bundleHere', params, mend };
}

/** Nothing is said of a bundle that is not here, or that cannot be read. */
function trustIs({ bundle, accepted }: Situation): readonly Precondition[] {
  const mend = 'accept';
  if (!bundle || bundle.trust.is === 'unreadable') return [];
  if (bundle.trust.is === 'trusted') return [{ state: 'met', says: 'bundleTrusted', mend }];
  if (accepted === bundle.id) return [{ state: 'met', says: 'bundleAccepted', mend }];
  return [{ state: 'unmet', says: bundle.trust.is === 'unsigned' ? 'bundleUnsigned' : 'bundleKeyUnknown', mend }];
}

const hasAddress =
  (address: string) =>
  ({ addresses }: AdapterView): boolean =>
    addresses.some((one) => one.address === address);

function adapterIs({ site, laptop: address }: Situation): Precondition {
  const mend = 'site';
  if (!site) return { state: 'unknown', says: 'adapterUnknown', params: { address }, mend };
  const adapter = site.adapters.find(hasAddress(address));
  if (!adapter) return { state: 'unmet', says: 'adapterMissing', params: { address }, mend };
  const params = { address, device: adapter.name };
  return adapter.link === 'down'
    ? { state: 'unmet', says: 'adapterDown', params, mend }
    : { state: 'met', says: 'adapterGood', params, mend };
}

function runIs({ run, path }: Situation): Precondition {
  const mend = 'stop';
  if (!run) return { state: 'met', says: 'runNone', mend };
  const params = { run: run.run };
  return run.path === path ? { state: 'met', says: 'runThis', params, mend } : { state: 'unmet', says: 'runOther', params, mend };
}

/** In the order in which they are mended. */
export const preconditions = (situation: Situation): readonly Precondition[] => [
  planIs(situation),
  bundleIs(situation),
  ...trustIs(situation),
  adapterIs(situation),
  runIs(situation),
];

export const mayStart = (list: readonly Precondition[]): boolean => list.every(({ state }) => state === 'met');
