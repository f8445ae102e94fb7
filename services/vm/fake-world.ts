// A laptop for tests: its programs, ports and memory are as a test says, and its QEMU does what the test lets it do.

import { writeNew } from '../platform/files.ts';
import type { QemuAnswer } from '../platform/qmp.ts';
import type { PlannedMachine, StartOrder } from './machine.ts';
import type { World } from './world.ts';

/** A QEMU that runs a machine: `deaf` to the power button, `dumb` to everything. */
export interface FakeQemu {
  running: boolean;
  status: string;
  deaf: boolean;
  dumb: boolean;
  /** What it was told, in order. */
  readonly told: string[];
  readonly launched: (readonly string[])[];
  end(how: number | string): void;
}

function answerOf(qemu: FakeQemu, command: string): QemuAnswer {
  if (!qemu.running) return { kind: 'absent' };
  if (qemu.dumb) return { kind: 'silent' };
  if (command !== 'query-status') qemu.told.push(command);
  if (command === 'query-status') return { kind: 'answer', value: { running: qemu.status === 'running', status: qemu.status } };
  if (command === 'quit' || (command === 'system_powerdown' && !qemu.deaf)) qemu.end(0);
  return { kind: 'answer', value: {} };
}

/** Time passes only while somebody sleeps. */
function fakeClock() {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export function fakeWorld(changed: Partial<World> = {}): { world: World; qemu: FakeQemu } {
  let ending = Promise.withResolvers<number | string>();
  const qemu: FakeQemu = {
    running: false,
    status: 'running',
    deaf: false,
    dumb: false,
    told: [],
    launched: [],
    end(how) {
      qemu.running = false;
      ending.resolve(how);
    },
  };
  const world: World = {
    machine: { platform: 'linux', cpu: 'x64' },
    laptop: { memoryMiB: 16_000, cpus: 4 },
    mark: 'boot-1',
    clock: fakeClock(),
    find: (program) => `/usr/bin/${program}`,
    // qemu-img: its last words are the file and its size.
    run: async (_, words) => {
      writeNew(words.at(-2)!, '');
      return { outcome: 'done', stdout: '', stderr: '' };
    },
    launch: async (_, words) => {
      qemu.launched.push(words);
      qemu.running = true;
      ending = Promise.withResolvers();
      return { pid: 812, ended: ending.promise };
    },
    ask: async (_, command) => answerOf(qemu, command),
    isRunning: () => qemu.running,
    endNow: () => qemu.end('SIGKILL'),
    isPortFree: async () => true,
    freePort: async () => 40_123,
    portHolder: async () => 'nginx (pid 99)',
    freeBytes: async () => 500e9,
    ...changed,
  };
  return { world, qemu };
}

const machine: PlannedMachine = {
  name: 'laptop-1',
  mac: '52:54:00:01:02:03',
  address: '10.20.30.10',
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242' },
  script: 'http://10.20.30.242/blade/52-54-00-01-02-03/boot.ipxe',
  diskSerial: 'rackstrap',
  diskGiB: 40,
};

export const sampleOrder: StartOrder = {
  machine,
  boot: 'network',
  needs: { memoryMiB: 1000, diskBytes: 8e9 },
  outside: false,
  wanted: {},
  purpose: 'mine-1 1',
};
