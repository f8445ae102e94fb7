// What kubeadm on a blade is at, in words.

import type { BladeView } from '../../services/contract/index.ts';
import { useWords, words } from '../i18n/index.ts';

export type KubeadmStep = NonNullable<BladeView['clusterStep']>;

export const kubeadmWords = words(
  'kubeadm',
  {
    'waiting-init': 'waits to begin the cluster',
    'waiting-join': 'waits to join the cluster',
    'running-init': 'begins the cluster',
    'running-join': 'joins the cluster',
    'failed-init': 'could not begin the cluster, tries again',
    'failed-join': 'could not join the cluster, tries again',
    'done-init': 'has begun the cluster',
    'done-join': 'has joined the cluster',
    attempt: 'attempt {{attempt}}',
  },
  {
    'waiting-init': '等待建立集群',
    'waiting-join': '等待加入集群',
    'running-init': '正在建立集群',
    'running-join': '正在加入集群',
    'failed-init': '未能建立集群，将重试',
    'failed-join': '未能加入集群，将重试',
    'done-init': '已建立集群',
    'done-join': '已加入集群',
    attempt: '第 {{attempt}} 次',
  },
);

/** `joins the cluster, attempt 2`; what it waits for, or why it failed, stands beside it in its own words. */
export function useKubeadmWords(): (step: KubeadmStep) => string {
  const say = useWords(kubeadmWords);
  return ({ verb, step, attempt }) => [say(`${step}-${verb}`), attempt > 1 && say('attempt', { attempt })].filter(Boolean).join(', ');
}
