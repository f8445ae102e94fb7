// What the machine needs of this laptop: programs, ports, memory and time. The real one here; tests bring their own.

import { type Clock, systemClock } from '../platform/clock.ts';
import { type Detached, type DetachedOptions, endNow, isRunning, startDetached } from '../platform/detached.ts';
import { freeBytes } from '../platform/files.ts';
import { findProgram } from '../platform/find-program.ts';
import { freePort, isPortFree } from '../platform/free-port.ts';
import { portHolder } from '../platform/port-holder.ts';
import { type Ended, type RunOptions, runProgram, thisMachine } from '../platform/program.ts';
import { askQemu, type QemuAnswer } from '../platform/qmp.ts';
import { startMark, thisLaptop } from '../platform/this-laptop.ts';
import type { Machine } from './accelerator.ts';
import type { Laptop } from './size.ts';

export interface World {
  readonly machine: Machine;
  readonly laptop: Laptop;
  /** Changes when the laptop is started anew. */
  readonly mark: string;
  readonly clock: Clock;
  find(program: string): string | undefined;
  run(file: string, words: readonly string[], options: RunOptions): Promise<Ended>;
  launch(file: string, words: readonly string[], options: DetachedOptions): Promise<Detached>;
  ask(place: string | number, command: string): Promise<QemuAnswer>;
  isRunning(pid: number): boolean;
  endNow(pid: number): void;
  isPortFree(port: number): Promise<boolean>;
  freePort(): Promise<number>;
  /** `nginx (pid 812)`, where that can be told. */
  portHolder(port: number): Promise<string | undefined>;
  freeBytes(directory: string): Promise<number>;
}

const loopback = '127.0.0.1';

export const realWorld = (): World => ({
  machine: thisMachine,
  laptop: thisLaptop(),
  mark: startMark(),
  clock: systemClock,
  find: (program) => findProgram(program),
  run: runProgram,
  launch: startDetached,
  ask: (place, command) => askQemu(place, command),
  isRunning,
  endNow,
  isPortFree: (port) => isPortFree(port, loopback),
  freePort: () => freePort('tcp', loopback),
  portHolder: (port) => portHolder('tcp', port),
  freeBytes,
});
