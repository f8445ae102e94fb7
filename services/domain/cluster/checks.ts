// The acceptance test of a new cluster: its checks, and what each proves.

import type { Language } from '../language.ts';

/** In the order they are run: what later ones build on comes first. */
export const checkNames = [
  'nodes', // every planned node Ready, of its role, labels, taints, address and version; none else
  'etcd', // members as planned, all healthy, one leader
  'images', // every image that runs was carried in, none was pulled
  'clocks', // within 100 ms of each other
  'addons', // every add-on of the plan ready
  'pod-per-node', // a pod runs on every node that takes any
  'scale', // a deployment comes up N times and spreads
  'service', // a service answers from every node
  'dns', // names resolve inside and outside a pod
  'pods-across', // pod to pod across nodes with packets as large as the network takes
  'pod-returns', // a deleted pod comes back
  'vip', // the power of the leader is cut and the API answers again
] as const;

export type CheckName = (typeof checkNames)[number];

/** Clocks may be this far apart: milliseconds. */
export const clockTolerance = 100;
/** On every node while the test runs, for pods that have the node's own network: none that Kubernetes, etcd or kube-vip take, and below the node ports. */
export const nodeCheckPort = 18080;
/** After the leader is gone the API has to answer again: seconds. */
export const vipPatience = 30;

type Words = readonly [title: string, proves: string];

const english: Readonly<Record<CheckName, Words>> = {
  nodes: [
    'Nodes',
    'Every planned blade is a Ready node of its role, with its labels, taints, address and version, and there is no other node.',
  ],
  etcd: ['etcd', 'The control plane keeps its data on as many members as planned; all are healthy and have a voice.'],
  images: ['Images', 'Everything that runs was carried in by the bundle: nothing was pulled from outside.'],
  clocks: ['Clocks', `The clocks of all nodes are within ${clockTolerance} ms: certificates and leases can be trusted.`],
  addons: ['Add-ons', 'Every add-on of the plan is up and answers.'],
  'pod-per-node': ['A pod on every node', 'Each node starts containers and gives them addresses of its own part of the pod network.'],
  scale: ['Scale and spread', 'A deployment reaches its size, and the scheduler spreads it over the nodes.'],
  service: ['Service', 'The address of a service is answered from every node.'],
  dns: ['Names', 'Names of services resolve inside pods and from the nodes themselves.'],
  'pods-across': ['Pod to pod', 'Pods reach each other across nodes, with packets as large as the pod network takes.'],
  'pod-returns': ['A pod returns', 'A deleted pod is replaced.'],
  vip: ['Loss of the leader', `With the power of the node cut that holds the address, the API answers again within ${vipPatience} s.`],
};

const simplifiedChinese: Readonly<Record<CheckName, Words>> = {
  nodes: ['节点', '计划中的每台刀片都是就绪的节点，角色、标签、污点、地址和版本都与计划一致，没有多余的节点。'],
  etcd: ['etcd', '控制平面的数据保存在计划数量的成员上，全部健康并有投票权。'],
  images: ['镜像', '运行的一切都来自安装包，没有从外部拉取任何镜像。'],
  clocks: ['时钟', `所有节点的时钟相差不超过 ${clockTolerance} 毫秒，证书和租约可信。`],
  addons: ['附加组件', '计划中的每个附加组件都已启动并有应答。'],
  'pod-per-node': ['每个节点一个 Pod', '每个节点都能启动容器，并从自己的 Pod 网段分配地址。'],
  scale: ['扩展与分布', '一个 Deployment 达到设定的副本数，并由调度器分布到各节点。'],
  service: ['服务', '从每个节点访问服务地址都有应答。'],
  dns: ['域名解析', '在 Pod 内和节点上都能解析服务的名字。'],
  'pods-across': ['Pod 间通信', 'Pod 可以跨节点通信，数据包可达 Pod 网络允许的最大长度。'],
  'pod-returns': ['Pod 自愈', '被删除的 Pod 会重新出现。'],
  vip: ['主节点断电', `持有虚拟地址的节点断电后，API 在 ${vipPatience} 秒内恢复应答。`],
};

const told: Readonly<Record<Language, Readonly<Record<CheckName, Words>>>> = { en: english, 'zh-CN': simplifiedChinese };

export const checkTitle = (check: CheckName, language: Language): string => told[language][check][0];
export const checkProves = (check: CheckName, language: Language): string => told[language][check][1];
