// 集群要求方面的问题 — problems of what a plan asks of its cluster, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const kubernetesInChinese = {
  'plan-label-own': ['标签 {key} 由 Kubernetes 根据机器或其角色自行设置。', '请删除该标签。'],
  'plan-host-gw-routed': [
    '刀片 {slot} 位于 DHCP 中继之后，而 host-gw 只能把 Pod 的流量送到同一网络内的刀片。',
    '请改为 vxlan，或把所有刀片放在同一网络中。',
  ],
  'plan-mirror-twice': ['{registry} 的镜像站已写在 {other}。', '请把它的所有地址写在那里，按询问的先后排列。'],
  'plan-proxy-empty': ['代理没有地址，因此不会使用。', '请写明其 http 或 https 地址，或删除该项。'],
  'plan-cni-unproved': [
    'Rackstrap 会按计划调整 {cni} 的清单，但其自身的测试从未用它建立过集群。',
    '请先在允许失败的机器上试用，或改写为 flannel。',
  ],
  'plan-flannel-unused': ['Pod 网络是 {cni}：关于 flannel 的设置不起作用。', '请删除该项。'],
  'cni-manifest-unknown': [
    '无法理解离线包中 Pod 网络 {cni} 的清单：{reason}。',
    '请使用含有此 Rackstrap 所知 {cni} 版本的离线包，或使用较新版的 Rackstrap。',
  ],
  'addon-manifest-unreadable': ['离线包中 {addon} 的一份清单无法应用：{reason}。', '请用 kubectl 能接受的 YAML 重新制作离线包。'],
} satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
