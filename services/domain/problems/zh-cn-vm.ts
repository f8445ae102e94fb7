// 笔记本集群的虚拟机 — problems of the virtual machine of a laptop cluster, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const vmInChinese = {
  'vm-program-missing': ['本笔记本上没有 {program}，没有它就没有虚拟机。', '请安装 QEMU（{command}）后重试。'],
  'vm-arch': [
    '笔记本的虚拟机是 amd64 机器，而计划要求 {arch}。',
    '请在计划中写 arch: amd64，并使用相应的安装包。处理器不同的笔记本会以模拟方式运行，速度较慢。',
  ],
  'vm-memory': ['虚拟机需要 {needs} MiB 内存，而本笔记本能提供 {has} MiB。', '请使用内存更大的笔记本，或镜像更小的安装包。'],
  'vm-memory-wanted': ['虚拟机不能有 {wanted} MiB 内存。', '请在 {least} 到 {most} MiB 之间选择：再少不够一个节点使用，再多本笔记本没有。'],
  'vm-disk': ['虚拟机在 {directory} 所在磁盘上需要 {needs} GB，而那里只剩 {has} GB。', '请腾出空间，或把状态放到其他磁盘上（--state）。'],
  'vm-subnet': ['子网 {subnet} 中没有两个空闲地址供 QEMU 的路由器和域名服务器使用。', '请写更大的子网，例如 /24；它只存在于虚拟机内部。'],
  'vm-not-started': ['虚拟机没有启动：{reason}。', '请查看 {log}，排除所述原因后再次启动。'],
  'vm-busy': ['{holder} 正在启动或停止该虚拟机。', '请等待其完成后重试。'],
  'vm-none': ['本笔记本上还没有计划 {plan} 的虚拟机。', '请先安装：用该计划和安装包运行 rackstrap provision。'],
  'vm-other-plan': ['计划 {plan} 的架构是 {architecture}：它的刀片不是虚拟机。', '请指定架构为 laptop 的计划。'],
  'vm-runs': ['虚拟机正在运行。', '请先停止：rackstrap vm stop。'],
  'vm-silent': ['虚拟机在运行，但 QEMU 没有应答。', '请稍候。如果仍然如此，rackstrap vm stop 会像断电一样结束它。'],
  'vm-died': ['虚拟机自行结束：{reason}。', '请查看 {log}，然后再次启动：rackstrap vm start。'],
  'vm-off': ['虚拟机已关机。', '请再次启动：rackstrap vm start。'],
  'vm-paused': [
    '虚拟机停住了（{status}）：QEMU 无法继续，最常见的原因是 {directory} 所在磁盘已满。',
    '请腾出空间，然后停止并再次启动：rackstrap vm stop、rackstrap vm start。',
  ],
  'vm-emulated': [
    '虚拟机以模拟方式运行，比笔记本慢很多倍：硬件加速（{tried}）在这里无法运行系统。',
    '请在固件设置中打开虚拟化（Intel VT-x、AMD-V），并允许当前用户使用（Linux：kvm 组）。也可以耐心等待。',
  ],
} as const satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
