// The words of what is asked before something is done.

import { words } from '../../i18n/index.ts';

export const questionWords = words(
  'question',
  {
    cancel: 'Cancel',
    slots: 'Slots',
    moreSlots: 'and {{count}} more',
    retry: 'Retry',
    retryMore:
      'Each of these blades may be installed once more. Switch it off and on afterwards and let it boot from the network; it begins from the start.',
    consentToo:
      'A disk that is not blank is not written without leave. To give it now, type the words below; without them only blank disks are written.',
    exclude: 'Leave out',
    excludeMore: 'The run goes on without these blades. Whatever is being written goes on. A retry takes them in again.',
    reason: 'Why?',
    reasonHelp: 'For the report, and for whoever comes after you: "disk broken", "NIC missing".',
    disarm: 'Disarm',
    disarmMore: 'These blades may no longer be installed; they boot their own disks. What is being written goes on.',
    consent: 'Allow the wipe',
    consentMore:
      'What is on these disks is lost for good. The leave holds for this arming only, and is kept in the journal with your decision.',
    reinstall: 'Install again',
    reinstallMore:
      'First its node leaves the cluster: what runs on it starts again on others where there is room, and a control-plane blade leaves etcd. The blade switches itself off, and you are asked to arm it. Switched on, it is installed from the start and joins under the same name and address.',
    replace: 'Replace the machine',
    replaceMore:
      'First its node leaves the cluster: what runs on it starts again on others where there is room, and a control-plane blade leaves etcd. The blade switches itself off. Put the other machine into the slot, write its MAC into the plan (step "Slots"), stop the services, start them again, and arm the slot. It joins under the same name and address.',
    remove: 'Take out of the cluster',
    removeMore:
      'Its node leaves the cluster for good: what runs on it starts again on others where there is room, and a control-plane blade leaves etcd. The blade switches itself off; its disk is not wiped. Take the blade out of the plan too, or it is missed.',
    removeDo: 'Take it out',
    etcdNow: 'etcd has {{healthy}} healthy members of {{members}}, and needs {{quorum}}.',
    etcdThen: 'Without this blade it has {{members}} members.',
    type: 'To allow it, type {{phrase}}',
    typed: 'What you type',
    lost: 'What is lost',
    unknownDisks: 'Its disks were not seen yet: whatever they hold may be lost.',
    blankDisks: 'All its disks are blank; nothing is lost.',
    serial: 'serial {{serial}}',
    stop: 'Stop the services?',
    stopMore:
      'DHCP, TFTP, HTTP and NTP fall silent. Blades on their way stand still. A disk that is being written is written to its end, but nobody hears of it. The run can be started again and goes on.',
    stopDo: 'Stop services',
    powerOn: 'Power on',
    powerOnMore: 'These virtual blades are switched on.',
    powerOff: 'Power off',
    powerOffMore: 'These virtual blades lose their power at once, as if the plug was pulled.',
  },
  {
    cancel: '取消',
    slots: '槽位',
    moreSlots: '以及另外 {{count}} 个',
    retry: '重试',
    retryMore: '这些刀片可以再安装一次。之后请将其关机再开机，并从网络启动；安装会从头开始。',
    consentToo: '非空磁盘未经允许不会被写入。如需现在允许，请输入下面的文字；不输入则只写入空白磁盘。',
    exclude: '排除',
    excludeMore: '运行将不含这些刀片继续进行。正在写入的会继续。重试可将其重新纳入。',
    reason: '原因',
    reasonHelp: '写入报告，供后来的人参考，例如“磁盘损坏”、“缺少网卡”。',
    disarm: '撤销启用',
    disarmMore: '这些刀片不再安装，将从自己的磁盘启动。正在写入的会继续。',
    consent: '允许擦除',
    consentMore: '这些磁盘上的内容将永久丢失。此允许仅对本次启用有效，并连同您的决定记入日志。',
    reinstall: '重新安装',
    reinstallMore:
      '首先其节点离开集群：其上运行的内容会在有空间的其他节点上重新启动，控制平面刀片会离开 etcd。刀片会自行关机，随后请您启用其安装。开机后它会从头安装，并以相同的名称和地址加入。',
    replace: '更换机器',
    replaceMore:
      '首先其节点离开集群：其上运行的内容会在有空间的其他节点上重新启动，控制平面刀片会离开 etcd。刀片会自行关机。请将新机器装入槽位，把其 MAC 写入计划（“槽位”步骤），停止并重新启动服务，再启用该槽位。它会以相同的名称和地址加入。',
    remove: '移出集群',
    removeMore:
      '其节点永久离开集群：其上运行的内容会在有空间的其他节点上重新启动，控制平面刀片会离开 etcd。刀片会自行关机，其磁盘不会被擦除。请同时从计划中移除该刀片，否则它会被视为缺失。',
    removeDo: '移出',
    etcdNow: 'etcd 的 {{members}} 个成员中有 {{healthy}} 个健康，需要 {{quorum}} 个。',
    etcdThen: '没有这台刀片后，它有 {{members}} 个成员。',
    type: '如需允许，请输入 {{phrase}}',
    typed: '您的输入',
    lost: '将丢失的内容',
    unknownDisks: '尚未检查其磁盘：其中的任何内容都可能丢失。',
    blankDisks: '所有磁盘均为空白，不会丢失任何内容。',
    serial: '序列号 {{serial}}',
    stop: '停止服务？',
    stopMore:
      'DHCP、TFTP、HTTP 和 NTP 将停止应答。安装途中的刀片会停住。正在写入的磁盘会写完，但无法收到其回报。之后可以再次启动此运行并继续。',
    stopDo: '停止服务',
    powerOn: '开机',
    powerOnMore: '将为这些虚拟刀片开机。',
    powerOff: '关机',
    powerOffMore: '这些虚拟刀片将立即断电，等同于拔掉电源。',
  },
);
