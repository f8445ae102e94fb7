// 集群建立之后的问题 — problems of the cluster once it is being born, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const clusterLifeInChinese = {
  'cluster-not-there': ['本次部署的集群尚无应答。', '请等待第一台控制平面刀片建立集群；机架视图会显示进度。'],
  'cluster-test-running': ['该集群的测试已在进行。', '请等待其结束；页面和日志会显示进度。'],
  'images-not-in': [
    '它已就位 {done}/{of}（{what}），{minutes} 分钟以来没有进展：{reason}。',
    '请查看其控制台（journalctl -u rackstrap-images、-u containerd）：磁盘是否已满或故障。它会自动继续重试。',
  ],
  'node-not-seen': [
    '它的 kubeadm 已完成，但 {minutes} 分钟以来集群中没有出现它的节点。',
    '请在集群视图中查看 API 是否应答本笔记本；如有应答，请查看刀片控制台（journalctl -u kubelet）。',
  ],
  'cluster-watch-ended': ['对集群的监视意外停止（{reason}），正在重新开始。', '没有任何丢失，刀片照常得到服务。如果反复出现，请报告。'],
  'node-not-ready': ['节点未就绪：{reason}。', '请查看刀片控制台：kubelet 和 containerd 是否在运行，网络是否正常。修复后节点会自动恢复。'],
  'node-gone': ['集群中已没有这台刀片的节点。', '有人将其移除；重新安装该刀片即可恢复。'],
  'kubeadm-failing': ['kubeadm {verb} 已失败 {attempt} 次，最近的原因：{reason}。', '它会自动继续重试。请排除所述原因，或重新安装该刀片。'],
  'cluster-step-stalled': [
    '已有 {minutes} 分钟没有 kubeadm 的消息，最后一条是：{last}。',
    '请查看其控制台（journalctl -u rackstrap-cluster）。较慢的机器可能只是需要更久。',
  ],
  'handover-unwritable': ['无法写入 {file}：{reason}。', '请选择其他目录或腾出空间后再次移交。'],
  'seal-incomplete': ['尚有未完成的事项。', '请先完成所列事项；如果确知原因，也可以仍然封存。'],
  'seal-lacks-answer': ['集群没有应答。', '请检查网线和控制平面刀片。'],
  'seal-lacks-nodes': ['并非所有刀片都是就绪节点。', '请等待缺少的刀片，或将其排除。'],
  'seal-lacks-addons': ['并非所有附加组件都已就绪。', '请在集群视图中查看各组件在等待什么。'],
  'seal-lacks-acceptance': ['验收测试未通过。', '请运行该测试，并修复它指出的问题。'],
  'seal-lacks-hand-over': ['集群尚未移交。', '请先移交：否则无人持有它的密钥。'],
  'seal-lacks-unplug': ['脱离本机的测试未通过。', '请运行该测试。'],
  'seal-token-kept': ['无法收回允许刀片加入的令牌：{reason}。', '请确认集群有应答，然后再次封存；令牌会在一天内自行失效。'],
  'quorum-at-risk': [
    '没有 {slot}，etcd 的 {members} 个成员中只剩 {healthy} 个健康，而需要 {quorum} 个：集群会停止。',
    '请先恢复其他控制平面刀片。',
  ],
  'control-plane-last': ['{slot} 是唯一的控制平面节点：没有它就没有集群。', '请在新的部署中重新安装整个集群，或从 etcd 的备份恢复。'],
} as const satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
