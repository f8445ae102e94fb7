// One run as its journal tells it: a fold over every event, blade by blade.

import { type ClusterProgress, noCluster, stepCluster } from '../cluster/progress.ts';
import type { Wish } from '../menu.ts';
import type { Aim } from './aim.ts';
import { type Blade, newBlade } from './blade.ts';
import { type DhcpClient, type Event, slotsOf } from './events.ts';
import type { EventOf } from './outcome.ts';
import { type Effect, step } from './step.ts';

/** A machine that asked and is in no plan. */
export interface Sighting {
  readonly mac: string;
  readonly client: DhcpClient;
  readonly architecture: number | undefined;
  readonly vendorClass: string | undefined;
  readonly uuid: string | undefined;
  readonly first: number;
  readonly last: number;
  readonly times: number;
  /** What somebody at its console wants it to be, as chosen last. */
  readonly wish?: Wish;
}

export interface Conflict {
  readonly at: number;
  readonly address: string;
  readonly mac: string | undefined;
  readonly holder: string | undefined;
}

export interface Run {
  /** In the plan's order. */
  readonly blades: readonly Blade[];
  /** Slot → its place in `blades`; made once. */
  readonly places: ReadonlyMap<string, number>;
  /** The last event folded. */
  readonly seq: number;
  /** The highest arming given so far. */
  readonly armings: number;
  readonly paused: boolean;
  /** It was given up: nothing is installed in it any more. */
  readonly rolledBack: boolean;
  /** The SHA-256 of manifests: those that a trusted key signed, and those that were accepted without. */
  readonly trustedBundles: ReadonlySet<string>;
  readonly acceptedBundles: ReadonlySet<string>;
  readonly sightings: ReadonlyMap<string, Sighting>;
  /** Newest last. */
  readonly conflicts: readonly Conflict[];
  readonly cluster: ClusterProgress;
}

export interface RunStep {
  readonly run: Run;
  /** In order; the appliance carries them out. When a journal is read again they were carried out long ago. */
  readonly effects: readonly Effect[];
  /** Slot → why the event moved nothing there. */
  readonly notes: readonly { readonly slot: string; readonly note: string }[];
}

/** More unplanned machines than a rack holds: somebody plugged the laptop into an office. The longest unheard is forgotten. */
const sightingsKept = 256;
const conflictsKept = 64;

/** A run before its first event: every planned slot waits. */
export const newRun = (slots: readonly string[], aim: Aim = 'booted'): Run => ({
  blades: slots.map((slot) => newBlade(slot, aim)),
  places: new Map(slots.map((slot, place) => [slot, place])),
  seq: 0,
  armings: 0,
  paused: false,
  rolledBack: false,
  trustedBundles: new Set(),
  acceptedBundles: new Set(),
  sightings: new Map(),
  conflicts: [],
  cluster: noCluster,
});

/** The blade of a planned slot; undefined for any other. */
export function bladeAt(run: Run, slot: string): Blade | undefined {
  const place = run.places.get(slot);
  return place === undefined ? undefined : run.blades[place];
}

/** How it ended for good; undefined while it goes on. Nothing is installed in a run that is over, and nobody asks its cluster for anything. */
export const endOfRun = ({ cluster, rolledBack }: Pick<Run, 'cluster' | 'rolledBack'>): 'sealed' | 'rolledBack' | undefined => {
  if (cluster.sealedAt !== undefined) return 'sealed';
  return rolledBack ? 'rolledBack' : undefined;
};

/** What is being sent now, over all blades. */
export const transfersInProgress = (run: Run): number => run.blades.reduce((sum, { transfers }) => sum + Object.keys(transfers).length, 0);

/** Puts it at the end. */
const kept = (sightings: Run['sightings'], sighting: Sighting): Run['sightings'] =>
  new Map([...[...sightings].filter(([mac]) => mac !== sighting.mac).slice(-(sightingsKept - 1)), [sighting.mac, sighting]]);

function sighted(sightings: Run['sightings'], event: EventOf<'sighting'>): Run['sightings'] {
  const { mac, client, architecture, vendorClass, uuid, at } = event;
  const before = sightings.get(mac);
  const [first, times] = [before?.first ?? at, (before?.times ?? 0) + 1];
  const wished = before?.wish ? { wish: before.wish } : {};
  return kept(sightings, { mac, client, architecture, vendorClass, uuid, first, last: at, times, ...wished });
}

/** It was seen before it could choose, unless that was forgotten since. */
function wished(sightings: Run['sightings'], { mac, at, entry, architecture, role, arch }: EventOf<'menu-chosen'>): Run['sightings'] {
  const unseen: Sighting = {
    mac,
    client: 'ipxe',
    architecture: undefined,
    vendorClass: undefined,
    uuid: undefined,
    first: at,
    last: at,
    times: 0,
  };
  const wish: Wish = { entry, architecture, role, ...(arch ? { arch } : {}) };
  return kept(sightings, { ...(sightings.get(mac) ?? unseen), last: at, wish });
}

/** What an event says about the run as a whole, apart from its blades. */
function runWide(run: Run, event: Event): Run {
  switch (event.type) {
    case 'armed':
      return { ...run, armings: Math.max(run.armings, event.arming) };
    case 'sighting':
      return { ...run, sightings: sighted(run.sightings, event) };
    case 'menu-chosen':
      return { ...run, sightings: wished(run.sightings, event) };
    case 'address-conflict': {
      const { at, address, mac, holder } = event;
      return { ...run, conflicts: [...run.conflicts, { at, address, mac, holder }].slice(-conflictsKept) };
    }
    case 'bundle-trusted':
      return { ...run, trustedBundles: new Set([...run.trustedBundles, event.manifestSha256]) };
    case 'bundle-accepted':
      return { ...run, acceptedBundles: new Set([...run.acceptedBundles, event.manifestSha256]) };
    case 'run-paused':
      return { ...run, paused: true };
    case 'run-resumed':
      return { ...run, paused: false };
    case 'rolled-back':
      return { ...run, rolledBack: true };
    default:
      return run;
  }
}

/** What concerns every blade, whoever it names. */
const aboutAll: ReadonlySet<Event['type']> = new Set<Event['type']>(['tick', 'appliance-started', 'sealed', 'rolled-back']);

/** The places of the blades that an event is about. Slots that are not in the plan have none, so nothing can arm them. */
function placesOf(run: Run, event: Event): readonly number[] {
  if (aboutAll.has(event.type)) return run.blades.map((_, place) => place);
  return slotsOf(event).flatMap((slot) => run.places.get(slot) ?? []);
}

/** The blades after the event; the very same array when none changed. */
function bladesAfter(run: Run, event: Event, effects: Effect[], notes: { slot: string; note: string }[]): readonly Blade[] {
  let { blades } = run;
  for (const place of placesOf(run, event)) {
    const before = blades[place]!;
    const { blade, effects: caused, note } = step(before, event);
    if (blade !== before) blades = blades.with(place, blade);
    effects.push(...caused);
    if (note) notes.push({ slot: blade.slot, note });
  }
  return blades;
}

/**
 * The run after this event. An event that was folded before (its `seq` is not above the run's) changes nothing, so a journal may be replayed over
 * what is there already; a `tick` has no place in the journal and is always looked at.
 */
export function stepRun(run: Run, event: Event): RunStep {
  if (event.type !== 'tick' && event.seq <= run.seq) return { run, effects: [], notes: [] };
  const effects: Effect[] = [];
  const notes: { slot: string; note: string }[] = [];
  const blades = bladesAfter(run, event, effects, notes);
  if (event.type === 'tick') return { run, effects, notes };
  const cluster = stepCluster(run.cluster, event, (slot) => bladeAt(run, slot)?.node !== undefined);
  return { run: { ...runWide(run, event), blades, cluster, seq: event.seq }, effects, notes };
}

/** Every event in turn, onto `run`. */
export const foldRun = (run: Run, events: Iterable<Event>): Run => {
  let folded = run;
  for (const event of events) folded = stepRun(folded, event).run;
  return folded;
};
