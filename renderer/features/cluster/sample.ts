// A cluster as the appliance tells of it, for tests.

import type { AcceptanceView, ClusterView } from '../../../services/contract/index.ts';
import { type CheckName, checkNames } from '../../../services/domain/cluster/checks.ts';
import { sampleBlade } from '../rack/sample.ts';
import type { Outcome } from './check-rows.ts';
import type { Seen } from './steps.ts';

export const sampleCluster = (change: Partial<ClusterView> = {}): ClusterView => ({
  begun: false,
  etcd: [],
  certificates: [],
  addons: [],
  acceptances: [],
  ...change,
});

export const outcomeOf = (check: CheckName, result: Outcome['result'] = 'passed'): Outcome => ({
  check,
  result,
  seconds: 1,
  facts: [],
  problems: [],
});

/** Of all checks that need no hands, ended and passed. */
export const sampleTest = (change: Partial<AcceptanceView> = {}): AcceptanceView => {
  const checks = change.checks ?? checkNames.filter((check) => check !== 'vip');
  return {
    occasion: 'first',
    by: 'rackstrap',
    startedAt: 1,
    checks,
    outcomes: checks.map((check) => outcomeOf(check)),
    endedAt: 2,
    ...change,
  };
};

const node = { ready: true, version: 'v1.37.1', address: '10.0.0.11', since: 1 };
export const nodeBlade = (slot: string, ready = true) => sampleBlade({ slot, aim: 'ready', stage: 'ready', node: { ...node, ready } });

/** Two ready nodes, an add-on, an address that moves. */
export const sampleSeen = (change: Partial<ClusterView> = {}, more: Partial<Seen> = {}): Seen => ({
  cluster: sampleCluster({ begun: true, api: { answers: true, since: 1, server: 'https://10.0.0.9:6443' }, ...change }),
  wanted: { endpoint: '10.0.0.9:6443', vip: '10.0.0.9', addons: ['metrics-server'] },
  blades: [nodeBlade('c1/1'), nodeBlade('c1/2')],
  ...more,
});
