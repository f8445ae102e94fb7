// Words that every page uses.

import { words } from '../i18n/index.ts';

export const uiWords = words(
  'ui',
  {
    help: 'Help on {{label}}',
    planPath: 'In the plan file: {{where}}',
    copy: 'Copy {{text}}',
    copied: 'Copied',
    close: 'Close',
    cancel: 'Cancel',
    error: 'Error',
    warning: 'Warning',
    line: 'line {{line}}',
    goThere: 'Go there',
    dismiss: 'Understood',
    noAnswer: 'Rackstrap does not answer. What you see may be old; nothing is lost.',
    simulated: 'Simulated: virtual blades on this laptop, no hardware.',
    wish: 'Chosen at its console: {{title}}',
  },
  {
    help: '关于“{{label}}”的说明',
    planPath: '计划文件中的位置：{{where}}',
    copy: '复制 {{text}}',
    copied: '已复制',
    close: '关闭',
    cancel: '取消',
    error: '错误',
    warning: '警告',
    line: '第 {{line}} 行',
    goThere: '前往',
    dismiss: '知道了',
    noAnswer: 'Rackstrap 没有应答。屏幕内容可能已过时；没有丢失任何数据。',
    simulated: '模拟：本笔记本上的虚拟刀片，没有真实硬件。',
    wish: '在其控制台上选择：{{title}}',
  },
);
