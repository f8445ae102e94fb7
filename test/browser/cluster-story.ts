// What happens to a cluster from power-on to the seal, in happenings: as much of it as a test wants to see.

import type { Happening } from '../../services/domain/blade/events.ts';
import { type CheckName, checkNames } from '../../services/domain/cluster/checks.ts';
import type { CheckOutcome, SeenCertificate } from '../../services/domain/cluster/events.ts';
import { type Problem, problem } from '../../services/domain/problem.ts';
import type { ClusterStage } from './cluster-stage.ts';

export const controlPlane = ['c1/1', 'c1/9', 'c2/1'] as const;
const version = 'v1.37.1';
const server = 'https://10.20.30.9:6443';
const day = 24 * 60 * 60_000;
const addressOf = (slot: string): string => {
  const [chassis, number] = slot.split('/');
  return `10.20.30.${(chassis === 'c1' ? 39 : 59) + Number(number)}`;
};
export const nameOf = (slot: string): string => slot.replace('/', '-');

export const seen = (slot: string, ready = true, reason?: string): Happening => ({
  type: 'node-seen',
  slot,
  ready,
  version,
  address: addressOf(slot),
  ...(reason ? { reason } : {}),
});

export function installed({ happened, minutes, slots }: ClusterStage): void {
  happened({ type: 'cluster-secrets-made' }, { type: 'armed', slots, arming: 1 });
  const boots = slots.map((slot) => ({ slot, bootId: `boot-${slot}` }));
  for (const { slot, bootId } of boots)
    happened(
      { type: 'dhcp-heard', slot, mac: 'd0:00:67:13:0d:00', message: 'discover', client: 'pxe' },
      { type: 'agent-started', slot, bootId, clockOffsetSeconds: 0 },
      { type: 'install-permitted', slot, bootId, disk: 'sda', diskSerial: `S${slot}`, wiped: 'nothing' },
    );
  minutes(6);
  for (const { slot, bootId } of boots) happened({ type: 'install-done', slot, bootId }, { type: 'rebooting', slot, bootId });
  minutes(4);
  for (const { slot, bootId } of boots)
    happened({ type: 'booted', slot, bootId, address: addressOf(slot), hostname: nameOf(slot), machineId: '0'.repeat(32) });
}

const etcd = (healthy: (slot: string) => boolean = () => true): Happening => ({
  type: 'etcd-seen',
  members: controlPlane.map((slot) => ({ name: nameOf(slot), healthy: healthy(slot), voter: true })),
});
export const unhealthy = (slot: string): Happening => etcd((one) => one !== slot);

/** Good for a year, but for one kubelet's, which ends in so many days. */
const certificates = (now: number, soon: number): readonly SeenCertificate[] => [
  ...controlPlane.flatMap((slot) =>
    ['apiserver', 'apiserver-kubelet-client', 'etcd-server', 'front-proxy-client'].map((name) => ({
      name,
      slot,
      expires: now + 365 * day,
    })),
  ),
  { name: 'kubelet', slot: 'c1/2', expires: now + (soon + 0.5) * day },
  { name: 'admin', expires: now + 360 * day },
];

/** In the middle of it: the cluster is begun, one waits, one tries again, one is not ready. */
export function joining(stage: ClusterStage): void {
  const { happened, minutes } = stage;
  installed(stage);
  happened({ type: 'cluster-step', slot: 'c1/1', verb: 'init', step: 'running', attempt: 1 });
  minutes(3);
  happened(
    { type: 'cluster-step', slot: 'c1/1', verb: 'init', step: 'done', attempt: 1 },
    { type: 'cluster-answered', server, version },
    seen('c1/1'),
    {
      type: 'cluster-step',
      slot: 'c1/9',
      verb: 'join',
      step: 'running',
      attempt: 1,
      detail: '[etcd] Waiting for the new etcd member to join the cluster',
    },
    { type: 'cluster-step', slot: 'c2/1', verb: 'join', step: 'waiting', attempt: 1, detail: 'the control-plane blades before it' },
    {
      type: 'cluster-step',
      slot: 'c1/2',
      verb: 'join',
      step: 'failed',
      attempt: 2,
      detail:
        'error execution phase preflight: couldn\'t validate the identity of the API Server: Get "https://10.20.30.9:6443": net/http: request canceled',
    },
    { type: 'node-step', slot: 'c2/2', step: 'images', done: 9, of: 14 },
    seen('c1/3', false, 'container runtime network not ready: cni plugin not initialized'),
    { type: 'etcd-seen', members: [{ name: 'c1-1', healthy: true, voter: true }] },
  );
  minutes(1);
}

export function allReady(stage: ClusterStage, soon = 200): void {
  const { happened, minutes, slots } = stage;
  installed(stage);
  happened({ type: 'cluster-step', slot: 'c1/1', verb: 'init', step: 'done', attempt: 1 }, { type: 'cluster-answered', server, version });
  minutes(3);
  for (const slot of slots.slice(1)) happened({ type: 'cluster-step', slot, verb: 'join', step: 'done', attempt: 1 });
  happened(...slots.map((slot) => seen(slot)), etcd(), { type: 'certificates-seen', certificates: certificates(Date.now(), soon) });
}

export function addonsUp({ happened, minutes }: ClusterStage): void {
  for (const addon of ['metrics-server', 'ingress-nginx', 'dashboard']) {
    happened({ type: 'addon-step', addon, step: 'applied' });
    minutes(1);
    happened({ type: 'addon-step', addon, step: 'ready' });
  }
}

const facts: Partial<Record<CheckName, readonly string[]>> = {
  nodes: ['c1/1', 'c1/9', 'c2/1', 'c1/2', 'c1/3', 'c2/2'].map((slot) => `${nameOf(slot)} Ready ${version} ${addressOf(slot)}`),
  etcd: ['c1-1 healthy, leader', 'c1-9 healthy', 'c2-1 healthy'],
  clocks: ['c1-1 0 ms', 'c1-9 +3 ms', 'c2-1 -2 ms', 'c1-2 +11 ms', 'c1-3 +4 ms', 'c2-2 -7 ms'],
  dns: ['c1-2 pod kubernetes.default.svc.cluster.local 10.96.0.1', 'c1-2 node kubernetes.default.svc.cluster.local 10.96.0.1'],
};

export const outcome = (check: CheckName, result: CheckOutcome['result'] = 'passed', problems: readonly Problem[] = []): Happening => ({
  type: 'check-ended',
  check,
  result,
  seconds: 4 + check.length,
  facts: facts[check] ?? [`${check}: as planned`],
  problems,
});

const withoutVip = checkNames.filter((check) => check !== 'vip');

/** The test up to its check number `until`, of which `failing` fails. */
export function tested({ happened, minutes }: ClusterStage, until = withoutVip.length, failing?: CheckName): void {
  happened({ type: 'acceptance-started', occasion: 'first', by: 'rackstrap', checks: withoutVip });
  const wrong = [problem('node-not-ready', { reason: 'clock 4 s behind' })];
  for (const check of withoutVip.slice(0, until)) {
    happened({ type: 'check-started', check }, check === failing ? outcome(check, 'failed', wrong) : outcome(check));
    minutes(0.4);
  }
  const next = withoutVip[until];
  if (next) happened({ type: 'check-started', check: next });
  else happened({ type: 'acceptance-ended', passed: failing === undefined });
}

export function finished(stage: ClusterStage, soon?: number): void {
  allReady(stage, soon);
  addonsUp(stage);
  tested(stage);
}

const by = 'console';
export const handed = ({ happened }: ClusterStage): void =>
  happened({
    type: 'handed-over',
    directory: '/media/stick/hall-7-1-handover',
    files: ['kubeconfig', 'report.html', 'report.pdf', 'plan.yaml', 'journal.jsonl', 'SHA256SUMS'],
    by,
  });

/** In the middle of the unplug test. */
export function unplugging({ happened, minutes }: ClusterStage): void {
  happened({ type: 'unplug-started', slots: ['c2/2', 'c2/1'], by });
  minutes(9);
  happened(
    { type: 'acceptance-started', occasion: 'unplugged', by, checks: withoutVip },
    { type: 'check-started', check: 'nodes' },
    outcome('nodes'),
    { type: 'check-started', check: 'etcd' },
  );
}

/** And its end: two files name the laptop. */
export function named(stage: ClusterStage): void {
  unplugging(stage);
  stage.happened(
    ...withoutVip.slice(1).map((check) => outcome(check)),
    { type: 'acceptance-ended', passed: true },
    { type: 'unplug-ended', passed: false, traces: ['c1/3 /etc/systemd/timesyncd.conf.d/rackstrap.conf', 'c1/9 /etc/hosts'] },
  );
}

/** It stands without the laptop. */
export function proved({ happened, minutes }: ClusterStage): void {
  happened({ type: 'unplug-started', slots: ['c2/2', 'c2/1'], by });
  minutes(14);
  happened({ type: 'unplug-ended', passed: true, traces: [] });
}

/** Until now. */
export const today = ({ minutes }: ClusterStage): void => minutes(24 * 60);
