// What the watch over a new cluster is given, and what its parts share.

import type { Run } from '../../domain/blade/run.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { ClusterSecrets } from '../../domain/kubernetes/secrets.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ShownBy } from '../../platform/served-certificate.ts';
import type { ClusterClient } from '../client.ts';

/** Certificates of this cluster that lie on the laptop, in PEM. */
export interface OwnCertificates {
  readonly administrator: string;
  readonly cluster: string;
  readonly frontProxy: string;
  readonly etcd: string;
}

export interface WatchOptions {
  readonly api: ClusterClient;
  readonly blades: readonly PlannedBlade[];
  /** Nothing is written into the cluster: no labels, no token. */
  readonly onlyLook?: boolean;
  /** Folds and journals what is seen before it returns. */
  readonly emit: (event: ClusterEvent) => void;
  /** The run as all events so far make it: only what differs from it is told. */
  readonly run: () => Run;
  /** A blade may have begun the cluster by now: before that nobody is asked. */
  readonly mayAnswer: () => boolean;
  readonly bootstrap: Secret<ClusterSecrets['bootstrap']>;
  readonly certificates: OwnCertificates;
  /** `servedUntil`, or what a test puts in its place. */
  readonly servedUntil: (shown: ShownBy) => Promise<number | undefined>;
  readonly clock: Clock;
}
