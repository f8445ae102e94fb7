// 每个事件的中文说明 — each event in Simplified Chinese, in a technician's words.

import { checkTitle } from '../cluster/checks.ts';
import { menuEntry } from '../menu.ts';
import type { Problem } from '../problem.ts';
import { problemIn } from '../problem-words.ts';
import { bytesInWords, type EventWords } from './event-words.ts';
import type { DhcpClient, TransferKind } from './events.ts';
import type { EventOf } from './outcome.ts';

const clients: Record<DhcpClient, string> = {
  pxe: '固件（PXE）',
  'http-boot': '固件（HTTP 启动）',
  ipxe: 'iPXE',
  os: '操作系统',
  bootp: 'BOOTP 客户端',
};

/** Option 93, as in the English words. */
const architectures: Record<number, string> = {
  0: 'BIOS',
  6: '32 位 UEFI',
  7: 'UEFI',
  9: 'UEFI',
  10: '32 位 ARM UEFI',
  11: 'ARM UEFI',
  15: '32 位 UEFI，HTTP',
  16: 'UEFI，HTTP',
  17: 'UEFI，HTTP',
  18: '32 位 ARM UEFI，HTTP',
  19: 'ARM UEFI，HTTP',
  20: 'BIOS，HTTP',
};

const files: Record<TransferKind, string> = {
  loader: '引导程序',
  script: '启动脚本',
  menu: '启动菜单',
  kernel: '内核',
  initrd: '内存系统',
  config: '内存系统的配置',
  image: '映像',
  secrets: '已安装系统的配置（含密钥）',
  document: '文档',
  other: '文件',
};

const machine = (architecture: number | undefined) =>
  architecture === undefined ? '' : `，${architectures[architecture] ?? `架构 ${architecture}`}`;

const inChinese = (found: Problem): string => {
  const { what, todo } = problemIn(found, 'zh-CN');
  return `${what}${todo}`;
};

function heard({ message, client, architecture, mac, requested, otherServer }: EventOf<'dhcp-heard'>): string {
  const who = clients[client];
  if (message === 'discover') return `${who}请求地址（${mac}${machine(architecture)}）`;
  if (message === 'request')
    return otherServer ? `${who}接受了另一台服务器 ${otherServer} 的地址` : `${who}接受地址 ${requested ?? '（所提供的）'}`;
  if (message === 'decline') return `${who}拒绝 ${requested ?? '该地址'}：另一台机器正在使用`;
  if (message === 'release') return `${who}归还地址`;
  return message === 'inform' ? `${who}只请求设置` : `${who}通过 BOOTP 请求（${mac}）`;
}

function answered({ message, address, bootFile, reason }: EventOf<'dhcp-answered'>): string {
  if (message === 'nak') return `已拒绝${reason ? `：${reason}` : ''}`;
  const boot = bootFile ? `，启动文件 ${bootFile}` : '';
  return `${message === 'offer' ? '已提供' : '已分配'} ${address ?? '（无地址）'}${boot}`;
}

const endings: Record<Exclude<EventOf<'transfer-ended'>['outcome'], 'done'>, string> = {
  probe: '查询了大小',
  aborted: '中止了获取',
  timeout: '在获取途中不再应答',
  failed: '无法发送',
};

function ended({ outcome, kind, file, sentBytes, seconds, reason }: EventOf<'transfer-ended'>): string {
  const what = `${files[kind]} ${file}`;
  if (outcome === 'done') return `已取得${what}：${bytesInWords(sentBytes)}，用时 ${seconds.toFixed(1)} 秒`;
  return `${what}：${endings[outcome]}${reason ? `（${reason}）` : ''}`;
}

const list = (slots: readonly string[]) => slots.join('、');

export const simplifiedChinese: EventWords = {
  'dhcp-heard': heard,
  'dhcp-answered': answered,
  sighting: ({ mac, client, architecture, otherServer }) =>
    otherServer
      ? `${mac} 不在计划中；其${clients[client]}接受了另一台服务器 ${otherServer} 的地址`
      : `${mac} 不在计划中；其${clients[client]}请求地址${machine(architecture)}`,
  'menu-chosen': ({ mac, entry, arch }) =>
    `有人在 ${mac} 的启动菜单中选择了 ${entry}：${menuEntry(entry)!.title['zh-CN']}${arch ? `（${arch}）` : ''}`,
  'dhcp-silent': ({ mac, reason }) => `未应答 ${mac}：${reason}`,
  'address-conflict': ({ address, holder }) => `${address} 已被${holder ? ` ${holder} ` : '另一台机器'}使用`,
  'transfer-started': ({ kind, file, protocol, totalBytes }) =>
    `通过 ${protocol.toUpperCase()} 请求${files[kind]} ${file}（${bytesInWords(totalBytes)}）`,
  'transfer-progress': ({ kind, sentBytes, totalBytes }) =>
    `${files[kind]}已取得 ${bytesInWords(sentBytes)}，共 ${bytesInWords(totalBytes)}`,
  'transfer-ended': ended,
  'request-refused': ({ file, reason }) => `请求 ${file} 被拒绝：${reason}`,
  'time-asked': ({ address }) => `${address} 请求时间`,
  'agent-started': ({ clockOffsetSeconds }) =>
    clockOffsetSeconds === 0
      ? '代理程序已运行；时钟准确'
      : `代理程序已运行；时钟曾${clockOffsetSeconds > 0 ? '快' : '慢'} ${Math.abs(clockOffsetSeconds)} 秒`,
  inventory: ({ inventory: { product, serial, memoryBytes, disks } }) =>
    `${product || '机器'}，序列号 ${serial || '未知'}，内存 ${bytesInWords(memoryBytes)}，磁盘：${
      disks
        .map(({ name, sizeBytes, blank, contents }) => `${name} ${bytesInWords(sizeBytes)}（${blank ? '空白' : contents}）`)
        .join('、') || '无'
    }`,
  'install-permitted': ({ disk, diskSerial, wiped }) =>
    `可写入磁盘 ${disk}${diskSerial ? `（序列号 ${diskSerial}）` : ''}一次；将丢失：${wiped}`,
  'install-held': ({ problem }) => `等待：${inChinese(problem)}`,
  'install-progress': ({ step, percent, bytes }) => `${step === 'writing' ? '已写入' : '已取得'} ${percent} %（${bytesInWords(bytes)}）`,
  'install-done': () => '磁盘已写完',
  'install-failed': ({ reason }) => `无法安装：${reason}`,
  'agent-log': ({ text }) => `消息：${text}`,
  'node-step': ({ step, done, of, error }) => {
    const what = step === 'images' ? '容器映像' : '网络插件包';
    return error ? `${what}已就位 ${done}/${of}，无法继续：${error}` : `${what}已就位 ${done}/${of}`;
  },
  rebooting: () => '正在重新启动',
  'cluster-step': ({ verb, step, attempt, detail }) =>
    ({
      waiting: `等待执行 kubeadm ${verb}${detail ? `：${detail}` : ''}`,
      running: `正在执行 kubeadm ${verb}${attempt > 1 ? `，第 ${attempt} 次` : ''}${detail ? `：${detail}` : ''}`,
      failed: `kubeadm ${verb} 失败，将重试${detail ? `：${detail}` : ''}`,
      done: verb === 'init' ? '已建立集群' : '已加入集群',
    })[step],
  'cluster-secrets-made': () => '集群的密钥已生成，并加密保存在本机',
  'cluster-answered': ({ server, version }) => `集群 API 在 ${server} 有应答（${version}）`,
  'cluster-silent': ({ reason }) => `集群 API 没有应答：${reason}`,
  'node-seen': ({ ready, reason, version, address }) =>
    `是节点 ${address}（${version}），${ready ? '已就绪' : `未就绪${reason ? `：${reason}` : ''}`}`,
  'node-lost': () => '不再是节点',
  'etcd-seen': ({ members }) =>
    `etcd：${members.map(({ name, healthy, voter }) => `${name} ${healthy ? '健康' : '不健康'}${voter ? '' : '，尚无投票权'}`).join('；')}`,
  'certificates-seen': ({ certificates }) =>
    `最早到期的证书在 ${new Date(Math.min(...certificates.map(({ expires }) => expires))).toISOString().slice(0, 10)}`,
  'token-renewed': ({ until }) => `节点加入令牌有效至 ${new Date(until).toISOString()}`,
  'addon-step': ({ addon, step, error }) =>
    ({ applied: `附加组件 ${addon} 已部署`, ready: `附加组件 ${addon} 已就绪`, failed: `附加组件 ${addon} 尚未就绪` })[step] +
    (error ? `：${error}` : ''),
  'acceptance-started': ({ by, occasion }) => `验收测试开始${occasion === 'asked' ? `（${by} 发起）` : ''}`,
  'check-started': ({ check }) => `开始检查：${checkTitle(check, 'zh-CN')}`,
  'check-ended': ({ check, result, seconds, problems }) =>
    `检查${{ passed: '通过', failed: '未通过', skipped: '已跳过' }[result]}：${checkTitle(check, 'zh-CN')}（${seconds.toFixed(1)} 秒）${
      problems[0] ? `：${inChinese(problems[0])}` : ''
    }`,
  'acceptance-ended': ({ passed }) => (passed ? '集群通过了验收测试' : '集群未通过验收测试'),
  'unplug-started': ({ slots, by }) => `${by} 发起拔线测试：所有服务静默，${list(slots)} 重启`,
  'unplug-ended': ({ passed, traces, reason }) =>
    passed
      ? '没有本机，集群依然正常'
      : `拔线测试未通过${reason ? `：${reason}` : ''}${traces.length > 0 ? `；以下位置仍有本机地址：${list(traces)}` : ''}`,
  'handed-over': ({ directory, files }) => `已移交：${directory} 中的 ${list(files)}`,
  'hands-wanted': ({ hands }) => (hands === 'cut-power' ? '现在需要有人切断它的电源' : '需要有人重新给它通电'),
  'hands-done': () => '需要人工的操作已完成',
  'cluster-adopted': ({ by }) => `${by} 接管已有的集群继续`,
  'node-removed': ({ by, why }) => `已由 ${by} 移出集群${{ reinstall: '，准备重新安装', replace: '，准备更换', remove: '' }[why]}`,
  sealed: ({ by }) => `已由 ${by} 封存：不再安装任何机器，密钥已从本机清除`,
  booted: ({ hostname, address }) => `已从自己的磁盘启动，主机名 ${hostname}，地址 ${address}`,
  'run-opened': ({ plan, bundle }) => `计划 ${plan} 的运行开始，软件包 ${bundle}`,
  'bundle-trusted': ({ words, comment }) => `离线包由受信任的密钥签名：${comment ? `${comment}，` : ''}${words}`,
  'bundle-accepted': ({ trust, words, how, manifestSha256 }) =>
    `已在${how === 'console' ? '控制台' : '命令行'}接受离线包，尽管${
      trust === 'unsigned' ? '它没有签名' : `签名的密钥未知：${words.join(' / ')}`
    }（清单的 SHA-256 为 ${manifestSha256}）`,
  armed: ({ slots, arming }) => `已启用安装（第 ${arming} 次）：${list(slots)}`,
  disarmed: ({ slots }) => `已撤销启用：${list(slots)}`,
  'consent-recorded': ({ by }) => `${by} 同意擦除其磁盘上的内容`,
  excluded: ({ reason }) => `已排除：${reason}`,
  'run-paused': ({ by }) => `${by} 已暂停；不会写入新的磁盘`,
  'run-resumed': ({ by }) => `${by} 已继续`,
  'rolled-back': ({ by }) => `${by} 已放弃本次部署：尚未安装的机器磁盘保持原样，并从本地磁盘启动`,
  'appliance-started': () => 'Rackstrap 已启动',
  'appliance-stopped': ({ problem }) => (problem ? `Rackstrap 已停止：${inChinese(problem)}` : 'Rackstrap 已停止'),
  tick: () => '时间流逝',
  diagnosed: ({ problem }) => inChinese(problem),
  'diagnosis-cleared': () => '继续进行；故障已消除',
  'secrets-withheld': () => '获准后未在时限内动作；含机密的配置从现在起不再提供',
};
