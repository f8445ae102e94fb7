// A site for tests: a plan, a small bundle and a state directory on this laptop, and a virtual rack that is plugged in and still off.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { parse, stringify } from 'yaml';
import { type MadeUpPart, writeBundle } from '../../services/app/demo/bundle.ts';
import { planText, virtualBlades } from '../../services/app/demo/rack.ts';
import { type VirtualWire, virtualWire } from '../../services/app/demo/wire.ts';
import { trustStore } from '../../services/bundle/index.ts';
import type { Event } from '../../services/domain/blade/events.ts';
import { systemClock } from '../../services/platform/clock.ts';
import type { BladeState } from '../../services/simulator/machine.ts';
import { type VirtualBladeOptions, type VirtualRack, virtualRack } from '../../services/simulator/rack.ts';
import { openJournalFile } from '../../services/store/journal-file.ts';
import { type Mishap, type Process, startVirtual } from './child.ts';

/** Sizes that a loaded laptop carries in a moment; the image is large enough to be interrupted. */
export const smallParts: readonly MadeUpPart[] = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', size: 70_000 },
  { path: 'loaders/x86_64/snponly.efi', kind: 'loader', size: 170_000 },
  { path: 'os/amd64/lab_production_pxe.vmlinuz', kind: 'kernel', size: 300_000 },
  { path: 'os/amd64/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: 900_000 },
  { path: 'os/amd64/lab_production_image.bin.bz2', kind: 'image', size: 3_000_000 },
];

/** The rack's time against ours: a boot with its install takes about two seconds. */
const speed = 50;
/** For a laptop that runs every other test at the same time. */
const patienceMilliseconds = 90_000;

export interface SiteOptions {
  /** The demo's, four of them and of mixed firmware, unless given. */
  readonly blades?: readonly VirtualBladeOptions[];
  /** Plugged in, and in no plan. */
  readonly strangers?: readonly VirtualBladeOptions[];
  readonly parts?: readonly MadeUpPart[];
  // biome-ignore lint/suspicious/noExplicitAny: a test may write anything into a plan
  readonly plan?: (plan: any) => void;
}

export interface Site {
  readonly directory: string;
  readonly planFile: string;
  readonly bundle: string;
  readonly state: string;
  readonly wire: VirtualWire;
  readonly rack: VirtualRack;
  readonly slots: readonly string[];
  at(slot: string): BladeState;
  /** `provision` until every blade is booted, everything armed, with these words besides. */
  provision(words?: readonly string[], mishap?: Mishap): Process;
  /** Any command that serves, with the site's plan, bundle and state. */
  start(command: string, words?: readonly string[], mishap?: Mishap): Process;
  powerOn(...slots: string[]): void;
  journal(): Event[];
}

export const blankBlades = (count: number): VirtualBladeOptions[] =>
  virtualBlades(count).map(({ slot, mac, firmware }) => ({ slot, mac, firmware, diskBytesPerSecond: 300_000 }));

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function started(child: Process): Process {
  closers.push(() => {
    child.kill('SIGKILL');
    return child.ended;
  });
  return child;
}

/** Everything is taken away after the test. */
export async function site({ blades = blankBlades(4), strangers = [], parts = smallParts, plan: edit }: SiteOptions = {}): Promise<Site> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-site-'));
  closers.push(() => rmSync(directory, { recursive: true, force: true }));
  const [planFile, bundle, state] = ['plan.yaml', 'bundle', 'state'].map((name) => join(directory, name)) as [string, string, string];
  const plan = parse(planText(blades.length));
  edit?.(plan);
  writeFileSync(planFile, stringify(plan));
  mkdirSync(bundle);
  trustStore(state).add(writeBundle(bundle, parts));
  const wire = await virtualWire();
  const rack = await virtualRack({ ...wire.rack, speed, seed: 1, clock: systemClock, blades: [...blades, ...strangers] });
  closers.push(rack.close);
  const slots = blades.map(({ slot }) => slot);

  const start: Site['start'] = (command, words = [], mishap) =>
    started(
      startVirtual({
        words: [command, planFile, '--bundle', bundle, '--state', state, ...words],
        wire: wire.appliance,
        ...(mishap ? { mishap } : {}),
      }),
    );
  return {
    directory,
    planFile,
    bundle,
    state,
    wire,
    rack,
    slots,
    at: (slot) => rack.blades.get(slot)!,
    start,
    provision: (words = ['--consent-wipe', 'all'], mishap) =>
      start('provision', ['--arm', '--until', 'booted', '--json', ...words], mishap),
    powerOn: (...some) => {
      for (const slot of some) rack.powerOn(slot);
    },
    journal: () => journalOf(join(state, 'runs', `${plan.name}-1`, 'journal.sqlite')),
  };
}

function journalOf(file: string): Event[] {
  const journal = openJournalFile(file);
  const events = journal.read(0, 1_000_000);
  journal.close();
  return events;
}

/** Looks again and again until it is so; a test that waited too long shows what the blades' consoles said last. */
export async function until(what: string, so: () => boolean, blades: Iterable<BladeState> = []): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  while (!so()) {
    if (Date.now() > deadline)
      throw new Error(
        `${what} did not happen:\n${[...blades].map(({ slot, console }) => `${slot}\n${console.slice(-8).join('\n')}`).join('\n\n')}`,
      );
    await systemClock.sleep(20);
  }
}

export const isListening = ({ type }: { type?: string }) => type === 'listening';
/** The line of an event whose fields are these. */
export const eventIs =
  (fields: Readonly<Record<string, unknown>>) =>
  // biome-ignore lint/suspicious/noExplicitAny: a line of any kind
  (line: any): boolean =>
    line.type === 'event' && Object.entries(fields).every(([key, value]) => line.event[key] === value);
