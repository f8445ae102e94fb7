// What this laptop is made of, and since when it runs.

import { readFileSync } from 'node:fs';
import { availableParallelism, release, totalmem } from 'node:os';

const mebibyte = 1024 ** 2;

/** Memory in MiB and processors, as far as this program may use them. */
export const thisLaptop = (): { readonly memoryMiB: number; readonly cpus: number } => ({
  memoryMiB: Math.floor(totalmem() / mebibyte),
  cpus: availableParallelism(),
});

/** Changes when the laptop is started anew (Linux), or at least when its system is another: what was found out about it holds as long as this. */
export function startMark(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return release();
  }
}
