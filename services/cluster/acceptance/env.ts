// What each check of the acceptance test is given.

import type { Manifest } from '../../domain/bundle.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { Plan, PlannedBlade } from '../../domain/plan/plan.ts';
import type { ClusterApi } from '../api.ts';
import type { EtcdSaid } from '../etcd.ts';
import type { Asking } from '../waiting.ts';
import type { Findings } from './findings.ts';
import type { Stage } from './stage.ts';

/** An add-on as whoever applied it sees it now. */
export interface AddonSeen {
  readonly addon: string;
  /** Why it is not ready; undefined when it is. */
  readonly waiting: string | undefined;
}

export interface Env extends Asking {
  readonly plan: Plan;
  /** Every blade that is to be a node now. */
  readonly blades: readonly PlannedBlade[];
  readonly manifest: Manifest;
  /** By its own word and nobody else's: a kubelet knows neither who its members are nor which of them vote. */
  readonly etcd: () => Promise<EtcdSaid>;
  readonly addons: () => Promise<readonly AddonSeen[]>;
  /** Asks at the cluster's endpoint and nowhere else: what stays silent with it. */
  readonly endpoint: Pick<ClusterApi, 'ask'>;
  readonly emit: (event: ClusterEvent) => void;
  readonly stage: Stage;
}

export type Check = (env: Env) => Promise<Findings>;
