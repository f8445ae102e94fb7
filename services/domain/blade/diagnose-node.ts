// Why an installed blade does not become a node, or is none any more: from what its own system told and what the API of the cluster shows.

import { problem } from '../problem.ts';
import type { Blade, BroughtIn, ClusterStep } from './blade.ts';
import { deadlines, kubeadmFailures } from './deadlines.ts';
import { type Finding, firstOf } from './finding.ts';

const minutesOf = (milliseconds: number): number => Math.round(milliseconds / 60_000);

/** Inside a sentence: kubelets end theirs with a full stop. */
const plainly = (words: string): string => words.trim().replace(/[.。]$/, '');

const isIn = ({ step, done, of }: BroughtIn): boolean => step === 'images' && done >= of;

const whatIsIn = { images: 'container images', 'cni-plugins': 'network plugins' } as const;

const imagesStuck: Finding = ({ blade: { broughtIn }, waited }) => {
  if (!broughtIn || isIn(broughtIn)) return undefined;
  const { step, done, of, error } = broughtIn;
  const patience = error === undefined ? deadlines.images : deadlines.imagesAgain;
  const told = { done, of, what: whatIsIn[step], minutes: minutesOf(patience), reason: plainly(error ?? 'nothing was heard') };
  return waited >= patience ? problem('images-not-in', told) : undefined;
};

const failures = ({ step, attempt }: ClusterStep): number => (step === 'failed' ? attempt : attempt - 1);

/** Until an attempt ends well: that the next one has begun mends nothing. */
const kubeadmFails: Finding = ({ blade: { clusterStep } }) => {
  if (!clusterStep || clusterStep.step === 'done' || failures(clusterStep) < kubeadmFailures) return undefined;
  const { verb, failure } = clusterStep;
  return problem('kubeadm-failing', { verb, attempt: failures(clusterStep), reason: plainly(failure ?? 'no reason given') });
};

const lastWord = ({ broughtIn, clusterStep }: Blade): string => {
  if (clusterStep) return [`kubeadm ${clusterStep.verb} ${clusterStep.step}`, clusterStep.detail].filter(Boolean).join(': ');
  return broughtIn ? `${broughtIn.done} of ${broughtIn.of} ${whatIsIn[broughtIn.step]} in place` : 'its system is up';
};

/** From its first word until kubeadm is through. */
const stalled: Finding = ({ blade, waited }) => {
  const { clusterStep } = blade;
  if (clusterStep?.step === 'done') return undefined;
  const patience = clusterStep?.step === 'waiting' ? deadlines.turn : deadlines.kubeadm;
  return waited >= patience ? problem('cluster-step-stalled', { minutes: minutesOf(patience), last: plainly(lastWord(blade)) }) : undefined;
};

const notSeen: Finding = ({ blade: { clusterStep, node }, waited }) =>
  clusterStep?.step === 'done' && !node && waited >= deadlines.nodeSeen
    ? problem('node-not-seen', { minutes: minutesOf(deadlines.nodeSeen) })
    : undefined;

const notReady =
  (patience: number): Finding =>
  ({ blade: { node }, waited }) =>
    node && !node.ready && waited >= patience
      ? problem('node-not-ready', { reason: plainly(node.reason ?? 'its kubelet says no more') })
      : undefined;

const gone: Finding = ({ blade: { node } }) => (node ? undefined : problem('node-gone'));

/** Up, and on its way to kubeadm; where no cluster is planned it is at its end. */
export const becomingNode: Finding = (look) =>
  look.blade.aim === 'booted' ? undefined : firstOf(imagesStuck, kubeadmFails, stalled)(look);

/** kubeadm is at work, or the node is there and not ready for the first time. */
export const joining: Finding = firstOf(kubeadmFails, (look) =>
  look.blade.node ? notReady(deadlines.nodeReady)(look) : firstOf(stalled, notSeen)(look),
);

/** It was a ready node; of the control plane its kubelet may be ready long before kubeadm is through. */
export const standing: Finding = firstOf(kubeadmFails, gone, notReady(deadlines.nodeReturns));
