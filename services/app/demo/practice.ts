// Practice without hardware: the simulated wire of this laptop, with a virtual rack on it. While it is only listened on, a few machines that are
// in no plan ask for an address; when a run starts, every planned blade is plugged in instead, switched off.

import { join } from 'node:path';
import { trustStore } from '../../bundle/index.ts';
import type { AdapterView } from '../../contract/index.ts';
import { type Blade, isInstalled } from '../../domain/blade/blade.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { systemClock } from '../../platform/clock.ts';
import { makeDirectory } from '../../platform/files.ts';
import type { DiskContents } from '../../simulator/disk.ts';
import { type VirtualBladeOptions, type VirtualRack, virtualRack } from '../../simulator/rack.ts';
import type { RunStore } from '../run-store.ts';
import { demoParts, writeBundle } from './bundle.ts';
import { powerStrip } from './power-strip.ts';
import { demoSlots, laptop, prefixLength, virtualBlade } from './rack.ts';
import { type VirtualWire, virtualWire } from './wire.ts';

/** Seconds of a blade's life in one second here: firmware waits long. */
const speed = 20;
const seed = 1;
/** A quarter of the demo's: 512 blades fetch 8 GiB, about a minute on a small laptop. */
const practiceParts = demoParts.map((part) => ({ ...part, size: part.size / 4 }));
/** Bytes per second of blade time: writing takes some seconds all the same, so that there is something to watch. */
const diskBytesPerSecond = 160 * 1024;

export interface Practice {
  readonly wire: VirtualWire['appliance'];
  readonly adapter: AdapterView;
  /** Made up, and written when practice was opened. */
  readonly bundle: string;
  /** Machines that nobody planned are switched on, or off again. */
  strangers(on: boolean): Promise<void>;
  /** Every blade of this run, plugged in and off; those that are plugged in already stay as they are. */
  plugIn(store: Pick<RunStore, 'planned' | 'bladeAt'>): Promise<void>;
  /** Slot by slot, as a hand does; returns before the last one is on. */
  power(slots: readonly string[], on: boolean): void;
  close(): Promise<void>;
}

/** What an earlier start of this program installed: the virtual disks of that are gone, and what is on them is known. */
const installed = ({ hostname, address }: PlannedBlade): DiskContents => ({
  kind: 'installed',
  imageSha256: '',
  ignition: '',
  system: { hostname, address, machineId: '0'.repeat(32) },
});

function virtualBladeOf(plan: PlannedBlade, blade: Blade, index: number): VirtualBladeOptions {
  const made = { ...virtualBlade({ slot: plan.slot, mac: plan.macs[0]! }, index), diskBytesPerSecond };
  return isInstalled(blade) ? { ...made, disks: made.disks!.map((disk) => ({ ...disk, contents: installed(plan) })) } : made;
}

const keyOf = (blades: readonly VirtualBladeOptions[]) => blades.map(({ slot, mac }) => `${slot} ${mac}`).join('\n');

/** `blades` is how many strangers there are: what a technician drops on the slots of a plan. */
export async function openPractice({ stateDirectory, blades }: { stateDirectory: string; blades: number }): Promise<Practice> {
  const bundle = join(stateDirectory, 'bundles', 'practice');
  makeDirectory(bundle);
  // Under one name: the key of an earlier start is trusted no longer.
  trustStore(stateDirectory).add(writeBundle(bundle, practiceParts, 'practice'), 'practice');
  const wire = await virtualWire();
  const strip = powerStrip(systemClock);
  let plugged: { readonly key: string; readonly rack: VirtualRack } | undefined;

  async function unplug(): Promise<void> {
    strip.takeOut();
    const rack = plugged?.rack;
    plugged = undefined;
    await rack?.close();
  }
  async function plug(options: readonly VirtualBladeOptions[]): Promise<void> {
    const key = keyOf(options);
    if (plugged?.key === key) return;
    await unplug();
    plugged = { key, rack: await virtualRack({ ...wire.rack, speed, seed, clock: systemClock, blades: options }) };
    strip.putIn(plugged.rack);
  }

  return {
    wire: wire.appliance,
    adapter: { name: 'virtual', link: 'up', addresses: [{ address: laptop, prefixLength }], virtual: true },
    bundle,
    async strangers(on) {
      const some = demoSlots(blades).map(virtualBlade);
      // A run's blades may be on: they are not switched off by somebody who stops listening.
      if (!on) return plugged?.key === keyOf(some) ? unplug() : undefined;
      await plug(some);
      strip.power(
        some.map(({ slot }) => slot),
        true,
      );
    },
    async plugIn({ planned, bladeAt }) {
      await plug([...planned.values()].map((plan, index) => virtualBladeOf(plan, bladeAt(plan.slot).blade, index)));
    },
    power: strip.power,
    close: unplug,
  };
}
