// 地址占用方面的问题 — problems of addresses that others have, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const addressesInChinese = {
  'address-in-use': [
    '{address} 已被另一台机器使用：{holder}。',
    '请按 MAC 找到那台机器（交换机知道它在哪个端口），将其关机或收回该地址；或在计划中改用其他地址。',
  ],
  'addresses-not-asked': ['无法探测计划中的地址是否空闲：{reason}。', '请插好网线并启用网卡，或用其他方法确认没有机器占用这些地址。'],
} satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
