// Everything that happens to a run, as it is journalled. A blade's state is a fold over these.

import type { ClusterEvent } from '../cluster/events.ts';
import type { Wish } from '../menu.ts';
import type { Problem } from '../problem.ts';

/** What a machine told about its hardware from RAM, before anything was written. Sizes in bytes. */
export interface Inventory {
  readonly serial: string;
  readonly uuid: string;
  readonly product: string;
  readonly memoryBytes: number;
  readonly bootId: string;
  readonly nics: readonly { readonly name: string; readonly mac: string; readonly up: boolean; readonly address?: string }[];
  readonly disks: readonly Disk[];
}

export interface Disk {
  /** Kernel name in this boot only: `sda`. */
  readonly name: string;
  readonly serial: string;
  readonly wwn: string;
  readonly model: string;
  readonly sizeBytes: number;
  readonly transport: string;
  readonly removable: boolean;
  readonly readOnly: boolean;
  /** No partition table, no signature, and the samples read are all zero. */
  readonly blank: boolean;
  /** What is on it, in words: `gpt; ext4 ROOT; ext4 OEM`. */
  readonly contents: string;
}

/** What kind of program spoke DHCP. */
export type DhcpClient = 'pxe' | 'http-boot' | 'ipxe' | 'os' | 'bootp';

/** What a transfer carries, and so what asking for it proves. */
export type TransferKind = 'loader' | 'script' | 'menu' | 'kernel' | 'initrd' | 'config' | 'image' | 'secrets' | 'document' | 'other';

interface Transfer {
  /** Unique within a run of the services; ties started, progress and ended together. */
  readonly transfer: string;
  readonly protocol: 'tftp' | 'http';
  readonly address: string;
  readonly mac?: string;
  readonly file: string;
  readonly kind: TransferKind;
}

/** What the boot services saw or did. `mac` is what the packet said; `slot` is set when the table knows it. */
export type WireEvent = { readonly slot?: string } & (
  | {
      readonly type: 'dhcp-heard';
      readonly mac: string;
      readonly message: 'discover' | 'request' | 'decline' | 'release' | 'inform' | 'bootp';
      readonly client: DhcpClient;
      /** Option 93, decimal. */
      readonly architecture?: number;
      readonly vendorClass?: string;
      readonly uuid?: string;
      readonly relay?: string;
      readonly requested?: string;
      /** Option 54 of a REQUEST that took the offer of a server that is not ours. */
      readonly otherServer?: string;
    }
  | {
      readonly type: 'dhcp-answered';
      readonly mac: string;
      readonly message: 'offer' | 'ack' | 'nak';
      readonly client: DhcpClient;
      readonly address?: string;
      /** Boot file or URL given, if any. */
      readonly bootFile?: string;
      /** Why a NAK was sent. */
      readonly reason?: string;
    }
  /** A machine that is not in the plan. Recorded once per minute, machine and server that it took the offer of. */
  | {
      readonly type: 'sighting';
      readonly mac: string;
      readonly client: DhcpClient;
      readonly architecture?: number;
      readonly vendorClass?: string;
      readonly uuid?: string;
      readonly relay?: string;
      /** It took the offer of this server, which is not ours. */
      readonly otherServer?: string;
    }
  /** Somebody at the console of a machine that is not in the plan chose in the boot menu what it is to be. Nothing follows from it by itself. */
  | ({ readonly type: 'menu-chosen'; readonly mac: string } & Wish)
  | { readonly type: 'dhcp-silent'; readonly mac: string; readonly reason: string }
  /** Another machine answered for an address we were about to use, or a client declined it. */
  | { readonly type: 'address-conflict'; readonly mac?: string; readonly address: string; readonly holder?: string }
  | ({ readonly type: 'transfer-started'; readonly totalBytes: number } & Transfer)
  | ({ readonly type: 'transfer-progress'; readonly sentBytes: number; readonly totalBytes: number } & Transfer)
  | ({
      readonly type: 'transfer-ended';
      /** `probe`: asked for the size only, as UEFI firmware does; `aborted`: the client went away. */
      readonly outcome: 'done' | 'probe' | 'aborted' | 'timeout' | 'failed';
      readonly sentBytes: number;
      readonly totalBytes: number;
      readonly seconds: number;
      readonly reason?: string;
    } & Transfer)
  /** A request that was not for this asker, or for nothing we have. */
  | {
      readonly type: 'request-refused';
      readonly protocol: 'tftp' | 'http';
      readonly address: string;
      readonly mac?: string;
      readonly file: string;
      readonly reason: string;
    }
  | { readonly type: 'time-asked'; readonly address: string }
);

/** What an installed system brings in before it can become a node. */
export const nodeSteps = ['images', 'cni-plugins'] as const;
export type NodeStep = (typeof nodeSteps)[number];

/** What a blade's own systems reported, with the right token from the right address. */
export type HomeEvent = { readonly slot: string } & (
  | { readonly type: 'agent-started'; readonly bootId: string; readonly clockOffsetSeconds: number }
  | { readonly type: 'inventory'; readonly inventory: Inventory }
  /** It may write this disk now; permission is gone from this event on. */
  | {
      readonly type: 'install-permitted';
      readonly bootId: string;
      readonly disk: string;
      readonly diskSerial: string;
      readonly wiped: string;
    }
  | { readonly type: 'install-held'; readonly problem: Problem }
  | { readonly type: 'install-progress'; readonly step: 'fetching' | 'writing'; readonly percent: number; readonly bytes: number }
  | { readonly type: 'install-done'; readonly bootId: string }
  | { readonly type: 'install-failed'; readonly bootId: string; readonly reason: string }
  | { readonly type: 'agent-log'; readonly text: string }
  | { readonly type: 'rebooting'; readonly bootId: string }
  /** Of its way to a node, after `booted`: how many container images or plugin archives are in, of how many, and why it does not go on. */
  | {
      readonly type: 'node-step';
      readonly step: NodeStep;
      readonly done: number;
      readonly of: number;
      readonly error?: string;
    }
  /** Of kubeadm on it: `waiting` for images, the endpoint or its turn; `running`; `done` when it is a node. Counts attempts from 1. */
  | {
      readonly type: 'cluster-step';
      readonly verb: 'init' | 'join';
      readonly step: 'waiting' | 'running' | 'failed' | 'done';
      readonly attempt: number;
      /** What it waits for, or why the attempt failed. */
      readonly detail?: string;
    }
  | { readonly type: 'booted'; readonly bootId: string; readonly address: string; readonly hostname: string; readonly machineId: string }
);

/** What the technician or the appliance decided. */
export type DecisionEvent =
  | { readonly type: 'run-opened'; readonly plan: string; readonly planSha256: string; readonly bundle: string }
  /** A key that this laptop trusts signed the manifest of what is served; `words` are its fingerprint. */
  | { readonly type: 'bundle-trusted'; readonly manifestSha256: string; readonly words: string; readonly comment: string }
  /** What this manifest lists may be served in this run although no trusted key signed it; `words` are the fingerprints of the keys that did. */
  | {
      readonly type: 'bundle-accepted';
      readonly manifestSha256: string;
      readonly trust: 'unsigned' | 'unknown-key';
      readonly words: readonly string[];
      readonly how: 'command-line' | 'console';
    }
  /** `arming` counts up: one install per slot and arming. */
  | { readonly type: 'armed'; readonly slots: readonly string[]; readonly arming: number }
  | { readonly type: 'disarmed'; readonly slots: readonly string[] }
  | { readonly type: 'consent-recorded'; readonly slot: string; readonly arming: number; readonly by: string }
  | { readonly type: 'excluded'; readonly slot: string; readonly reason: string }
  /** No new disk is written while a run is paused; what is being written goes on. */
  | { readonly type: 'run-paused'; readonly by: string }
  | { readonly type: 'run-resumed'; readonly by: string }
  /** The run is given up: what is not installed yet keeps its disk as it is and boots from it. */
  | { readonly type: 'rolled-back'; readonly by: string }
  | { readonly type: 'appliance-started' }
  | { readonly type: 'appliance-stopped'; readonly problem?: Problem }
  /** Deadlines are found by comparing with this; a tick is never journalled. */
  | { readonly type: 'tick' }
  /** A deadline passed and this is what the packets say about why. */
  | { readonly type: 'diagnosed'; readonly slot: string; readonly problem: Problem }
  | { readonly type: 'diagnosis-cleared'; readonly slot: string }
  /** It had the go and did nothing with it in time: the config with the secrets in it lies ready for it no more. */
  | { readonly type: 'secrets-withheld'; readonly slot: string };

export type Happening = WireEvent | HomeEvent | DecisionEvent | ClusterEvent;

/** A happening with its place in the journal. `seq` counts from 1 without gaps; `at` is milliseconds since 1970 by the laptop's clock. */
export type Event = Happening & { readonly seq: number; readonly at: number };

/** The slots that a happening is about; none for what concerns the whole run. */
export const slotsOf = (happening: Happening): readonly string[] =>
  'slots' in happening ? happening.slots : 'slot' in happening && happening.slot !== undefined ? [happening.slot] : [];
