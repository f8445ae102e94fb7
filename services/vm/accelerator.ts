// Which acceleration really runs a system here: a device for it is there on hosts where a guest hangs before its kernel's first lines.

import type { Ended, RunOptions } from '../platform/program.ts';

export type AcceleratorName = 'kvm' | 'hvf' | 'whpx' | 'tcg';

/** QEMU's words for the processor. */
export const accelerators: Readonly<Record<AcceleratorName, readonly string[]>> = {
  kvm: ['-accel', 'kvm', '-cpu', 'host'],
  hvf: ['-accel', 'hvf', '-cpu', 'host'],
  // With its own interrupt controller a guest that restarts ends with "Unexpected VP exit code 4". It takes no model that the host's chip is.
  whpx: ['-accel', 'whpx,kernel-irqchip=off', '-cpu', 'Westmere'],
  /**
   * Emulation: always works. A model without AVX, which is what x86-64-v2 asks for: emulated wide registers make SHA-256 take twice as long and
   * everything else a third longer (QEMU 7.2, Go's own code for each).
   */
  tcg: ['-accel', 'tcg,thread=multi', '-cpu', 'Westmere'],
};

/** What each system has for guests of its own kind of processor. */
const ofSystem: Partial<Record<NodeJS.Platform, AcceleratorName>> = { linux: 'kvm', darwin: 'hvf', win32: 'whpx' };

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As Node calls it. */
  readonly cpu: string;
}

/** The one that is worth a try; undefined where a guest of amd64 has to be emulated. */
export const candidateFor = ({ platform, cpu }: Machine): AcceleratorName | undefined => (cpu === 'x64' ? ofSystem[platform] : undefined);

/** With acceleration that works a kernel is through within two seconds; one that hangs never gets there. */
const probeMilliseconds = 15_000;

/** The kernel runs on several processors, with timers and interrupts, and looks for its root: it finds one, or panics for want of it. */
const throughItsStart = /Freeing unused kernel|Kernel panic/;

export interface Probe {
  readonly qemu: string;
  /** The kernel that the machine is going to run. */
  readonly kernel: string;
  readonly run: (file: string, words: readonly string[], options: RunOptions) => Promise<Ended>;
  readonly environment: Readonly<Record<string, string>>;
}

/** Boots the kernel for a few seconds and listens to its console. */
export async function runsASystem(name: AcceleratorName, { qemu, kernel, run, environment }: Probe): Promise<boolean> {
  const machine = ['-nodefaults', '-display', 'none', '-m', '512', '-smp', '2', '-no-reboot', '-serial', 'stdio'];
  const words = [...accelerators[name], ...machine, '-kernel', kernel, '-append', 'console=ttyS0 panic=-1'];
  const { stdout } = await run(qemu, words, { longestMilliseconds: probeMilliseconds, environment });
  return throughItsStart.test(stdout);
}

/** What was found out, kept as a text: it holds until the laptop is started again. */
export interface Memory {
  read(): string | undefined;
  write(text: string): void;
}

/** The acceleration that runs a system, else emulation. `mark` changes when what was found out is worth nothing any more. */
export async function chooseAccelerator(machine: Machine, probe: Probe, memory: Memory, mark: string): Promise<AcceleratorName> {
  const candidate = candidateFor(machine);
  if (!candidate) return 'tcg';
  const [works, not] = [`${mark} ${candidate} works`, `${mark} ${candidate} does not work`];
  const known = memory.read();
  if (known === works || known === not) return known === works ? candidate : 'tcg';
  const found = await runsASystem(candidate, probe);
  memory.write(found ? works : not);
  return found ? candidate : 'tcg';
}
