// 移交时的问题 — problems of the hand-over, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const handoverInChinese = {
  'report-not-printed': [
    '报告未能打印为 PDF：{reason}。',
    'report.html 内容相同，可在浏览器中打开并打印。也可在本机安装 Chromium、Chrome 或 Edge（或用 {variable} 指定）后再次移交。',
  ],
  'handover-of-another': ['{directory} 中已有不属于本集群的 {file}。', '请选择其他目录；该目录中的内容未被改动。'],
} as const satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
