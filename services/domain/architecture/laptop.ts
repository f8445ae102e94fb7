// One node in a virtual machine on this laptop: to try things, without a rack.

import { type Architecture, mayFailOf, quorumOf } from './architecture.ts';

export const laptop: Architecture = {
  name: 'laptop',
  controlPlane: [1],
  workers: { least: 0, most: 0 },
  vip: 'useless',
  defaultRole: 'control-plane',
  taintsControlPlane: () => false,
  title: { en: 'Laptop', 'zh-CN': '笔记本' },
  purpose: {
    en: 'Try the bundle, learn, or develop: a whole cluster in one virtual machine on this laptop. No rack is needed.',
    'zh-CN': '试用安装包、学习或开发：在本笔记本的一台虚拟机里运行完整的集群，不需要机架。',
  },
  layout: {
    en: 'One node is control plane, etcd and worker at once.',
    'zh-CN': '一个节点同时是控制平面、etcd 和工作节点。',
  },
  survives: () => ({
    mayFail: mayFailOf(1),
    quorum: quorumOf(1),
    words: {
      en: 'Survives nothing: when the virtual machine or this laptop stops, so do the API and all pods. They start again with it.',
      'zh-CN': '不能容忍任何故障：虚拟机或本笔记本停止时，API 和所有 Pod 都会停止，重新启动后恢复。',
    },
  }),
};
