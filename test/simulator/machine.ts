// A virtual blade's machine for tests of one program on it: powered, on loopback, with nothing plugged into its NIC.

import { systemClock } from '../../services/platform/clock.ts';
import { virtualDisk } from '../../services/simulator/disk.ts';
import type { Machine } from '../../services/simulator/machine.ts';
import { pace } from '../../services/simulator/pace.ts';
import { seededRandom } from '../../services/simulator/random.ts';

export const bladeAddress = '127.20.30.1';

export function machine(overrides: Partial<Machine> = {}): Machine & { readonly off: () => void } {
  const power = new AbortController();
  const disks = [virtualDisk({ serial: 'SIM-1', sizeBytes: 64e9 })];
  return {
    state: {
      slot: 'c1/1',
      mac: 'd0:00:67:13:0d:00',
      firmware: 'bios-ipxe',
      disks,
      running: 'nothing',
      clockOffsetSeconds: 0,
      starts: 1,
      receivedBytes: 0,
      console: [],
    },
    identity: { mac: Uint8Array.of(0xd0, 0, 0x67, 0x13, 0x0d, 0), uuid: new Uint8Array(16) },
    uuid: '00000000-0000-0000-0000-000000000000',
    disks,
    nic: { send: () => {}, onMessage: () => {}, unicast: () => Promise.reject(new Error('no wire')) },
    cable: (deliver) => deliver(),
    ports: { tftp: 69, ntp: 123 },
    pace: pace(systemClock, 1000),
    random: seededRandom(1, 'test'),
    memoryBytes: 16 * 1024 ** 3,
    diskBytesPerSecond: 200e6,
    power: power.signal,
    ...overrides,
    off: () => power.abort(),
  };
}
