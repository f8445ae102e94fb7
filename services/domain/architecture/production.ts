// A production cluster: central blades of their own behind a VIP, and workers that are told apart by labels.

import type { Said } from '../language.ts';
import { type Architecture, type Counts, english, mayFailOf, minutesToMove, mostWorkers, quorumOf } from './architecture.ts';

function centralWords(central: number): Said {
  const [mayFail, quorum] = [mayFailOf(central), quorumOf(central)];
  const may = mayFail === 0 ? 'none may fail' : english.any(mayFail);
  const zh = mayFail === 0 ? '一块也不能故障' : `任意 ${mayFail} 块可以同时故障`;
  return {
    en: `${central} central blades with etcd: ${may}. The API stays up through the VIP while ${quorum} are up; with fewer it stops, and pods that run on the workers go on running.`,
    'zh-CN': `${central} 块运行 etcd 的中心刀片：${zh}。只要有 ${quorum} 块在线，API 就可通过 VIP 访问；再少则 API 停止，工作节点上已运行的 Pod 继续运行。`,
  };
}

function workerWords(workers: number): Said {
  if (workers < 2)
    return {
      en: workers === 1 ? 'With the one worker its pods stop too.' : 'There is no worker yet, and so no place for pods.',
      'zh-CN': workers === 1 ? '只有 1 个工作节点，它故障时其 Pod 也会停止。' : '还没有工作节点，Pod 没有地方运行。',
    };
  return {
    en: `Of ${workers} workers as many may fail as the rest has room for: their pods start there after about ${minutesToMove} minutes.`,
    'zh-CN': `${workers} 个工作节点中，只要其余节点资源足够，就可以故障：其 Pod 约 ${minutesToMove} 分钟后在其余节点上启动。`,
  };
}

function words({ controlPlane, workers }: Counts): Said {
  const [central, others] = [centralWords(controlPlane), workerWords(workers)];
  return { en: `${central.en} ${others.en}`, 'zh-CN': `${central['zh-CN']}${others['zh-CN']}` };
}

export const production: Architecture = {
  name: 'production',
  controlPlane: [3, 5],
  workers: { least: 1, most: mostWorkers },
  vip: 'required',
  defaultRole: 'worker',
  taintsControlPlane: () => true,
  title: { en: 'Production', 'zh-CN': '生产集群' },
  purpose: {
    en: 'Work that must stay up, on many blades: the central services are highly available and apart from the load.',
    'zh-CN': '必须持续运行、使用大量刀片的业务：中心服务高可用，并与负载分开。',
  },
  layout: {
    en: '3 or 5 central blades are control plane and etcd and take no pods of users; all others are workers, told apart by labels such as role, cabinet and disk.',
    'zh-CN': '3 或 5 块中心刀片运行控制平面和 etcd，不运行用户的 Pod；其余都是工作节点，用 role、cabinet、disk 等标签区分。',
  },
  survives: (counts) => ({ mayFail: mayFailOf(counts.controlPlane), quorum: quorumOf(counts.controlPlane), words: words(counts) }),
};
