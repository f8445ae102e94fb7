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

const megabytes = (field: 'VmHWM' | 'VmRSS') => (pid: number) =>
  family(pid).reduce((sum, one) => sum + Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(read(`/proc/${one}/status`))?.[1] ?? 0), 0) /
  1000;

/** The most memory that was ever resident at once, in MB, of the process and its living children. */
export const peakMegabytes = megabytes('VmHWM');

/** The memory that is resident now, in MB, of the process and its living children. */
export const residentMegabytes = megabytes('VmRSS');

/** Seconds of CPU that this machine has used so far for anything: /proc/stat without idle and waiting for disks, its 5th and 6th word. */
export function machineSeconds(): number {
  const [, ...ticks] = read('/proc/stat').split('\n')[0]!.split(/\s+/).slice(0, 9).map(Number);
  return ticks.reduce((sum, some, place) => (place === 3 || place === 4 ? sum : sum + some), 0) / ticksPerSecond;
}
