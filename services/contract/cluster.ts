// The new cluster on the console: what the appliance sees of it, and what somebody may do with it: test, hand over, unplug, seal, take a node out.

import { z } from 'zod';
import { checkNames } from '../domain/cluster/checks.ts';
import type { ClusterProgress } from '../domain/cluster/progress.ts';
import { slotId } from '../domain/plan/v1.ts';
import { call, done, filePath, nothing } from './call.ts';
import { problemView } from './problem-view.ts';

const time = z.int();
const check = z.enum(checkNames);

/** A blade came or went since: what it says is of the cluster of before. */
const stale = z.boolean().exactOptional();

const outcomeView = z.object({
  check,
  result: z.enum(['passed', 'failed', 'skipped']),
  seconds: z.number(),
  facts: z.array(z.string()),
  problems: z.array(problemView),
});

const acceptanceView = z.object({
  occasion: z.enum(['first', 'unplugged', 'asked']),
  by: z.string(),
  startedAt: time,
  stale,
  checks: z.array(check),
  running: check.exactOptional(),
  outcomes: z.array(outcomeView),
  endedAt: time.exactOptional(),
  passed: z.boolean().exactOptional(),
});
export type AcceptanceView = z.output<typeof acceptanceView>;

export const clusterViewSchema = z.object({
  /** `kubeadm init` is through, or the API answered. */
  begun: z.boolean(),
  api: z.object({ answers: z.boolean(), since: time, server: z.string(), reason: z.string().exactOptional() }).exactOptional(),
  version: z.string().exactOptional(),
  etcd: z.array(z.object({ name: z.string(), healthy: z.boolean(), voter: z.boolean() })),
  certificates: z.array(z.object({ name: z.string(), slot: z.string().exactOptional(), expires: time })),
  addons: z.array(
    z.object({ addon: z.string(), step: z.enum(['applied', 'ready', 'failed']), at: time, error: z.string().exactOptional() }),
  ),
  /** Newest last. */
  acceptances: z.array(acceptanceView),
  unplug: z
    .object({
      startedAt: time,
      stale,
      slots: z.array(z.string()),
      endedAt: time.exactOptional(),
      passed: z.boolean().exactOptional(),
      traces: z.array(z.string()),
      reason: z.string().exactOptional(),
    })
    .exactOptional(),
  hands: z.object({ slot: z.string(), hands: z.enum(['cut-power', 'switch-on']), since: time }).exactOptional(),
  handedOver: z.object({ at: time, directory: z.string(), files: z.array(z.string()), stale }).exactOptional(),
  sealedAt: time.exactOptional(),
});
export type ClusterView = z.output<typeof clusterViewSchema>;

/** Undefined fields are left out, as JSON does. */
export function clusterView({ secretsMade: _, tokenUntil: __, ...progress }: ClusterProgress): ClusterView {
  return clusterViewSchema.parse(JSON.parse(JSON.stringify(progress)));
}

/** Of the administrator that a cluster is handed over with; authorities hold for ten years. */
export const longestAdminDays = 3650;
export const usualAdminDays = 365;

export const clusterCalls = {
  /** The cluster of the open run. */
  cluster: call(nothing, clusterViewSchema, 'run-none'),
  /** Begins the acceptance test, or some checks of it; how it goes comes with the stream. */
  testCluster: call(
    z.strictObject({ checks: z.array(check).min(1).exactOptional() }),
    done,
    'run-none',
    'run-sealed',
    'cluster-not-there',
    'cluster-test-running',
  ),
  /** All services fall silent, one node of each role restarts, and the acceptance test runs again. */
  unplugTest: call(nothing, done, 'run-none', 'run-sealed', 'cluster-not-there', 'cluster-test-running'),
  /** Writes kubeconfig and report into a directory: what the cluster's engineer gets. */
  handOver: call(
    z.strictObject({
      directory: filePath,
      adminDays: z.int().min(1).max(longestAdminDays).default(usualAdminDays),
      language: z.enum(['en', 'zh-CN']).default('en'),
    }),
    z.object({ files: z.array(z.string()) }),
    'run-none',
    'run-sealed',
    'cluster-not-there',
    'handover-unwritable',
  ),
  /** Nothing is installed any more, and the secrets are wiped. `incomplete` says that somebody knows what is missing, and seals all the same. */
  seal: call(
    z.strictObject({ incomplete: z.boolean().default(false) }),
    done,
    'run-none',
    'seal-incomplete',
    'seal-token-kept',
    'slot-writing',
    'cluster-test-running',
    'vault-not-wiped',
  ),
  /** Takes a blade's node out of the cluster, with its etcd member, so that the blade can be installed again or replaced. */
  removeNode: call(
    z.strictObject({ slot: slotId, why: z.enum(['reinstall', 'replace', 'remove']) }),
    done,
    'run-none',
    'run-sealed',
    'slot-unknown',
    'cluster-not-there',
    'quorum-at-risk',
    'control-plane-last',
    'quorum-lost',
    'etcd-not-reached',
    'etcd-refused',
    'cluster-refused',
    'cluster-test-running',
  ),
} as const;
