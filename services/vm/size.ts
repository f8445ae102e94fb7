// How large the machine is made on this laptop: enough for a node with a control plane, and never so much that the laptop cannot work beside it.

import { failed, ok, problem, type Result } from '../domain/problem.ts';

export interface Laptop {
  readonly memoryMiB: number;
  readonly cpus: number;
}

export interface Size {
  readonly memoryMiB: number;
  readonly cpus: number;
}

/** kubeadm refuses a control plane below 1700 MiB; its own pods and a system take that by themselves. */
const leastMemoryMiB = 2560;
/** A cluster to try things on is content with this; whoever wants more says so. */
const usualMemoryMiB = 4096;
/** For the laptop's own system, a browser and this program. */
const laptopKeepsMiB = 1536;
/** kubeadm refuses a control plane with fewer. */
const leastCpus = 2;
const usualCpus = 4;
/** QEMU takes any number; steps are easier to read. */
const stepMiB = 256;

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** The least that a machine is made with, when its live system needs `needs` MiB to install it. */
const leastOf = (needs: number): number => Math.ceil(Math.max(leastMemoryMiB, needs) / stepMiB) * stepMiB;

/** Half of the laptop, within limits; `vm-memory` where that is not enough. `needs` in MiB is what installing it takes. */
export function sizeFor(laptop: Laptop, needs: number): Result<Size> {
  const [least, most] = [leastOf(needs), laptop.memoryMiB - laptopKeepsMiB];
  if (most < least) return failed(problem('vm-memory', { needs: least, has: Math.max(0, most) }));
  const half = Math.floor(laptop.memoryMiB / 2 / stepMiB) * stepMiB;
  return ok({
    memoryMiB: between(least, half, Math.max(least, Math.min(usualMemoryMiB, most))),
    cpus: between(leastCpus, Math.floor(laptop.cpus / 2), usualCpus),
  });
}

/** What somebody asked for instead, where this laptop has it; else `vm-memory-wanted`. */
export function wantedSize(size: Size, wanted: Partial<Size>, laptop: Laptop): Result<Size> {
  const { memoryMiB = size.memoryMiB, cpus = size.cpus } = wanted;
  const most = laptop.memoryMiB - laptopKeepsMiB;
  if (memoryMiB < leastMemoryMiB || memoryMiB > most)
    return failed(problem('vm-memory-wanted', { wanted: memoryMiB, least: leastMemoryMiB, most }));
  return ok({ memoryMiB, cpus });
}
