// The acceptance test of the open run's cluster: what the test needs, out of plan, bundle and run.

import { runAcceptance } from '../../cluster/acceptance/index.ts';
import { addonWaiting } from '../../cluster/addons/index.ts';
import { clusterApi } from '../../cluster/client.ts';
import { etcdPods, etcdSays } from '../../cluster/etcd.ts';
import type { CheckName } from '../../domain/cluster/checks.ts';
import type { Occasion } from '../../domain/cluster/events.ts';
import { Secret } from '../../domain/secret.ts';
import type { ClusterWork } from './cluster-work.ts';
import { addonsOf } from './manifests.ts';

export interface TestOf {
  readonly occasion: Occasion;
  readonly by: string;
  /** Those that need no hands when it is not given. */
  readonly checks?: readonly CheckName[];
  readonly signal: AbortSignal;
}

/** True when every check was passed. Rejects with the signal's reason when it is stopped. */
export async function acceptanceTest(
  { plan: { plan }, bundle, store, handle, clock, api, nodes }: ClusterWork,
  test: TestOf,
): Promise<boolean> {
  const { authorities, admin } = handle.secrets().reveal();
  const endpoint = clusterApi({
    servers: [handle.server],
    authority: authorities.cluster.certificate,
    administrator: new Secret(admin),
    clock,
  });
  const { addons } = addonsOf(plan, bundle);
  try {
    return await runAcceptance({
      ...test,
      api,
      endpoint,
      clock,
      plan,
      blades: nodes,
      manifest: bundle.manifest,
      etcd: async () => etcdSays(api, await etcdPods(api)),
      addons: () => Promise.all(addons.map(async (addon) => ({ addon: addon.name, waiting: (await addonWaiting(api, addon))?.words }))),
      emit: store.happened,
    });
  } finally {
    await endpoint.close();
  }
}
