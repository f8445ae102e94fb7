// 验收测试的问题 — what the acceptance test can find, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

const andAgain = '请先排除该问题，然后重新测试。';
const console = '请查看刀片控制台（journalctl -u kubelet、crictl ps -a）。';

export const acceptanceInChinese = {
  'check-builds-on': ['无法进行此项测试：{reason}', andAgain],
  'check-api-trouble': ['集群 API 未能完成测试的请求：{reason}。', '请检查 API 服务器是否在运行，然后重新测试。'],
  'check-image-absent': [
    '安装包 {bundle} 中没有 agnhost，测试需要在 Pod 中运行它。',
    '请用此版本的 Rackstrap 重新制作安装包；由其安装的集群即可测试。',
  ],
  'check-no-takers': ['计划中的每个节点都有阻止普通 Pod 的污点。', '请增加一个没有此类污点的工作节点，或从计划中去掉其中一个污点。'],

  'check-node-missing': ['没有节点 {node}。', '请在机架视图查看该刀片的进度；其上的 kubeadm 成功后会自动加入。'],
  'check-node-unready': ['节点 {node} 未就绪：{reason}。', console],
  'check-node-role': ['节点 {node} 的角色是 {found}，而计划为 {role}。', '请重新安装该刀片：节点的角色在加入时确定。'],
  'check-node-label': [
    '节点 {node} 没有标签 {label}；现有：{found}。',
    '有人修改了标签，或计划后来有变：请用 kubectl label 设置，或改正计划。',
  ],
  'check-node-taint-missing': ['节点 {node} 没有污点 {taint}。', '有人移除了它，或计划后来有变：请用 kubectl taint 设置，或改正计划。'],
  'check-node-taint-extra': [
    '节点 {node} 有计划之外的污点 {taint}。',
    '以 node.kubernetes.io 开头的污点说明节点有何问题；其他的则是有人设置的。',
  ],
  'check-node-address': ['节点 {node} 的地址是 {found}，而计划为 {address}。', '请检查该槽位是哪台刀片，以及网线接在哪块网卡。'],
  'check-node-version': ['节点 {node} 运行 Kubernetes {found}，而安装包为 {version}。', '请用此安装包重新安装该刀片。'],
  'check-node-stranger': ['存在计划之外的节点 {node}。', '请查明是哪台机器；将其加入计划，或用 kubectl delete node 移除。'],

  'check-etcd-untold': ['etcd 没有说明其成员：{reason}。', '请查看其 Pod（kubectl -n kube-system logs -l component=etcd），然后重新测试。'],
  'check-etcd-missing': ['etcd 没有成员 {member}。', '在该刀片重新安装并加入之前，集群的容错能力低于计划。'],
  'check-etcd-unhealthy': ['etcd 成员 {member} 不健康。', '请查看该刀片控制台（etcd 的 crictl logs）：多半是磁盘已满或过慢。'],
  'check-etcd-learner': ['etcd 成员 {member} 尚无投票权。', '它仍在复制数据；若一直如此，请查看其上 etcd 的日志。'],
  'check-etcd-stranger': ['etcd 有计划之外的成员 {member}。', '它会计入法定人数：若其刀片已不在，请将它从集群移除。'],

  'check-image-stranger': ['节点 {node} 上有安装包之外的镜像 {image}。', '有人将其带入，或曾能访问某个镜像仓库；请查明是哪个 Pod 在使用。'],
  'check-image-pulled': ['{pod} 访问了镜像仓库：{words}。', '其镜像未以该名称携带，或设置了 imagePullPolicy: Always。'],

  'check-clocks-untold': [
    '无法判断 {first} 与 {last} 的时钟相差是否在 {most} 毫秒以内：应答太慢，测得的 {milliseconds} 毫秒可能有 {doubt} 毫秒的误差。',
    '节点或其间的网络繁忙：请等其空闲后重新测试。',
  ],
  'check-clocks-apart': [
    '{first} 与 {last} 的时钟相差 {milliseconds} 毫秒，最多允许 {most} 毫秒。',
    '请检查它们使用的时间服务器（chronyc sources、timedatectl timesync-status）及其是否应答。',
  ],

  'check-addon-missing': ['附加组件 {addon} 未被部署。', '安装包可能没有携带它：请查看集群页面的附加组件列表。'],
  'check-addon-unready': ['附加组件 {addon} 未就绪：{reason}。', '它会自动重试；请排除所述原因。'],

  'check-pod-missing': ['节点 {node} 上没有 Pod 启动：{reason}。', console],
  'check-pod-address': [
    '节点 {node} 上的 Pod 得到 {address}，不属于该节点的网段（{ranges}）。',
    '该节点配置了另一个 Pod 网络：请查看 /etc/cni/net.d。',
  ],

  'check-scale-short': ['Deployment 的 {wanted} 个 Pod 中只有 {ready} 个启动：{reason}。', andAgain],
  'check-spread-missing': [
    'Deployment 的 {replicas} 个 Pod 没有一个在节点 {node} 上。',
    '请用 kubectl describe node 查看该节点是否被隔离或内存不足。',
  ],

  'check-service-silent': [
    '节点 {node} 访问服务地址（{address}）没有应答：{reason}。',
    '请查看该节点 kube-proxy 的日志，以及它能否访问其他节点的 Pod。',
  ],

  'check-name-inside': ['在节点 {node} 的 Pod 中无法解析 {name}：{reason}。', '请检查 CoreDNS 是否运行，以及该节点能否访问其 Pod。'],
  'check-name-outside': [
    '在节点 {node} 上，集群域名服务器没有应答 {name}：{reason}。',
    '请检查 CoreDNS 是否运行，并查看该节点 kube-proxy 的日志。',
  ],

  'check-way-blocked': [
    '{from} 上的 Pod 无法用 {bytes} 字节的单个数据包到达 {to}：{reason}。',
    '请检查交换机是否接受网卡的最大数据包，以及刀片之间的 UDP 8472（VXLAN）是否畅通。',
  ],
  'check-way-pieces': [
    '{from} 上的 Pod 发出的数据被拆成 {pieces} 片，尽管其网络声明可通过 {mtu} 字节。',
    '刀片之间的网络小于网卡的声明：请在所有网卡和交换机上设置相同的 MTU。',
  ],
  'check-way-file': [
    '{from} 上的 Pod 未能从 {to} 取得 {bytes} 字节：{reason}。',
    '请检查交换机是否接受网卡的最大数据包；小的数据包可能仍能通过。',
  ],
  'check-way-untold': ['无法查询 {from} 上的 Pod 的网络：{reason}。', andAgain],

  'check-pod-not-returned': [
    'Pod {pod} 被删除后没有新的 Pod 取代：{reason}。',
    '请查看 kube-controller-manager 和 kube-scheduler 的日志。',
  ],

  'check-vip-unheld': ['没有计划中的节点持有控制平面地址；其租约为 {holder}。', '请在控制平面刀片上查看 kube-vip 的日志（crictl logs）。'],
  'check-power-not-cut': [
    '槽位 {slot} 的电源在 {minutes} 分钟内没有切断：API 一直有应答。',
    '测试要求时，请直接拔出该刀片或断电，不要正常关机。',
  ],
  'check-vip-slow': [
    '持有地址的节点失效后，API 在 {seconds} 秒后才恢复应答，最多允许 {most} 秒。',
    '其他控制平面刀片的磁盘对 etcd 可能过慢；请查看当时 kube-vip 和 etcd 的日志。',
  ],
  'check-vip-silent': [
    '持有地址的节点失效后，API 在其地址上 {seconds} 秒没有应答。',
    '请检查是否仍有两台控制平面刀片在运行，并查看其上 kube-vip 的日志；交换机可能不允许地址移动。',
  ],
  'check-node-not-back': ['节点 {node} 在 {minutes} 分钟内没有恢复就绪。', '请检查该刀片是否通电，并查看其控制台。'],
} as const satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
