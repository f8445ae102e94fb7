// What console and command line see of a run: plain data with a schema, made from the fold and the plan.

import { z } from 'zod';
import { type Blade, permissionOf } from '../domain/blade/blade.ts';
import type { Event } from '../domain/blade/events.ts';
import type { Run } from '../domain/blade/run.ts';
import { stages } from '../domain/blade/stages.ts';
import { describeEvent } from '../domain/blade/words.ts';
import type { PlannedBlade } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';

const stage = z.enum(stages);
/** Milliseconds since 1970 by the laptop's clock. */
const time = z.int();

export const problemView = z.object({
  code: z.string(),
  level: z.enum(['error', 'warning']),
  what: z.string(),
  todo: z.string(),
  where: z.string().exactOptional(),
});

const progressView = z.object({
  /** What is being carried to it, or `fetching` and `writing` of its agent. */
  step: z.string(),
  percent: z.int().min(0).max(100),
  bytes: z.number(),
  totalBytes: z.number().exactOptional(),
});

/** What a technician compares with the label on the machine and reads before allowing a wipe. Sizes in bytes. */
const hardwareView = z.object({
  product: z.string(),
  serial: z.string(),
  memoryBytes: z.number(),
  disks: z.array(
    z.object({ name: z.string(), model: z.string(), serial: z.string(), sizeBytes: z.number(), blank: z.boolean(), contents: z.string() }),
  ),
});

export const bladeViewSchema = z.object({
  slot: z.string(),
  macs: z.array(z.string()),
  hostname: z.string(),
  address: z.string(),
  stage,
  since: time,
  progress: progressView.exactOptional(),
  /** Sent to it in the whole run. */
  bytes: z.number(),
  problem: problemView.exactOptional(),
  permission: z.enum(['armed', 'local']),
  /** The number of its last arming. */
  arming: z.int().exactOptional(),
  /** Who allowed to wipe its disk, on this arming. */
  consentBy: z.string().exactOptional(),
  /** Why it is left out of the run. */
  excluded: z.string().exactOptional(),
  /** Seconds from its firmware's first packet to each stage of its present life. */
  seconds: z.partialRecord(stage, z.number()),
  clockOffsetSeconds: z.number().exactOptional(),
  hardware: hardwareView.exactOptional(),
});
export type BladeView = z.output<typeof bladeViewSchema>;

const sightingView = z.object({
  mac: z.string(),
  client: z.string(),
  vendorClass: z.string().exactOptional(),
  first: time,
  last: time,
  times: z.int(),
});

export const runViewSchema = z.object({
  plan: z.string(),
  /** The last event in it: the stream goes on from here without a gap. */
  seq: z.int(),
  paused: z.boolean(),
  /** Of the plan, the bundle and this laptop: what concerns no single blade. */
  problems: z.array(problemView),
  blades: z.array(bladeViewSchema),
  /** Machines that asked and are in no plan, the one heard last at the end. */
  sightings: z.array(sightingView),
  conflicts: z.array(z.object({ at: time, address: z.string(), holder: z.string().exactOptional() })),
});
export type RunView = z.output<typeof runViewSchema>;

export const entrySchema = z.object({
  seq: z.int(),
  at: time,
  type: z.string(),
  /** The slots it is about; none for what concerns the whole run. */
  slots: z.array(z.string()),
  /** In a technician's words. */
  words: z.string(),
});
export type Entry = z.output<typeof entrySchema>;

/** The object without the fields that have no value: absent and undefined are one thing on the wire. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const hardwareOf = ({ inventory }: Blade) =>
  inventory && {
    product: inventory.product,
    serial: inventory.serial,
    memoryBytes: inventory.memoryBytes,
    disks: inventory.disks.map(({ name, model, serial, sizeBytes, blank, contents }) => ({
      name,
      model,
      serial,
      sizeBytes,
      blank,
      contents,
    })),
  };

/** Seconds to one decimal from the first packet of this life to each stage. */
export function secondsToStages({ reached }: Blade): BladeView['seconds'] {
  const first = Math.min(...Object.values(reached));
  return Object.fromEntries(Object.entries(reached).map(([name, at]) => [name, Math.round((at - first) / 100) / 10]));
}

/** One row of the rack. */
export function bladeView(blade: Blade, { macs, hostname, address }: PlannedBlade): BladeView {
  const { slot, stage, since, bytes, problem, arming, consent, excluded, clockOffsetSeconds, progress } = blade;
  const consentBy = consent && consent.arming === arming?.number ? consent.by : undefined;
  const always = {
    slot,
    macs: [...macs],
    hostname,
    address,
    stage,
    since,
    bytes,
    permission: permissionOf(blade),
    seconds: secondsToStages(blade),
  };
  const sometimes = {
    progress: progress && given(progress),
    problem: problem && problemView.parse(problem),
    arming: arming?.number,
    consentBy,
    excluded,
    clockOffsetSeconds,
    hardware: hardwareOf(blade),
  };
  return { ...always, ...given(sometimes) } as BladeView;
}

/** The whole rack as it is now, in the plan's order; `problems` are those of no single blade. */
export function runView(run: Run, planned: ReadonlyMap<string, PlannedBlade>, plan: string, problems: readonly Problem[] = []): RunView {
  const { seq, paused } = run;
  const sightings = [...run.sightings.values()].map(({ mac, client, vendorClass, first, last, times }) =>
    given({ mac, client, vendorClass, first, last, times }),
  );
  const conflicts = run.conflicts.map(({ at, address, holder }) => given({ at, address, holder }));
  const blades = run.blades.map((blade) => bladeView(blade, planned.get(blade.slot)!));
  return { plan, seq, paused, problems: problems.map((found) => problemView.parse(found)), blades, sightings, conflicts } as RunView;
}

/** One line of evidence, for the event stream. */
export function entryOf(event: Event): Entry {
  const slots = 'slots' in event ? [...event.slots] : 'slot' in event && event.slot !== undefined ? [event.slot] : [];
  return { seq: event.seq, at: event.at, type: event.type, slots, words: describeEvent(event) };
}
