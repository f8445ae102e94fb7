// What people call the stages of a blade and its states: the one place for them.

import type { Language } from '../language.ts';
import type { Stage } from './stages.ts';
import type { BladeState } from './state.ts';

const stagesEn = {
  waiting: 'Waiting',
  dhcp: 'Address',
  loader: 'Loader',
  script: 'Script',
  kernel: 'Kernel',
  config: 'Live system',
  installing: 'Writing disk',
  rebooting: 'Restarting',
  booted: 'Up',
  joining: 'Joining',
  ready: 'Ready',
  sealed: 'Sealed',
} as const satisfies Record<Stage, string>;

const stagesZh: Record<Stage, string> = {
  waiting: '等待',
  dhcp: '获取地址',
  loader: '引导程序',
  script: '引导脚本',
  kernel: '内核',
  config: '内存系统',
  installing: '写入磁盘',
  rebooting: '正在重启',
  booted: '已启动',
  joining: '加入集群',
  ready: '就绪',
  sealed: '已封存',
};

const statesEn = {
  failed: 'Failed',
  held: 'Held',
  silent: 'Silent',
  working: 'Working',
  waiting: 'Waiting',
  done: 'Done',
  excluded: 'Left out',
} as const satisfies Record<BladeState, string>;

const statesZh: Record<BladeState, string> = {
  failed: '失败',
  held: '待决定',
  silent: '无响应',
  working: '进行中',
  waiting: '等待',
  done: '完成',
  excluded: '已排除',
};

export const stageNames = { en: stagesEn, 'zh-CN': stagesZh } as const satisfies Record<Language, Record<Stage, string>>;
export const stateNames = { en: statesEn, 'zh-CN': statesZh } as const satisfies Record<Language, Record<BladeState, string>>;
