// Where a machine lies on the laptop: its directory, the files in it, and the sockets that belong to it.

import { isAbsent, makeDirectory, readFileNow, removeFile, writeWhole } from '../platform/files.ts';
import { type SocketPlace, socketPath } from '../platform/local-socket.ts';
import { wholePath } from '../platform/paths.ts';
import type { AcceleratorName } from './accelerator.ts';
import type { Size } from './size.ts';
import type { BootFrom, Ports } from './words.ts';

/** What is decided once and then kept, so that a machine that is started again is the same one, under the same ports. */
export interface Settings extends Size {
  readonly ports: Ports;
  readonly uuid: string;
  /** A port of 127.0.0.1 for QEMU's control, where it has no socket of a file (Windows). */
  readonly controlPort?: number;
  /** How it was started last. */
  readonly last?: LastStart;
}

export interface LastStart {
  readonly accelerator: AcceleratorName;
  readonly boot: BootFrom;
  readonly outside: boolean;
  /** What the network boot was for, in the words of whoever asked for it. */
  readonly purpose?: string;
}

/** The machine of one plan on this laptop. */
export interface Place {
  readonly directory: string;
  readonly disk: string;
  /** Everything that its serial console said. */
  readonly console: string;
  readonly consoleBefore: string;
  /** What QEMU itself said. */
  readonly log: string;
  readonly processFile: string;
  readonly lock: string;
  /** The machine's kernel, for finding out what runs it. */
  readonly kernel: string;
  readonly settings: string;
  /** What was found out about acceleration, for all machines of this laptop. */
  readonly accelerator: string;
  /** The boot service listens here, for this machine only. */
  readonly service: string;
}

/** The directory of a plan's machine, below the one where this laptop keeps its state. */
export function placeOf(stateDirectory: string, plan: string): Place {
  const machines = wholePath('vms', stateDirectory);
  const directory = wholePath(plan, machines);
  const within = (name: string) => wholePath(name, directory);
  return {
    directory,
    disk: within('disk.qcow2'),
    console: within('console.log'),
    consoleBefore: within('console.before.log'),
    log: within('qemu.log'),
    processFile: within('qemu.pid'),
    lock: within('lock'),
    kernel: within('kernel'),
    settings: within('machine.json'),
    accelerator: wholePath('.acceleration', machines),
    service: socketPath(directory, 'service'),
  };
}

/** Where QEMU listens to commands. */
export const controlOf = ({ directory }: Place, { controlPort }: Settings): SocketPlace => controlPort ?? socketPath(directory, 'control');

const decoder = new TextDecoder();

/** The text of a small file; undefined where there is none. Throws Node's error for anything else. */
export function textOf(file: string): string | undefined {
  try {
    return decoder.decode(readFileNow(file));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Undefined where no machine was made yet. */
export function readSettings({ settings }: Place): Settings | undefined {
  const text = textOf(settings);
  return text === undefined ? undefined : (JSON.parse(text) as Settings);
}

export function writeSettings({ directory, settings }: Place, content: Settings): void {
  makeDirectory(directory);
  writeWhole(settings, `${JSON.stringify(content, undefined, 2)}\n`, 0o600);
}

/** The number of QEMU's process; undefined once it has ended in order. */
export const processOf = ({ processFile }: Place): number | undefined => {
  const pid = Number(textOf(processFile)?.trim());
  return pid > 0 ? pid : undefined;
};

/** What an earlier QEMU left. */
export function forgetProcess({ processFile, log }: Place): void {
  removeFile(processFile);
  removeFile(log);
}
