// The names of stages and states on the page, and what a blade does in each.

import { stageNames, stateNames } from '../../services/domain/blade/stage-names.ts';
import type { Stage } from '../../services/domain/blade/stages.ts';
import { words } from '../i18n/index.ts';

export const stageWords = words('stages', stageNames.en, stageNames['zh-CN']);

/** What it does in that stage, as a whole sentence. */
export const doingWords = words(
  'doing',
  {
    waiting: 'Nothing was heard from it yet.',
    dhcp: 'Its firmware asks for an address.',
    loader: 'It fetches its loader.',
    script: 'Its loader asked for its script.',
    kernel: 'It fetches the kernel and the live system.',
    config: 'The live system runs in its memory and looks at the hardware. Nothing is written.',
    installing: 'It writes the system to its disk. Do not switch it off.',
    rebooting: 'Its disk is written; it restarts from it.',
    booted: 'The installed system is up and called home from its own address.',
    joining: 'It joins the cluster.',
    ready: 'It is a ready member of the cluster.',
    sealed: 'It is finished and is never installed again.',
  } as const satisfies Record<Stage, string>,
  {
    waiting: '尚未收到它的任何消息。',
    dhcp: '它的固件正在请求地址。',
    loader: '它正在获取引导程序。',
    script: '引导程序已请求引导脚本。',
    kernel: '它正在获取内核和内存系统。',
    config: '内存系统正在运行并检查硬件。尚未写入任何数据。',
    installing: '它正在把系统写入磁盘。请勿断电。',
    rebooting: '磁盘已写好，正在从磁盘重启。',
    booted: '安装好的系统已启动，并从自己的地址回报。',
    joining: '它正在加入集群。',
    ready: '它已是集群的就绪成员。',
    sealed: '已完成，不会再次安装。',
  },
);

export const stateWords = words('states', stateNames.en, stateNames['zh-CN']);
