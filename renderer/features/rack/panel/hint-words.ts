// What hands do at the machine, in words.

import { words } from '../../../i18n/index.ts';
import type { Hint } from '../power-hint.ts';

export const hintWords = words(
  'hints',
  {
    arm: 'Nothing to do yet: this slot is not armed. Arm it first, then switch the blade on.',
    switchOn: 'Switch {{slot}} on and choose network boot (often F12, or F11) on the port with the MAC {{mac}}.',
    leave: 'Nothing. Leave it on; it goes on by itself.',
    'hands-off': 'Nothing. Leave it on and plugged in: its disk is being written.',
    restarts: 'Nothing. It restarts by itself; the self-test of a big server takes up to ten minutes.',
    decide: 'Nothing. It waits for a decision here, and goes on by itself after it.',
    again: 'Switch {{slot}} off and on, and choose network boot again (often F12, or F11).',
    retryFirst: 'First press Retry here. Then switch {{slot}} off and on, and choose network boot (often F12, or F11).',
    bootOrder: 'Look at its screen. In its set-up (often F2 or Del) put its own disk into the boot order, then switch {{slot}} off and on.',
    networkFirst:
      'It starts from its old disk. Switch {{slot}} off and on, and choose network boot (often F12, or F11) before that disk starts.',
    secureBoot: 'In the set-up of {{slot}} (often F2 or Del) switch Secure Boot off, save, and choose network boot again.',
    lamp: 'Look at the disk lamp of {{slot}}. While it is busy, wait; do not switch it off. If it is dark, exchange the disk and press Retry here.',
    read: 'Connect a screen to {{slot}} and read its last lines. Leave it on: it goes on trying by itself.',
    screen: 'Connect a screen to {{slot}} and read its last line; then switch it off and on.',
    cable:
      'Check the cable of {{slot}} and its switch port (VLAN, errors, duplex). It goes on by itself, or after being switched off and on.',
    other: 'Find the other machine and take it off this network; then switch {{slot}} off and on.',
    aside: 'Nothing. The run goes on without it; switch it off if it is in the way.',
  } as const satisfies Record<Hint, string>,
  {
    arm: '暂时无需操作：此槽位尚未启用安装。请先启用，再开机。',
    switchOn: '请将 {{slot}} 开机，并选择网络启动（通常按 F12 或 F11），使用 MAC 为 {{mac}} 的网口。',
    leave: '无需操作。保持开机，它会自行继续。',
    'hands-off': '无需操作。请保持通电：正在写入磁盘。',
    restarts: '无需操作。它会自行重启；大型服务器自检最长约十分钟。',
    decide: '无需操作。它在等待此处的决定，之后会自行继续。',
    again: '请将 {{slot}} 关机再开机，并重新选择网络启动（通常按 F12 或 F11）。',
    retryFirst: '请先在此处点击“重试”，然后将 {{slot}} 关机再开机，并选择网络启动（通常按 F12 或 F11）。',
    bootOrder: '请查看其屏幕。在固件设置（通常按 F2 或 Del）中将其磁盘加入启动顺序，然后将 {{slot}} 关机再开机。',
    networkFirst: '它从旧磁盘启动了。请将 {{slot}} 关机再开机，在磁盘启动前选择网络启动（通常按 F12 或 F11）。',
    secureBoot: '请在 {{slot}} 的固件设置（通常按 F2 或 Del）中关闭 Secure Boot，保存后重新选择网络启动。',
    lamp: '请查看 {{slot}} 的磁盘指示灯。灯在闪烁时请等待，不要断电；如果不亮，请更换磁盘并在此处点击“重试”。',
    read: '请为 {{slot}} 接上屏幕并查看最后几行。保持开机：它会自行继续尝试。',
    screen: '请为 {{slot}} 接上屏幕并查看最后一行，然后关机再开机。',
    cable: '请检查 {{slot}} 的网线和交换机端口（VLAN、错误计数、双工）。它会自行继续，或在关机再开机后继续。',
    other: '请找到另一台机器并将其从此网络移除，然后将 {{slot}} 关机再开机。',
    aside: '无需操作。运行将不含它继续；如有妨碍可将其关机。',
  },
);
