// What console and command line see of a run: plain data with a schema, made from the fold and the plan.

import { z } from 'zod';
import { aims } from '../domain/blade/aim.ts';
import { type Blade, permissionOf } from '../domain/blade/blade.ts';
import { type Event, nodeSteps, slotsOf } from '../domain/blade/events.ts';
import type { Run } from '../domain/blade/run.ts';
import { stages } from '../domain/blade/stages.ts';
import { describeEvent } from '../domain/blade/words.ts';
import type { Language } from '../domain/language.ts';
import type { PlannedBlade } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { clusterViewSchema } from './cluster.ts';
import { documentView } from './plans.ts';
import { problemView } from './problem-view.ts';
import { sightingView } from './site.ts';

const stage = z.enum(stages);
/** Milliseconds since 1970 by the laptop's clock. */
const time = z.int();

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
  role: z.enum(['control-plane', 'worker']).exactOptional(),
  stage,
  /** Where the run brings it; `booted` where nothing is said. */
  aim: z.enum(aims).exactOptional(),
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
  /** What its installed system has brought in on its way to a node, what kubeadm on it does, and the node that it became. */
  broughtIn: z.object({ step: z.enum(nodeSteps), done: z.int(), of: z.int(), error: z.string().exactOptional() }).exactOptional(),
  clusterStep: z
    .object({
      verb: z.enum(['init', 'join']),
      step: z.enum(['waiting', 'running', 'failed', 'done']),
      attempt: z.int(),
      detail: z.string().exactOptional(),
      failure: z.string().exactOptional(),
      at: time,
    })
    .exactOptional(),
  node: z
    .object({ ready: z.boolean(), reason: z.string().exactOptional(), version: z.string(), address: z.string(), since: time })
    .exactOptional(),
});
export type BladeView = z.output<typeof bladeViewSchema>;

/** What concerns the whole run and no single blade. */
const wholeRun = {
  plan: z.string(),
  paused: z.boolean(),
  /** Of the plan, the bundle and this laptop. */
  problems: z.array(problemView),
  /** Machines that asked and are in no plan, the one heard last at the end. */
  sightings: z.array(sightingView),
  conflicts: z.array(z.object({ at: time, address: z.string(), holder: z.string().exactOptional() })),
};

export const runViewSchema = z.object({
  ...wholeRun,
  /** The last event in it: the stream goes on from here without a gap. */
  seq: z.int(),
  blades: z.array(bladeViewSchema),
});
export type RunView = z.output<typeof runViewSchema>;

/** The run as a page draws it around its blades. */
export const runHeadSchema = z.object({
  ...wholeRun,
  /** `three-nodes-1`. */
  run: z.string(),
  /** The plan file, and the bundle's directory. */
  path: z.string(),
  bundle: z.string(),
  architecture: z.enum(['laptop', 'small', 'development', 'production']),
  chassis: z.array(z.object({ name: z.string(), model: z.string(), slots: z.int() })),
  /** The adapter it serves on; absent on the simulated wire. */
  device: z.string().exactOptional(),
  /** Its blades are simulated. */
  simulated: z.boolean(),
  startedAt: time,
  /** Of the blades that are armed and not left out: how many are home, and the seconds until all are, when that can be told from what was measured. */
  forecast: z.object({ done: z.int(), of: z.int(), secondsLeft: z.number().exactOptional() }),
  /** Where the plan has a cluster: what is seen of it. */
  cluster: clusterViewSchema.exactOptional(),
  /** And what the plan wants of it: the address its API is asked at, and its add-ons in their order. */
  wanted: z.object({ endpoint: z.string(), vip: z.string().exactOptional(), addons: z.array(z.string()) }).exactOptional(),
});
export type RunHead = z.output<typeof runHeadSchema>;

/** Bytes per second sent to all blades in the second before `at`. */
export const rateSample = z.object({ at: time, bytesPerSecond: z.number() });
export type RateSample = z.output<typeof rateSample>;

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

/** One blade in full. Sizes in bytes. */
export const bladeDetailSchema = z.object({
  blade: bladeViewSchema,
  /** From its inventory in RAM; absent until it was sent. */
  inventory: z
    .object({
      product: z.string(),
      serial: z.string(),
      uuid: z.string(),
      memoryBytes: z.number(),
      nics: z.array(z.object({ name: z.string(), mac: z.string(), up: z.boolean(), address: z.string().exactOptional() })),
      disks: z.array(
        z.object({
          name: z.string(),
          model: z.string(),
          serial: z.string(),
          wwn: z.string(),
          sizeBytes: z.number(),
          transport: z.string(),
          removable: z.boolean(),
          readOnly: z.boolean(),
          blank: z.boolean(),
          contents: z.string(),
        }),
      ),
    })
    .exactOptional(),
  /** What is served to it now; secrets are masked. */
  documents: z.array(documentView),
});
export type BladeDetail = z.output<typeof bladeDetailSchema>;

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
export function bladeView(blade: Blade, { macs, hostname, address, role }: PlannedBlade): BladeView {
  const { slot, stage, since, bytes, problem, arming, consent, excluded, clockOffsetSeconds, progress, broughtIn, clusterStep, node } =
    blade;
  const consentBy = consent && consent.arming === arming?.number ? consent.by : undefined;
  const always = {
    slot,
    macs: [...macs],
    hostname,
    address,
    stage,
    aim: blade.aim,
    since,
    bytes,
    permission: permissionOf(blade),
    seconds: secondsToStages(blade),
  };
  const sometimes = {
    role,
    progress: progress && given(progress),
    problem: problem && problemView.parse(problem),
    arming: arming?.number,
    consentBy,
    excluded,
    clockOffsetSeconds,
    hardware: hardwareOf(blade),
    broughtIn: broughtIn && given(broughtIn),
    clusterStep: clusterStep && given(clusterStep),
    node: node && given(node),
  };
  return { ...always, ...given(sometimes) } as BladeView;
}

/** The run apart from its blades; `problems` are those of no single blade. */
export function wholeRunView(run: Run, plan: string, problems: readonly Problem[]): Omit<RunView, 'seq' | 'blades'> {
  const sightings = [...run.sightings.values()].map(({ mac, client, vendorClass, first, last, times, wish }) =>
    given({ mac, client, vendorClass, first, last, times, wish }),
  );
  const conflicts = run.conflicts.map(({ at, address, holder }) => given({ at, address, holder }));
  return { plan, paused: run.paused, problems: problems.map((found) => problemView.parse(found)), sightings, conflicts };
}

/** The whole rack as it is now, in the plan's order. */
export function runView(run: Run, planned: ReadonlyMap<string, PlannedBlade>, plan: string, problems: readonly Problem[] = []): RunView {
  const blades = run.blades.map((blade) => bladeView(blade, planned.get(blade.slot)!));
  return { ...wholeRunView(run, plan, problems), seq: run.seq, blades };
}

/** One line of evidence. */
export function entryOf(event: Event, language: Language = 'en'): Entry {
  return { seq: event.seq, at: event.at, type: event.type, slots: [...slotsOf(event)], words: describeEvent(event, language) };
}
