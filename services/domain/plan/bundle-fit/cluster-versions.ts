// Whether the versions of a cluster's parts go with each other, with the plan, and with the operating system.

import {
  containerdEnds,
  containerdWanted,
  defaultSandbox,
  refusesCgroup1,
  refusesContainerd,
  skewAllowed,
  skews,
} from '../../kubernetes/support.ts';
import { minorOf } from '../../kubernetes/versions.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { bare } from '../../version.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { type Fitting, nameOf, type PartsAtHand } from './at-hand.ts';
import { anatomyOf, programsOf } from './system.ts';

const ofBundle = (found: Problem): Problem => at('bundle', found);

function asPlanned(plan: Loose<Plan>, { name, kubernetes }: PartsAtHand): Problem[] {
  const [wanted, found] = [plan.kubernetes?.version, kubernetes!.version];
  if (!wanted || bare(wanted) === bare(found)) return [];
  return [at('kubernetes.version', problem('kubernetes-version-other', { bundle: name, wanted, found }))];
}

function inWindow(version: string): Problem[] {
  const row = minorOf(version);
  return row.ok ? [] : row.problems.map(ofBundle);
}

/** Programs whose parts tell a version that is too far from the control plane's. */
function skewed({ parts }: PartsAtHand, kubernetes: string): Problem[] {
  return (Object.keys(skews) as (keyof typeof skews)[]).flatMap((program) => {
    const own = parts.filter(({ kind, path, version }) => kind === 'binary' && nameOf(path) === program && version !== undefined);
    const wrong = own.find(({ version }) => !skewAllowed(program, version!, kubernetes));
    return wrong ? [ofBundle(problem('kubernetes-skew', { program, version: bare(wrong.version!), kubernetes }))] : [];
  });
}

/** Judged at the day the bundle was built: then another could have been chosen, and a laptop's clock may be anything. */
function containerdFits({ created = '' }: PartsAtHand, containerd: string, kubernetes: string): Problem[] {
  if (refusesContainerd(kubernetes, containerd)) return [ofBundle(problem('containerd-refused', { containerd, kubernetes }))];
  const wanted = containerdWanted(kubernetes, containerd);
  const ends = containerdEnds(containerd);
  return [
    ...(wanted.length > 0 ? [warning(problem('containerd-untested', { containerd, kubernetes, wanted: wanted.join(', ') }))] : []),
    ...(ends && created.slice(0, ends.length) > ends ? [warning(problem('containerd-ended', { containerd, ends }))] : []),
  ].map(ofBundle);
}

/** Offline, every pod waits for the image of its sandbox for ever. */
function sandbox({ parts }: PartsAtHand, containerd: string): Problem[] {
  const wanted = defaultSandbox(containerd);
  if (!wanted || parts.some(({ image }) => image?.reference === wanted)) return [];
  return [ofBundle(warning(problem('sandbox-image-absent', { containerd, image: wanted })))];
}

function cgroups(bundle: PartsAtHand, kubernetes: string): Problem[] {
  const refused = anatomyOf(bundle).cgroup === 1 && refusesCgroup1(kubernetes);
  return refused ? [ofBundle(problem('kubernetes-needs-cgroup2', { kubernetes, family: bundle.os?.family ?? '' }))] : [];
}

/**
 * `kubernetes-version-other`, `kubernetes-too-old`, `kubernetes-too-new`, `kubernetes-skew`, `kubernetes-needs-cgroup2`, `containerd-refused`,
 * `containerd-untested`, `containerd-ended`, `sandbox-image-absent`: nothing when plan or bundle have no Kubernetes.
 */
export function clusterVersions({ plan, bundle }: Fitting): Problem[] {
  if (!plan.kubernetes || !bundle.kubernetes) return [];
  const kubernetes = bare(bundle.kubernetes.version);
  const { containerd } = programsOf(bundle);
  return [
    ...asPlanned(plan, bundle),
    ...inWindow(kubernetes),
    ...skewed(bundle, kubernetes),
    ...cgroups(bundle, kubernetes),
    ...(containerd ? [...containerdFits(bundle, containerd, kubernetes), ...sandbox(bundle, containerd)] : []),
  ];
}
