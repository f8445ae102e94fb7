// A blade's life, as a function of what is heard from it:
//
//              armed (a new life begins)
//                │
//                ▼   DISCOVER        asks for the    asks for the    asks for the    asks for its     the go: permission
//   any stage ─► waiting ─────► dhcp ────► loader ─────► script ──────► kernel ──────► config ──────► is gone ─┐
//                                ▲                                                                             ▼
//                                │  DISCOVER after a reset (nothing written, armed or not)              installing
//                                └────────────────────────────────────────────────────────────────────────┤
//                                                                                                              │ its agent: written
//            sealed ◄── ready ◄── joining ◄── booted ◄───────── the installed system calls home ───────── rebooting ◄┘
//                                                                                                       ▲      │
//                                                            DISCOVER of a written blade: recorded, ────┴──────┘
//                                                            sent to its disk, its stage stays
//
// Stages are reached on evidence from the blade itself and may be skipped: an iPXE ROM asks for no loader. Any other event is recorded and
// moves nothing. Permission is `armed` from `armed` to the go, `disarmed` or `excluded`, and `local` ever after until the next arming.
// A problem is not a stage: it stands beside the one the blade is stuck in, and goes when the blade moves on.

import type { Permission } from '../boot-table.ts';
import type { Problem } from '../problem.ts';
import * as node from './as-node.ts';
import { type Blade, mayTakeSecrets, permissionOf } from './blade.ts';
import * as home from './calls-home.ts';
import { deadlines } from './deadlines.ts';
import * as decision from './decisions.ts';
import { diagnose } from './diagnose.ts';
import type { DecisionEvent, Event } from './events.ts';
import { becomes, type Handler, type Outcome } from './outcome.ts';
import * as packet from './packets.ts';
import * as transfer from './transfers.ts';

/** What is found by looking at a blade, and journalled; nothing more is looked for when it comes back as an event. */
type Own = 'diagnosed' | 'diagnosis-cleared' | 'secrets-withheld';
const own: ReadonlySet<Event['type']> = new Set<Own>(['diagnosed', 'diagnosis-cleared', 'secrets-withheld']);

/** What the appliance does about an event, in this order. */
export type Effect =
  /** The blade's entry in the boot table is out of date: its permission or its arming (and so its tokens) changed. */
  | { readonly type: 'table'; readonly slot: string; readonly permission: Permission }
  /** To be journalled as the next event, and folded like any other. */
  | { readonly type: 'append'; readonly event: Extract<DecisionEvent, { readonly type: Own }> };

export interface Step extends Outcome {
  readonly effects: readonly Effect[];
}

const nothing = (blade: Blade): Outcome => becomes(blade);

const handlers: { readonly [Type in Event['type']]: Handler<Type> } = {
  'dhcp-heard': packet.dhcpHeard,
  'dhcp-answered': packet.dhcpAnswered,
  'dhcp-silent': packet.dhcpSilent,
  'address-conflict': packet.addressConflict,
  'transfer-started': transfer.transferStarted,
  'transfer-progress': transfer.transferProgress,
  'transfer-ended': transfer.transferEnded,
  'request-refused': transfer.requestRefused,
  'agent-started': home.agentStarted,
  inventory: home.inventoryTold,
  'install-permitted': home.installPermitted,
  'install-held': home.installHeld,
  'install-progress': home.installProgress,
  'install-done': home.installDone,
  'install-failed': home.installFailed,
  rebooting: home.rebootTold,
  booted: home.bootedTold,
  'node-step': node.nodeStepTold,
  'cluster-step': node.clusterStepTold,
  'node-seen': node.nodeSeen,
  'node-lost': node.nodeLost,
  'node-removed': node.nodeRemoved,
  sealed: decision.sealed,
  armed: decision.armed,
  disarmed: decision.disarmed,
  'consent-recorded': decision.consentRecorded,
  excluded: decision.excluded,
  'rolled-back': decision.rolledBack,
  'appliance-started': decision.applianceStarted,
  diagnosed: decision.diagnosed,
  'diagnosis-cleared': decision.diagnosisCleared,
  'secrets-withheld': decision.secretsWithheld,
  // nothing about one blade follows from these
  sighting: nothing,
  'menu-chosen': nothing,
  'time-asked': nothing,
  'agent-log': nothing,
  'cluster-secrets-made': nothing,
  'cluster-answered': nothing,
  'cluster-silent': nothing,
  'etcd-seen': nothing,
  'certificates-seen': nothing,
  'token-renewed': nothing,
  'addon-step': nothing,
  'acceptance-started': nothing,
  'check-started': nothing,
  'check-ended': nothing,
  'acceptance-ended': nothing,
  'unplug-started': nothing,
  'unplug-ended': nothing,
  'handed-over': nothing,
  'hands-wanted': nothing,
  'hands-done': nothing,
  'cluster-adopted': nothing,
  'run-opened': nothing,
  'bundle-trusted': nothing,
  'bundle-accepted': nothing,
  'run-paused': nothing,
  'run-resumed': nothing,
  'appliance-stopped': nothing,
  tick: nothing,
};

const tableEffects = (before: Blade, after: Blade): Effect[] =>
  permissionOf(before) !== permissionOf(after) ||
  before.arming?.number !== after.arming?.number ||
  mayTakeSecrets(before) !== mayTakeSecrets(after)
    ? [{ type: 'table', slot: after.slot, permission: permissionOf(after) }]
    : [];

const sameWords = (one: Problem | undefined, other: Problem | undefined) =>
  one?.code === other?.code && one?.what === other?.what && one?.todo === other?.todo;

/** The journal learns of a diagnosis once, and once that it is over. */
function diagnosisEffects(blade: Blade, now: number): Effect[] {
  const found = diagnose(blade, now);
  if (sameWords(found, blade.problem)) return [];
  const { slot } = blade;
  return [{ type: 'append', event: found ? { type: 'diagnosed', slot, problem: found } : { type: 'diagnosis-cleared', slot } }];
}

/** Counted from the go, whatever is heard since but progress: an agent that is well fetches its config at once, and then writes. */
const withheldEffects = (blade: Blade, now: number): Effect[] =>
  mayTakeSecrets(blade) && now - (blade.reached.installing ?? 0) >= deadlines.writing
    ? [{ type: 'append', event: { type: 'secrets-withheld', slot: blade.slot } }]
    : [];

/**
 * The blade after this event, and what the appliance does about it. Time comes with the events: a `tick` changes nothing in the blade but may
 * bring a diagnosis or end what lies ready, so that folding the journal, which has no ticks, gives the same blade.
 */
export function step(blade: Blade, event: Event): Step {
  const handle = handlers[event.type] as Handler<Event['type']>;
  const { blade: after, ...note } = handle(blade, event);
  const found = own.has(event.type) ? [] : [...diagnosisEffects(after, event.at), ...withheldEffects(after, event.at)];
  return { blade: after, effects: [...tableEffects(blade, after), ...found], ...note };
}
