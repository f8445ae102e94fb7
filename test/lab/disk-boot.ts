// The proof that an installed blade boots its disk, however it PXE-boots again, and that nobody wrote to that disk meanwhile.

import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Under emulation, with the machine shared: firmware that waits for the network, then a boot from disk. */
const bootSeconds = 420;

export interface DiskBoot {
  readonly slot: string;
  readonly ok: boolean;
  /** From the reset to the login prompt. */
  readonly seconds: number;
  readonly words: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what terminals are told is not what people read
const plain = (text: string) => text.replace(/\x1b\[[0-9;?]*[A-Za-z]|\r/g, '');

/** What the console says of one boot. GRUB adds `ignition.firstboot` on a freshly written disk only: its absence is the proof. */
export function judgeConsole(text: string, hostname: string): 'no disk yet' | 'starting' | 'written again' | 'live system' | 'its disk' {
  const lines = plain(text);
  if (lines.includes('ignition.config.url=')) return 'live system';
  if (!lines.includes('root=LABEL=ROOT')) return 'no disk yet';
  if (/root=LABEL=ROOT.*ignition\.firstboot/.test(lines)) return 'written again';
  return lines.includes(`${hostname} login:`) ? 'its disk' : 'starting';
}

/** Watches the console from `from` bytes on until the blade is up or its time is over. */
export async function watchDiskBoot(blade: { slot: string; hostname: string; console: string; from: number }): Promise<DiskBoot> {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  for (;;) {
    const verdict = judgeConsole(readFileSync(blade.console).subarray(blade.from).toString('utf8'), blade.hostname);
    if (verdict === 'its disk')
      return { slot: blade.slot, ok: true, seconds: seconds(), words: 'booted its own disk, as it was installed' };
    const wrong = verdict === 'written again' || verdict === 'live system';
    if (wrong || seconds() > bootSeconds)
      return { slot: blade.slot, ok: false, seconds: seconds(), words: `did not come back from its disk: ${verdict}` };
    await sleep(1000);
  }
}

export const consoleSize = (file: string) => statSync(file).size;
