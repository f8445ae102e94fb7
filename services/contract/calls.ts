// Every call of the console and the command line: what it takes, what it gives back, and the problems it may answer instead.

import { z } from 'zod';
import { slotId } from '../domain/plan/v1.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { entrySchema, runViewSchema } from './views.ts';

export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  /** Apart from those that any call may give: not understood, unknown. */
  readonly problems: readonly ProblemCode[];
}

const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  ...problems: ProblemCode[]
): Call<Input, Output> => ({
  input,
  output,
  problems,
});

/** As many as the largest plan has: 512 blades in 32 chassis. */
const mostSlots = 1024;
/** Entries in one answer; the stream is there for more. */
const mostEntries = 1000;
/** Long enough for a sentence on why a blade is left out. */
const longestReason = 200;

const slots = z.array(slotId).min(1).max(mostSlots);
const nothing = z.strictObject({});
const done = z.object({});
/** Slots whose disk may hold data that is lost; every other disk has to be blank. Good for this arming only. */
const consentWipe = z.array(slotId).max(mostSlots).default([]);
const arming = z.object({ arming: z.int() });

export const calls = {
  /** The rack as it is now. */
  status: call(nothing, runViewSchema),
  /** Each of these blades may be installed once. */
  arm: call(z.strictObject({ slots, consentWipe }), arming, 'slot-unknown', 'slot-writing'),
  /** Takes the arming back where it was not used yet. */
  disarm: call(z.strictObject({ slots }), done, 'slot-unknown'),
  /** What is on the disks of these slots may be lost, on their present arming. */
  consent: call(z.strictObject({ slots }), done, 'slot-unknown', 'not-armed'),
  /** Once more for blades that failed, were interrupted or left out: a new arming. */
  retry: call(z.strictObject({ slots, consentWipe }), arming, 'slot-unknown', 'slot-writing'),
  /** The run goes on without this blade. */
  exclude: call(z.strictObject({ slot: slotId, reason: z.string().trim().min(1).max(longestReason) }), done, 'slot-unknown'),
  /** Nothing new is written until `resume`. */
  pause: call(nothing, done),
  resume: call(nothing, done),
  /** Evidence after `seq`, oldest first. The event stream sends the same entries. */
  events: call(
    z.strictObject({ after: z.int().min(0).default(0), most: z.int().min(1).max(mostEntries).default(mostEntries) }),
    z.object({ entries: z.array(entrySchema), more: z.boolean() }),
  ),
} as const;

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
