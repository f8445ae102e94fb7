// The calls that open a run and steer it: start the services, arm, pause, retry, read the evidence.

import { z } from 'zod';
import { sha256Hex } from '../domain/digest.ts';
import { slotId } from '../domain/plan/v1.ts';
import { call, done, filePath, mostSlots, nothing, slots } from './call.ts';
import { bladeDetailSchema, entrySchema, rateSample, runViewSchema } from './views.ts';

/** Entries in one answer; the stream is there for more. */
const mostEntries = 1000;
/** Long enough for a sentence on why a blade is left out. */
const longestReason = 200;

/** Slots whose disk may hold data that is lost; every other disk has to be blank. Good for this arming only. */
const consentWipe = z.array(slotId).max(mostSlots).default([]);
const arming = z.object({ arming: z.int() });
const language = z.enum(['en', 'zh-CN']).default('en');
const entries = z.object({ entries: z.array(entrySchema), more: z.boolean() });
const noRun = 'run-none' as const;

export const runCalls = {
  /**
   * Opens the plan's run and starts its services; nothing is installed before `arm`. `acceptBundle` takes the bundle whose manifest has this
   * SHA-256 although no trusted key signed it; that is good for the rest of the run.
   */
  startRun: call(
    z.strictObject({ path: filePath, bundle: filePath, acceptBundle: sha256Hex.exactOptional() }),
    done,
    'run-open',
    'plan-unreadable',
    'plan-has-errors',
    'bundle-unreadable',
    'bundle-manifest',
    'bundle-signature-malformed',
    'bundle-tampered',
    'bundle-too-new',
    'bundle-unsigned',
    'bundle-key-unknown',
    'bundle-not-as-seen',
    'clock-before-bundle',
    'address-missing',
    'port-busy',
    'port-forbidden',
    'appliance-already-running',
    'state-unwritable',
  ),
  /** Stops the services; the run can be started again and goes on. */
  stopRun: call(nothing, done, noRun),
  /** The rack as it is now. */
  status: call(nothing, runViewSchema, noRun),
  /** Each of these blades may be installed once. */
  arm: call(z.strictObject({ slots, consentWipe }), arming, 'slot-unknown', 'slot-writing', 'cluster-answers-already', noRun),
  /** Takes the arming back where it was not used yet. */
  disarm: call(z.strictObject({ slots }), done, 'slot-unknown', noRun),
  /** What is on the disks of these slots may be lost, on their present arming. */
  consent: call(z.strictObject({ slots }), done, 'slot-unknown', 'not-armed', noRun),
  /** Once more for blades that failed, were interrupted or left out: a new arming. */
  retry: call(z.strictObject({ slots, consentWipe }), arming, 'slot-unknown', 'slot-writing', 'cluster-answers-already', noRun),
  /** The run goes on without this blade. */
  exclude: call(z.strictObject({ slot: slotId, reason: z.string().trim().min(1).max(longestReason) }), done, 'slot-unknown', noRun),
  /** Nothing new is written until `resume`. */
  pause: call(nothing, done, noRun),
  resume: call(nothing, done, noRun),
  /** Evidence after `seq`, oldest first. The event stream sends the same entries. */
  events: call(
    z.strictObject({ after: z.int().min(0).default(0), most: z.int().min(1).max(mostEntries).default(mostEntries), language }),
    entries,
    noRun,
  ),
  /** The last `most` entries about one slot before `seq`, oldest first; `more` when there are earlier ones. */
  evidence: call(
    z.strictObject({ slot: slotId, before: z.int().min(1).exactOptional(), most: z.int().min(1).max(mostEntries).default(200), language }),
    entries,
    'slot-unknown',
    noRun,
  ),
  /** Everything about one blade that the rack view has no room for. */
  blade: call(z.strictObject({ slot: slotId }), bladeDetailSchema, 'slot-unknown', noRun),
  /** Bytes per second sent, oldest first, one sample a second for the last ten minutes. */
  throughput: call(nothing, z.object({ samples: z.array(rateSample) }), noRun),
  /** Switches virtual blades on or off; refused for a real rack, where hands or BMCs do. */
  power: call(z.strictObject({ slots, on: z.boolean() }), done, 'slot-unknown', 'power-not-virtual', noRun),
} as const;
