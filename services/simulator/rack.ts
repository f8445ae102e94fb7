// A simulated rack: virtual blades that boot, install and call home over real DHCP, TFTP, HTTP and NTP on loopback.

import type { Clock } from '../platform/clock.ts';
import type { Endpoint } from '../platform/udp.ts';
import { uuidAt } from '../protocol/dhcp/index.ts';
import { type VirtualDiskOptions, virtualDisk } from './disk.ts';
import { runBlade } from './firmware.ts';
import type { Hand } from './ipxe/commands.ts';
import { type BladeState, type Firmware, type Machine, print, type ServicePorts } from './machine.ts';
import type { Identity } from './net/dhcp-programs.ts';
import { cable, type Impairment } from './net/impairment.ts';
import { openWire, type Wire } from './net/wire.ts';
import { pace } from './pace.ts';
import { seededRandom } from './random.ts';

export interface VirtualBladeOptions {
  /** `c1/3` */
  readonly slot: string;
  /** Lower case with colons. */
  readonly mac: string;
  readonly firmware: Firmware;
  /** One blank disk of 64 GB unless given. */
  readonly disks?: readonly VirtualDiskOptions[];
  /** 16 GiB unless given. */
  readonly memoryBytes?: number;
  /** What its cable does to datagrams; a perfect cable unless given. */
  readonly impairment?: Impairment;
  /** How wrong its real-time clock is at first. */
  readonly clockOffsetSeconds?: number;
  /** Of blade time; 200 MB/s unless given. */
  readonly diskBytesPerSecond?: number;
  /** Nobody is at its keyboard unless given. */
  readonly hand?: Hand;
}

export interface RackOptions {
  /** Where the DHCP service sends its broadcasts, and where it listens. */
  readonly wire: { readonly address: string; readonly port: number; readonly server: Endpoint };
  /** Where the services listen that firmware finds by well-known port. */
  readonly ports: ServicePorts;
  readonly blades: readonly VirtualBladeOptions[];
  /** Blade seconds that pass in one real second: 1 is as slow as real firmware. */
  readonly speed: number;
  /** The same seed gives the same chances. */
  readonly seed: number;
  readonly clock: Clock;
}

export interface VirtualRack {
  /** By slot; the states change as the blades run. */
  readonly blades: ReadonlyMap<string, BladeState>;
  /** Does nothing to a blade that is on. */
  powerOn(slot: string): void;
  /** Resolves when nothing of the blade runs any more; its disks keep what is on them. */
  powerOff(slot: string): Promise<void>;
  /** Switches everything off and frees the wire. Rejects with what went wrong inside the simulator itself. */
  close(): Promise<void>;
}

const GB = 1000 ** 3;
const defaults = { memoryBytes: 16 * 1024 ** 3, diskBytesPerSecond: 200_000_000, diskBytes: 64 * GB };

/** `SIM`, zeros, the MAC: nobody takes it for a real machine's. */
function identityOf(mac: string): Identity {
  const bytes = Uint8Array.from(mac.split(':'), (pair) => Number.parseInt(pair, 16));
  return { mac: bytes, uuid: Uint8Array.of(0x53, 0x49, 0x4d, 0, 0, 0, 0, 0, 0x80, 0, ...bytes) };
}

function stateOf({ slot, mac, firmware, disks, clockOffsetSeconds }: VirtualBladeOptions): BladeState {
  const blank = [{ serial: `SIM-DISK-${slot.replace('/', '-')}`, sizeBytes: defaults.diskBytes }];
  return {
    slot,
    mac,
    firmware,
    disks: (disks ?? blank).map(virtualDisk),
    running: 'nothing',
    clockOffsetSeconds: clockOffsetSeconds ?? 0,
    starts: 0,
    receivedBytes: 0,
    console: [],
  };
}

/** The blade with its power on, from here until `power` aborts. */
function machineOf(options: VirtualBladeOptions, state: BladeState, rack: RackOptions, wire: Wire, power: AbortSignal): Machine {
  const { clock, speed, seed, ports } = rack;
  const { slot, mac, impairment = {} } = options;
  const identity = identityOf(mac);
  const random = (what: string) => seededRandom(seed, `${slot} ${what} ${state.starts}`);
  return {
    state,
    identity,
    uuid: uuidAt(identity.uuid),
    disks: state.disks,
    nic: wire.plug(mac, impairment, power),
    cable: cable(impairment, random('cable'), clock, power),
    ports,
    pace: pace(clock, speed),
    random: random('blade'),
    memoryBytes: options.memoryBytes ?? defaults.memoryBytes,
    diskBytesPerSecond: options.diskBytesPerSecond ?? defaults.diskBytesPerSecond,
    ...(options.hand ? { hand: options.hand } : {}),
    power,
  };
}

/** A rack with every blade off. Rejects with Node's error when the wire cannot be had (EADDRINUSE, EADDRNOTAVAIL). */
export async function virtualRack(options: RackOptions): Promise<VirtualRack> {
  const { wire: place, clock, seed } = options;
  const wire = await openWire({ ...place, clock, seed });
  const blades = new Map(options.blades.map((blade) => [blade.slot, stateOf(blade)]));
  const running = new Map<string, { readonly power: AbortController; readonly ended: Promise<void> }>();
  const surprises: unknown[] = [];

  const run = async (blade: VirtualBladeOptions, power: AbortSignal): Promise<void> => {
    const state = blades.get(blade.slot)!;
    const machine = machineOf(blade, state, options, wire, power);
    await runBlade(machine).catch((surprise) => {
      surprises.push(surprise);
      print(machine, `the simulator itself failed: ${surprise}`);
    });
    state.running = power.aborted ? 'nothing' : 'stuck';
  };

  const powerOff = async (slot: string): Promise<void> => {
    const blade = running.get(slot);
    running.delete(slot);
    blade?.power.abort();
    await blade?.ended;
  };

  return {
    blades,
    powerOn: (slot) => {
      const blade = options.blades.find((one) => one.slot === slot);
      if (!blade) throw new Error(`no slot ${slot} in this simulated rack`);
      if (running.has(slot)) return;
      const power = new AbortController();
      running.set(slot, { power, ended: run(blade, power.signal) });
    },
    powerOff,
    close: async () => {
      await Promise.all([...running.keys()].map(powerOff));
      await wire.close();
      if (surprises.length > 0) throw new AggregateError(surprises, 'the simulator itself failed');
    },
  };
}
