// A small cluster: every blade is control plane, etcd member and worker at once, behind one VIP.

import type { Said } from '../language.ts';
import { type Architecture, english, mayFailOf, minutesToMove, quorumOf } from './architecture.ts';

function words(blades: number): Said {
  const [mayFail, quorum] = [mayFailOf(blades), quorumOf(blades)];
  if (mayFail === 0)
    return {
      en: `${english.blades(blades)}, etcd on every blade: none may fail. With one lost the API stops; pods that run go on running, but nothing is moved.`,
      'zh-CN': `${blades} 块刀片，每块都运行 etcd：一块也不能故障。少一块 API 就停止；已运行的 Pod 继续运行，但不会迁移。`,
    };
  return {
    en: `${english.blades(blades)}, etcd on every blade: ${english.any(mayFail)}. The API stays up through the VIP while ${quorum} are up; pods of a lost blade start on the others after about ${minutesToMove} minutes, if there is room. With fewer than ${quorum} the API stops; pods that run go on running.`,
    'zh-CN': `${blades} 块刀片，每块都运行 etcd：任意 ${mayFail} 块可以同时故障。只要有 ${quorum} 块在线，API 就可通过 VIP 访问；故障刀片上的 Pod 约 ${minutesToMove} 分钟后在其他刀片上启动（如有足够资源）。少于 ${quorum} 块时 API 停止，已运行的 Pod 继续运行。`,
  };
}

export const small: Architecture = {
  name: 'small',
  controlPlane: [3, 5, 7, 9],
  workers: { least: 0, most: 0 },
  vip: 'required',
  defaultRole: 'control-plane',
  taintsControlPlane: () => false,
  title: { en: 'Small', 'zh-CN': '小型集群' },
  purpose: {
    en: 'A real cluster from few blades, where each may fail: branch offices, labs, one chassis.',
    'zh-CN': '用少量刀片搭建真正的集群，单块刀片故障不影响使用：分支机构、实验室、单个机箱。',
  },
  layout: {
    en: 'All blades are alike: control plane, etcd member and worker on every one, reached through one VIP.',
    'zh-CN': '所有刀片相同：每块都是控制平面、etcd 成员和工作节点，通过一个 VIP 访问。',
  },
  survives: ({ controlPlane }) => ({ mayFail: mayFailOf(controlPlane), quorum: quorumOf(controlPlane), words: words(controlPlane) }),
};
