// The demo's last words: each blade, how long it took, and what the safety rules came to.

import type { VirtualRack } from '../../simulator/rack.ts';
import { progressOf } from '../progress.ts';
import type { RunStore } from '../run-store.ts';

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export function report(store: RunStore, rack: VirtualRack): string {
  const blades = progressOf(store);
  const lines = blades.map(({ slot, hostname, address, stage, seconds, bytes, problem }) => {
    const { firmware, disks } = rack.blades.get(slot)!;
    const writes = disks.reduce((sum, disk) => sum + disk.writes, 0);
    return [
      slot.padEnd(7),
      hostname.padEnd(9),
      address.padEnd(15),
      firmware.padEnd(10),
      stage.padEnd(10),
      `${seconds.toFixed(1)} s`.padStart(7),
      mebibytes(bytes).padStart(10),
      `disk written ${writes}×`,
      problem?.what ?? '',
    ].join('  ');
  });
  const booted = blades.filter(({ stage }) => stage === 'booted').length;
  const total = blades.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    '',
    ...lines,
    '',
    `${booted} of ${blades.length} simulated blades came back from their own disk and called home; ${mebibytes(total)} served.`,
  ].join('\n');
}
