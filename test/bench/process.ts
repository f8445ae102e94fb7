// What a process costs: CPU time with all its threads and children, and memory, as Linux tells.

import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second of /proc/<pid>/stat: USER_HZ, 100 on every Linux. */
const ticksPerSecond = 100;

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

function family(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const children = tasks.flatMap((task) => read(`/proc/${pid}/task/${task}/children`).trim().split(' ').filter(Boolean).map(Number));
  return [pid, ...children.flatMap(family)];
}

/** utime and stime are the 14th and 15th field; the name before them, in brackets, may hold spaces. */
function ticksOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** Seconds of CPU that the process, its threads and its living children have used so far. */
export const cpuSeconds = (pid: number): number => family(pid).reduce((sum, one) => sum + ticksOf(one), 0) / ticksPerSecond;

/** The most memory that was ever resident at once, in MB, of the process and its living children. */
export const peakMegabytes = (pid: number): number =>
  family(pid).reduce((sum, one) => sum + Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${one}/status`))?.[1] ?? 0), 0) / 1000;
