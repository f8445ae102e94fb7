// What the appliance applies to the new cluster: the pod network and the plan's add-ons, out of the bundle.

import { type Bundle, partText } from '../../bundle/index.ts';
import { type Addon, addonOf } from '../../cluster/addons/index.ts';
import { addonNeed, cniNeed } from '../../domain/needs.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { orRefuse } from '../../domain/problem.ts';
import { podNetworkOf } from '../../render/index.ts';

/** Manifests for a need, in the order of their paths. */
const manifestsFor = (bundle: Bundle, need: string): string[] =>
  bundle.manifest.parts
    .filter(({ kind, satisfies }) => kind === 'manifest' && satisfies?.includes(need))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path }) => partText(bundle, path));

/** Of a plan with a cluster in it. Throws a Refusal with what cannot be read or fitted. */
export function addonsOf(plan: Plan, bundle: Bundle): { readonly network: Addon; readonly addons: readonly Addon[] } {
  const { cni, addons } = plan.kubernetes!;
  const podNetwork = podNetworkOf(plan);
  const network = manifestsFor(bundle, cniNeed(cni)).map((text) => orRefuse(podNetwork.fitted(text, plan)));
  return {
    network: orRefuse(addonOf({ name: cni, manifests: network })),
    addons: addons.map((name) => orRefuse(addonOf({ name, manifests: manifestsFor(bundle, addonNeed(name)) }))),
  };
}
