// One blade as the journal tells it: how far it is, what it may do, and what it said in its present boot.

import type { Permission } from '../boot-table.ts';
import type { Problem } from '../problem.ts';
import type { Aim } from './aim.ts';
import type { DhcpClient, Inventory, NodeStep, TransferKind } from './events.ts';
import { compareStages, type Stage } from './stages.ts';

/** One allowance to install, given by a technician: good for one disk, once. */
export interface Arming {
  /** Counts up over the run. */
  readonly number: number;
  /** `armed`: may install once; `used`: the go was given; `withdrawn`: disarmed before that. */
  readonly state: 'armed' | 'used' | 'withdrawn';
  /** The boot that got the go. */
  readonly bootId: string | undefined;
  /** The disk it was given, by its name in that boot. */
  readonly disk: { readonly name: string; readonly serial: string } | undefined;
  /** Its agent said that the disk is written. */
  readonly written: boolean;
  /** Its agent's words for why it could not be. */
  readonly failure: string | undefined;
  /** It has the config of its installed system, with the secrets in it, or had its time for it: nothing hands that out again on this arming. */
  readonly secretsTaken: boolean;
}

/** What its installed system has brought in on its way to a node. */
export interface BroughtIn {
  readonly step: NodeStep;
  readonly done: number;
  readonly of: number;
  /** Why it does not go on. */
  readonly error: string | undefined;
}

/** How kubeadm on the blade gets on. */
export interface ClusterStep {
  readonly verb: 'init' | 'join';
  readonly step: 'waiting' | 'running' | 'failed' | 'done';
  readonly attempt: number;
  readonly detail: string | undefined;
  /** Why the attempt before this one failed, or this one. */
  readonly failure: string | undefined;
  readonly at: number;
}

/** The blade as a node, as the API told of it last. */
export interface SeenNode {
  readonly ready: boolean;
  readonly reason: string | undefined;
  readonly version: string;
  readonly address: string;
  /** When it became what it is. */
  readonly since: number;
}

/** How the files of one kind went to the blade in this boot. */
export interface Fetch {
  /** The one asked for last. */
  readonly file: string;
  /** How often in a row that file arrived whole. */
  readonly done: number;
  /** Why the last attempt ended without the whole file. */
  readonly trouble: string | undefined;
}

/** What was said since its firmware last began to ask. */
export interface Boot {
  /** When its first packet was heard; like every time here, milliseconds since 1970 by the laptop's clock. */
  readonly at: number;
  /** What spoke first: a NIC ROM that is itself iPXE asks for a loader only when the plan forces one. */
  readonly client: DhcpClient | undefined;
  readonly architecture: number | undefined;
  /** Its last DISCOVER. */
  readonly asked: number;
  /** Offers it was given since it last took one. */
  readonly offers: number;
  readonly bound: boolean;
  /** A server that is not ours whose offer it took. */
  readonly otherServer: string | undefined;
  readonly naks: number;
  readonly nakReason: string | undefined;
  /** Why it was not answered. */
  readonly silence: string | undefined;
  readonly conflict: { readonly address: string; readonly holder: string | undefined } | undefined;
  /** The loader that we sent asked for an address of its own. */
  readonly chained: boolean;
  readonly fetches: Partial<Readonly<Record<TransferKind, Fetch>>>;
  readonly refused: { readonly file: string; readonly reason: string } | undefined;
  /** Of the live system, from its agent's first call. */
  readonly bootId: string | undefined;
  /** Why its agent has to wait with the disk. */
  readonly held: Problem | undefined;
}

/** What is being carried to the blade, or written by it. */
export interface Progress {
  readonly step: TransferKind | 'fetching' | 'writing';
  /** 0–100. */
  readonly percent: number;
  readonly bytes: number;
  readonly totalBytes: number | undefined;
}

interface Transferring {
  readonly kind: TransferKind;
  readonly sent: number;
  /** When the boot began that asked for it: one that a reset left behind tells nothing about the next boot. */
  readonly boot: number | undefined;
}

/** Boots that ended without having got the blade further. */
export interface Fruitless {
  readonly stage: Stage;
  /** In a row, at that stage. */
  readonly boots: number;
  /** In the last of them the loader arrived whole and asked for nothing. */
  readonly loaderLost: boolean;
}

export interface Blade {
  readonly slot: string;
  readonly aim: Aim;
  readonly stage: Stage;
  /** When the stage was reached. */
  readonly since: number;
  /** When it last got further: a stage, bytes, a call home. Deadlines count from here. */
  readonly moved: number;
  readonly arming: Arming | undefined;
  /** Leave to wipe a disk that holds data, for this arming only. */
  readonly consent: { readonly arming: number; readonly by: string } | undefined;
  /** Why the run goes on without it. */
  readonly excluded: string | undefined;
  /** The diagnosis that the journal holds. */
  readonly problem: Problem | undefined;
  readonly inventory: Inventory | undefined;
  /** How far its clock was ahead of the laptop's. */
  readonly clockOffsetSeconds: number | undefined;
  readonly progress: Progress | undefined;
  /** Under way now, by transfer. */
  readonly transfers: Readonly<Record<string, Transferring>>;
  /** Sent to it in the whole run. */
  readonly bytes: number;
  /** When each stage of its present life was reached. */
  readonly reached: Partial<Readonly<Record<Stage, number>>>;
  readonly boot: Boot | undefined;
  /** When an operating system on it, not its firmware, last asked for an address. */
  readonly osAsked: number | undefined;
  readonly fruitless: Fruitless | undefined;
  /** Network boots since its disk was written, each sent to its disk, by NIC and firmware: one switch-on tries several of those in turn. */
  readonly diskBoots: Readonly<Record<string, number>>;
  readonly broughtIn: BroughtIn | undefined;
  readonly clusterStep: ClusterStep | undefined;
  readonly node: SeenNode | undefined;
}

/** A planned blade of which nothing was heard. */
export const newBlade = (slot: string, aim: Aim = 'booted'): Blade => ({
  slot,
  aim,
  stage: 'waiting',
  since: 0,
  moved: 0,
  arming: undefined,
  consent: undefined,
  excluded: undefined,
  problem: undefined,
  inventory: undefined,
  clockOffsetSeconds: undefined,
  progress: undefined,
  transfers: {},
  bytes: 0,
  reached: {},
  boot: undefined,
  osAsked: undefined,
  fruitless: undefined,
  diskBoots: {},
  broughtIn: undefined,
  clusterStep: undefined,
  node: undefined,
});

/** What an earlier boot or life proved says nothing about the next one. */
export const newLife = {
  stage: 'waiting',
  reached: {},
  boot: undefined,
  osAsked: undefined,
  fruitless: undefined,
  diskBoots: {},
  broughtIn: undefined,
  clusterStep: undefined,
  node: undefined,
  progress: undefined,
} as const satisfies Partial<Blade>;

export const newBoot = (at: number, client?: DhcpClient, architecture?: number): Boot => ({
  at,
  client,
  architecture,
  asked: at,
  offers: 0,
  bound: false,
  otherServer: undefined,
  naks: 0,
  nakReason: undefined,
  silence: undefined,
  conflict: undefined,
  chained: false,
  fetches: {},
  refused: undefined,
  bootId: undefined,
  held: undefined,
});

/** What the boot table says of it. `local` unless a technician's arming is unused: whatever happens after the go, nothing gives it back. */
export const permissionOf = (blade: Blade): Permission => (blade.arming?.state === 'armed' && !blade.excluded ? 'armed' : 'local');

/** The config of its installed system lies ready for the boot that got the go: until that goes on with it, is over, or was silent for too long. */
export const mayTakeSecrets = ({ arming, excluded }: Blade): boolean =>
  arming?.state === 'used' && !arming.secretsTaken && !arming.written && excluded === undefined;

/** Whatever lay ready with secrets in it lies there no more. */
export const takeSecrets = (blade: Blade): Blade =>
  mayTakeSecrets(blade) ? { ...blade, arming: { ...blade.arming!, secretsTaken: true } } : blade;

/** Its disk is written on this arming: it belongs to its disk. */
export const isInstalled = (blade: Blade): boolean => blade.arming?.written === true;

/** The boot that got the go still writes, as far as is known: it has not started anew, failed, or been silent for `silence` milliseconds. */
export const isWriting = ({ arming, boot, moved }: Blade, now: number, silence: number): boolean =>
  arming?.state === 'used' && !arming.written && arming.failure === undefined && boot?.bootId === arming.bootId && now - moved < silence;

/** The blade with its present boot changed; the boot begins now when its firmware was not heard (the appliance came up later). */
export const inBoot = (blade: Blade, at: number, change: Partial<Boot>): Blade => ({
  ...blade,
  boot: { ...(blade.boot ?? newBoot(at)), ...change },
});

/** The blade at this stage, or where it was when that is further. */
export const reach = (blade: Blade, stage: Stage, at: number): Blade =>
  compareStages(stage, blade.stage) > 0 ? { ...blade, stage, since: at, moved: at, reached: { ...blade.reached, [stage]: at } } : blade;
