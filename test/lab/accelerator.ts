// Whether KVM really runs a guest here: /dev/kvm exists on hosts where a guest hangs before its kernel's first line.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ended } from './spawn.ts';

/** QEMU's words for the processor. */
export type Accelerator = readonly string[];

const kvm: Accelerator = ['-accel', 'kvm', '-cpu', 'host'];
const emulated: Accelerator = ['-accel', 'tcg,thread=multi', '-cpu', 'max'];

/** With KVM that works the kernel panics for want of a root within two seconds; one that hangs never does. */
const probeMilliseconds = 15_000;

async function kvmWorks(kernel: string): Promise<boolean> {
  if (!existsSync('/dev/kvm')) return false;
  const machine = ['-nodefaults', '-display', 'none', '-m', '256', '-no-reboot', '-serial', 'stdio'];
  const child = spawn('qemu-system-x86_64', [...kvm, ...machine, '-kernel', kernel, '-append', 'console=ttyS0 panic=-1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: probeMilliseconds,
    killSignal: 'SIGKILL',
  });
  let heard = '';
  child.stdout.on('data', (bytes: Buffer) => {
    heard += bytes;
  });
  return (await ended(child)) === 0 && heard.includes('Kernel panic');
}

/** KVM where a guest's kernel really runs, else emulation. Found out once per boot of the host and kept in `cache`. */
export async function accelerator(kernel: string, cache: string): Promise<Accelerator> {
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const answer = join(cache, `kvm-${bootId}`);
  if (!existsSync(answer)) {
    mkdirSync(dirname(answer), { recursive: true });
    writeFileSync(answer, (await kvmWorks(kernel)) ? 'works' : 'does not work');
  }
  return readFileSync(answer, 'utf8') === 'works' ? kvm : emulated;
}
