// Every range that is known, with its owner: of the plan, of the site, of this laptop.

import { type Adapter, netsOf } from '../../../../services/domain/network/adapters.ts';
import { parseCidr } from '../../../../services/domain/network/address.ts';
import { podRanges, serviceRanges } from '../../../../services/domain/plan/cluster-ranges.ts';
import type { Loose } from '../../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { ownSubnet, relayedSubnets } from '../../../../services/domain/plan/rules/claims.ts';
import type { OwnedRange, Owner } from './strip.ts';

const owned = (owner: Owner, found: readonly { readonly value: OwnedRange['range'] }[]): OwnedRange[] =>
  found.map(({ value }) => ({ owner, range: value }));

/** In the order they are asked for. */
export function ownedRanges(plan: Loose<Plan>, adapters: readonly Adapter[]): OwnedRange[] {
  const subnet = ownSubnet(plan);
  const routes = (plan.network?.siteRoutes ?? []).flatMap((route) => parseCidr(route ?? '') ?? []);
  return [
    ...owned('subnet', subnet ? [{ value: subnet }] : []),
    ...owned('relayed', relayedSubnets(plan)),
    ...owned('pods', podRanges(plan)),
    ...owned('services', serviceRanges(plan)),
    ...routes.map((range) => ({ owner: 'site' as const, range })),
    ...adapters.flatMap((adapter) => netsOf(adapter).map((range) => ({ owner: 'adapter' as const, name: adapter.name, range }))),
  ];
}
