// What the appliance applies to the new cluster: the pod network and the plan's add-ons, out of the bundle.

import { type Bundle, partsWithImages, partText } from '../../bundle/index.ts';
import { type Addon, addonOf } from '../../cluster/addons/index.ts';
import { addonNeed, cniNeed } from '../../domain/needs.ts';
import { bundleLacks } from '../../domain/plan/bundle-fit.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { inWords, orRefuse, type Problem, Refusal } from '../../domain/problem.ts';
import { dnsManifest, podNetworkOf } from '../../render/index.ts';

/** Manifests for a need, in the order of their paths. */
const manifestsFor = (bundle: Bundle, need: string): string[] =>
  bundle.manifest.parts
    .filter(({ kind, satisfies }) => kind === 'manifest' && satisfies?.includes(need))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path }) => partText(bundle, path));

/** What the texts of its manifests ask for beyond what the bundle tells of them, and it has not: nobody could pull it. */
function notCarried(plan: Plan, bundle: Bundle): Problem[] {
  const told = new Set(bundleLacks(plan, bundle.manifest).map(inWords));
  return bundleLacks(plan, { ...bundle.manifest, parts: partsWithImages(bundle) }).filter((one) => !told.has(inWords(one)));
}

/** Of a plan with a cluster in it. Throws a Refusal with what cannot be read or fitted, and with images that are not carried. */
export function addonsOf(plan: Plan, bundle: Bundle): { readonly network: Addon; readonly addons: readonly Addon[] } {
  const { cni, addons } = plan.kubernetes!;
  const lacking = notCarried(plan, bundle);
  if (lacking.length > 0) throw new Refusal(...lacking);
  // Whatever it is cut into: what has to be fitted may be in any of its parts.
  const network = orRefuse(podNetworkOf(plan).fitted(manifestsFor(bundle, cniNeed(cni)).join('\n---\n'), plan));
  return {
    network: orRefuse(addonOf({ name: cni, manifests: [network, ...[dnsManifest(plan) ?? []].flat()] })),
    addons: addons.map((name) => orRefuse(addonOf({ name, manifests: manifestsFor(bundle, addonNeed(name)) }))),
  };
}
