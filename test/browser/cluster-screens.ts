// Every screen of a cluster: where it is, what happened before, and what is opened on it.

import type { Page } from 'playwright-core';
import type { Happening } from '../../services/domain/blade/events.ts';
import type { CheckName } from '../../services/domain/cluster/checks.ts';
import { type ClusterStage, clusterPlan } from './cluster-stage.ts';
import {
  addonsUp,
  allReady,
  finished,
  handed,
  joining,
  named,
  proved,
  seen,
  tested,
  today,
  unhealthy,
  unplugging,
} from './cluster-story.ts';

type Story = (stage: ClusterStage) => void;

export interface ClusterScreen {
  readonly name: string;
  /** Behind `#/`. */
  readonly at: string;
  readonly story: readonly Story[];
  readonly plan?: object;
  readonly simulated?: boolean;
  readonly open?: (page: Page) => Promise<void>;
}

const { kubernetes: _, ...withoutKubernetes } = clusterPlan;

const happens =
  (...happenings: readonly Happening[]): Story =>
  ({ happened }) =>
    happened(...happenings);

const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

const falling = happens(
  { type: 'cluster-silent', reason: 'connect ECONNREFUSED 10.20.30.9:6443' },
  seen('c1/3', false, 'Kubelet stopped posting node status'),
);
export const wanting = (hands: 'cut-power' | 'switch-on'): Story =>
  happens(
    { type: 'acceptance-started', occasion: 'asked', by: 'console', checks: ['vip'] },
    { type: 'check-started', check: 'vip' },
    { type: 'hands-wanted', slot: 'c1/9', hands },
  );
const oneIsLate = happens(
  { type: 'addon-step', addon: 'metrics-server', step: 'ready' },
  { type: 'addon-step', addon: 'ingress-nginx', step: 'failed', error: 'deployment ingress-nginx-controller: 0 of 2 pods are ready' },
);
const upTo =
  (until: number | undefined, failing?: CheckName): Story =>
  (stage) =>
    tested(stage, until, failing);
const sealed = happens({ type: 'sealed', by: 'console' });

export const clusterScreens: readonly ClusterScreen[] = [
  { name: 'none', at: 'cluster', story: [], plan: withoutKubernetes },
  { name: 'simulated', at: 'cluster', story: [], simulated: true },
  { name: 'not-begun', at: 'cluster', story: [] },
  { name: 'nodes', at: 'cluster/nodes', story: [joining] },
  { name: 'rack', at: 'rack', story: [joining] },
  { name: 'blade', at: 'rack/c1/2', story: [joining], open: (page) => page.getByRole('tab').nth(1).click() },
  { name: 'control', at: 'cluster/control', story: [(stage) => finished(stage, 12)] },
  { name: 'control-sick', at: 'cluster/control', story: [finished, happens(unhealthy('c2/1'))] },
  { name: 'addons', at: 'cluster', story: [allReady, oneIsLate] },
  { name: 'testing', at: 'cluster', story: [allReady, addonsUp, upTo(5)] },
  { name: 'failed', at: 'cluster', story: [allReady, addonsUp, upTo(undefined, 'clocks')] },
  { name: 'passed', at: 'cluster/acceptance', story: [finished], open: press(/^6 (lines|行): (Nodes|节点)$/) },
  { name: 'cut-asked', at: 'cluster/acceptance', story: [finished], open: press(/^(Cut the leader’s power…|切断主节点电源……)$/) },
  { name: 'hands', at: 'cluster', story: [finished, today, wanting('cut-power')] },
  { name: 'hands-on', at: 'cluster', story: [finished, today, wanting('switch-on')] },
  { name: 'hands-rack', at: 'rack/c1/9', story: [finished, today, wanting('cut-power')] },
  { name: 'hands-wall', at: 'wall', story: [finished, today, wanting('cut-power')] },
  { name: 'silent', at: 'cluster/acceptance', story: [finished, today, falling] },
  { name: 'silent-rack', at: 'rack', story: [finished, falling] },
  { name: 'handover', at: 'cluster', story: [finished] },
  { name: 'handed', at: 'cluster/handover', story: [finished, handed] },
  { name: 'unplug', at: 'cluster', story: [finished, handed] },
  { name: 'unplug-asked', at: 'cluster/unplug', story: [finished], open: press(/^(Begin the unplug test…|开始拔线测试……)$/) },
  { name: 'unplugged', at: 'cluster', story: [finished, handed, unplugging] },
  { name: 'unplug-failed', at: 'cluster', story: [finished, handed, named] },
  { name: 'seal', at: 'cluster', story: [finished, handed, proved] },
  {
    name: 'seal-incomplete',
    at: 'cluster/seal',
    story: [allReady, addonsUp, upTo(undefined, 'dns')],
    open: press(/^(Seal the cluster…|封存集群……)$/),
  },
  { name: 'sealed', at: 'cluster', story: [finished, handed, proved, sealed] },
  { name: 'sealed-rack', at: 'rack/c1/2', story: [finished, handed, proved, sealed] },
  { name: 'take-out', at: 'rack/c1/9', story: [finished], open: press(/^(Replace…|更换……)$/) },
];
