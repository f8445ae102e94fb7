// A development cluster: one central blade, and workers that come and go. Not highly available, and it says so.

import type { Said } from '../language.ts';
import { type Architecture, english, mayFailOf, minutesToMove, mostWorkers, quorumOf } from './architecture.ts';

const central: Said = {
  en: 'Not highly available. The one central blade may not fail: without it the API stops, and pods that run go on running but nothing is moved; if its disk is lost, so is the cluster.',
  'zh-CN': '不是高可用。唯一的中心刀片不能故障：没有它 API 就停止，已运行的 Pod 继续运行但不会迁移；它的磁盘丢失，集群也就丢失。',
};

function words(workers: number): Said {
  if (workers === 0) return central;
  const [en, zh] =
    workers === 1
      ? ['With the one worker its pods stop too.', '只有 1 个工作节点，它故障时其 Pod 也会停止。']
      : [
          `Of ${english.blades(workers)} that work each may fail: its pods start on the others after about ${minutesToMove} minutes, if there is room.`,
          `${workers} 个工作节点中每个都可以故障：其 Pod 约 ${minutesToMove} 分钟后在其他节点上启动（如有足够资源）。`,
        ];
  return { en: `${central.en} ${en}`, 'zh-CN': `${central['zh-CN']}${zh}` };
}

export const development: Architecture = {
  name: 'development',
  controlPlane: [1],
  workers: { least: 0, most: mostWorkers },
  vip: 'useless',
  defaultRole: 'worker',
  // Its etcd has no second copy: pods stay away from it as soon as there is another place for them.
  taintsControlPlane: ({ workers }) => workers > 0,
  title: { en: 'Development', 'zh-CN': '开发测试集群' },
  purpose: {
    en: 'Develop and test on real blades: begin with one, add and remove workers freely. Not for anything that must stay up.',
    'zh-CN': '在真实刀片上开发和测试：从一块开始，随时增减工作节点。不要用于必须持续运行的业务。',
  },
  layout: {
    en: 'One central blade is control plane and etcd; all others are workers. Alone, the central blade runs pods too.',
    'zh-CN': '一块中心刀片运行控制平面和 etcd，其余都是工作节点。没有工作节点时，中心刀片也运行 Pod。',
  },
  survives: ({ workers }) => ({ mayFail: mayFailOf(1), quorum: quorumOf(1), words: words(workers) }),
};
