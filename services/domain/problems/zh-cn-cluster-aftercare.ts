// 集群建成之后的维护 — problems of what is done to a cluster that is up, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const clusterAftercareInChinese = {
  'run-sealed': [
    '本次部署已封存：不再安装任何机器。',
    '请将其停止。新的部署（--new-run）可用移交的 kubeconfig（--kubeconfig FILE）继续使用现有集群。',
  ],
  'run-rolled-back': ['本次部署已放弃：不再安装任何机器。', '请将其停止；该计划下次启动时会开始新的部署。'],
  'run-sealed-already': [
    '该计划的上一次部署 {run} 已于 {when} 封存：没有剩余的工作。',
    '若要再次安装这些刀片，请用 --new-run 为同一计划开始新的部署。',
  ],
  'cluster-answers-already': [
    '{server} 上已有集群应答，且它不是由本次部署建立的：没有授权任何安装。',
    '请用移交的 kubeconfig（--kubeconfig FILE）继续使用该集群；若要放弃它，请先关闭其刀片的电源。',
  ],
  'rollback-cluster-stands': [
    '本次部署的集群已经建立，本机持有的唯一密钥将会丢失。',
    '请移交并封存，其余刀片同样保持原样。若要放弃集群本身，请明确说明（--discard-cluster）。',
  ],
  'node-still-there': ['槽位 {slot} 是集群的节点。', '请先将其节点移出集群，然后才能重新安装该刀片。'],
  'member-still-there': [
    '槽位 {slot} 已不是节点，但 etcd 仍计入其成员 {member}。',
    '请先将其节点移出集群，该成员会随之移除；然后才能重新安装该刀片。',
  ],
  'quorum-lost': [
    '{members} 个 etcd 成员中只有 {healthy} 个健康，而需要 {quorum} 个：集群无法进行任何更改。',
    '请先恢复一台控制平面刀片。',
  ],
  'etcd-not-reached': [
    '无法向任何 etcd 成员询问成员名单：{reason}。',
    '请确认本机能访问控制平面刀片（TCP 2379），然后重试。未作任何更改。',
  ],
  'etcd-refused': ['etcd 拒绝移除成员 {member}：{reason}。', '请检查其他控制平面刀片后重试。其节点仍在，但不再接收新的 Pod。'],
  'cluster-refused': ['集群没有执行请求：{reason}。', '请检查其控制平面刀片是否正常，然后重试。'],
  'node-still-on': ['槽位 {slot} 已不是节点，但无法令其自行关机：{reason}。', '请手动关机：若原样启动，它会重新成为节点。'],
  'pods-forced': ['槽位 {slot} 上的以下 Pod 已被强制结束，尽管其中断预算不允许：{pods}。', '请确认它们已在别处启动。'],
  'cluster-not-accepted': ['集群未通过验收测试：{checks}。', '请修复未通过的检查所指出的问题，再次运行该命令，它会从此处继续。'],
  'cluster-not-unplugged': ['集群未通过脱离本机的测试：{reason}。', '请修复后再次运行该命令，它会从此处继续。'],
  'cluster-none': ['计划 {plan} 及其离线包不建立集群。', '请使用带有 Kubernetes 的计划和离线包，或改用其他 --until。'],
  'cluster-stopped': ['在集群封存之前已被停止。', '请再次运行该命令，它会从此处继续。'],
  'addons-not-ready': ['附加组件未就绪：{addons}。', '请查看其 Pod；本机会继续尝试。'],
  'blades-not-ready': ['并非所有刀片都成为就绪节点：{slots}。', '请查看每台刀片的提示，然后再次运行该命令。'],
  'handover-not-given': ['封存之前须先移交集群，但没有指定移交目录。', '请用 --hand-over DIR 指定目录，例如 U 盘。'],
  'kubeconfig-unreadable': ['无法读取 kubeconfig {file}：{reason}。', '请检查路径及文件的所有者。'],
  'kubeconfig-wrong': [
    '{file} 不能用于继续使用集群：{reason}。',
    '请提供随集群移交的 kubeconfig，或某个控制平面节点上 /etc/kubernetes/admin.conf 的副本。',
  ],
  'adopt-not-new': [
    '本次部署已有自己的密钥：集群由它建立。',
    '要继续该集群，请去掉 --kubeconfig。若其中尚未安装任何机器，请放弃该部署（rackstrap cluster rollback）后重新开始。',
  ],
  'adopt-not-reached': ['{file} 中的集群在 {server} 没有应答：{reason}。', '请检查网线、本机地址，以及集群是否在运行。'],
  'adopt-no-control-plane': [
    '有应答的节点中没有本计划的控制平面刀片。',
    '请将计划中的槽位、主机名和地址与集群的节点对照：计划必须包含现有的节点。',
  ],
  'adopt-not-readable': ['无法从 {slot} 读取集群的证书颁发机构：{reason}。', '请排除原因，或让另一台控制平面刀片上线，然后重新启动。'],
  'adopt-other-cluster': [
    'kubeconfig {file} 属于 {endpoint} 上的集群 {name}；本计划的集群是 {wanted} 上的 {plan}。',
    '请提供随本计划的集群移交的 kubeconfig，或使用建立该集群的计划。',
  ],
  'adopt-encrypted': [
    '现有集群在 etcd 中加密 Secret，而计划没有写明：新加入的控制平面刀片将无法读取它们。',
    '请在计划中写入该选项（kubernetes.encryptSecrets: true）。',
  ],
  'adopt-encryption': ['计划要求在 etcd 中加密 Secret，而现有集群并未如此。', '请从计划中去掉该选项；它只能在建立集群时决定。'],
} as const satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
