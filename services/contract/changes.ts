// The one stream that keeps a page up to date: `GET /api/changes?language=en`, server-sent events, one name per kind.
//
// Every connection begins with the whole state; what changes later is sent as often as the page takes it, several changes as one.
// A page that lost its line reconnects by itself and begins with the whole state again.

import { z } from 'zod';
import { jobView } from './bundles.ts';
import { siteViewSchema } from './site.ts';
import { bladeViewSchema, entrySchema, rateSample, runHeadSchema } from './views.ts';

/** Event `rack`: what is new about the run since the last one; its id is `seq`. */
export const rackChangeSchema = z.object({
  /** Null while no run is open. */
  run: runHeadSchema.nullable(),
  /** The last journal event in it. */
  seq: z.int(),
  /** These are all blades of the run: forget any others. */
  whole: z.boolean(),
  /** Those that changed, or all. */
  blades: z.array(bladeViewSchema),
  /** The newest evidence of the whole rack since the last change, oldest first; a flood is cut to its end. */
  activity: z.array(entrySchema),
  /** Samples of bytes sent since the last change. */
  rates: z.array(rateSample),
});
export type RackChange = z.output<typeof rackChangeSchema>;

/** Event `plan`: an open plan file has become another, by a page or from outside. */
export const planChangeSchema = z.object({ path: z.string(), sha256: z.string(), outside: z.boolean() });
export type PlanChange = z.output<typeof planChangeSchema>;

/** Event `jobs`: all work on bundles, and the sticks that are plugged in: with another list of them there may be other bundles. */
export const jobsChangeSchema = z.object({ jobs: z.array(jobView), sticks: z.array(z.string()) });
export type JobsChange = z.output<typeof jobsChangeSchema>;

export const changes = { rack: rackChangeSchema, site: siteViewSchema, plan: planChangeSchema, jobs: jobsChangeSchema } as const;
export type ChangeName = keyof typeof changes;
export type Change<Name extends ChangeName> = z.output<(typeof changes)[Name]>;
