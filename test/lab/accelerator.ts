// The lab's processor: the acceleration that really runs a guest here, as the laptop's own machine finds it out.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram, thisMachine } from '../../services/platform/program.ts';
import { startMark } from '../../services/platform/this-laptop.ts';
import { accelerators, chooseAccelerator } from '../../services/vm/index.ts';

/** QEMU's words for the processor. */
export type Accelerator = readonly string[];

/** KVM where a guest's kernel really runs, else emulation. Found out once per boot of the host and kept in `cache`. */
export async function accelerator(kernel: string, cache: string): Promise<Accelerator> {
  const answer = join(cache, 'acceleration');
  const memory = {
    read: () => (existsSync(answer) ? readFileSync(answer, 'utf8') : undefined),
    write(text: string) {
      mkdirSync(dirname(answer), { recursive: true });
      writeFileSync(answer, text);
    },
  };
  const probe = { qemu: 'qemu-system-x86_64', kernel, run: runProgram, environment: { PATH: process.env.PATH ?? '' } };
  return accelerators[await chooseAccelerator(thisMachine, probe, memory, startMark())];
}
