// What a blade is at on its way from its installed system to a node, in words.

import type { BladeView } from '../../services/contract/index.ts';
import { useWords, words } from '../i18n/index.ts';

type KubeadmStep = NonNullable<BladeView['clusterStep']>;

export const nodeWayWords = words(
  'node-way',
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
    images: 'brings in its container images, {{done}} of {{of}}',
    'cni-plugins': 'brings in its network plugins, {{done}} of {{of}}',
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
    images: '正在装入容器镜像，{{done}} / {{of}}',
    'cni-plugins': '正在装入网络插件，{{done}} / {{of}}',
  },
);

/** `joins the cluster, attempt 2`; what it waits for, or why it failed, stands beside it in its own words. */
function useStepWords(): (step: KubeadmStep) => string {
  const say = useWords(nodeWayWords);
  return ({ verb, step, attempt }) => [say(`${step}-${verb}`), attempt > 1 && say('attempt', { attempt })].filter(Boolean).join(', ');
}

/** What it does now, and why it does not get on in whose words there are; undefined when nothing is under way, or nothing was heard of it. */
export function useNodeWay(): (
  blade: Pick<BladeView, 'broughtIn' | 'clusterStep'>,
) => { readonly doing: string; readonly detail?: string } | undefined {
  const say = useWords(nodeWayWords);
  const kubeadm = useStepWords();
  return ({ broughtIn, clusterStep }) => {
    if (clusterStep) {
      const { detail } = clusterStep;
      return clusterStep.step === 'done' ? undefined : { doing: kubeadm(clusterStep), ...(detail ? { detail } : {}) };
    }
    if (!broughtIn || (broughtIn.done >= broughtIn.of && !broughtIn.error)) return undefined;
    const { step, done, of, error } = broughtIn;
    return { doing: say(step, { done, of }), ...(error ? { detail: error } : {}) };
  };
}
