// What the console sees of the laptop and its cable before anything is served: adapters, who was heard on the wire.

import { z } from 'zod';
import { arches } from '../domain/bundle.ts';
import { menuEntryNames } from '../domain/menu.ts';
import { architecture, role } from '../domain/plan/v1.ts';
import { call, done, nothing } from './call.ts';
import { problemView } from './problem-view.ts';

const time = z.int();

const adapterView = z.object({
  name: z.string(),
  mac: z.string().exactOptional(),
  link: z.enum(['up', 'down', 'unknown']),
  /** Mbit/s; absent where the system does not tell. */
  speed: z.number().exactOptional(),
  addresses: z.array(z.object({ address: z.string(), prefixLength: z.int() })),
  /** Exists in this program only: its blades are simulated. */
  virtual: z.boolean(),
});
export type AdapterView = z.output<typeof adapterView>;

/** A machine that asked and is in no plan. */
export const sightingView = z.object({
  mac: z.string(),
  client: z.string(),
  vendorClass: z.string().exactOptional(),
  first: time,
  last: time,
  times: z.int(),
  /** What somebody at its console chose in the boot menu. */
  wish: z.object({ entry: z.enum(menuEntryNames), architecture, role, arch: z.enum(arches).exactOptional() }).exactOptional(),
});
export type SightingView = z.output<typeof sightingView>;

export const siteViewSchema = z.object({
  adapters: z.array(adapterView),
  /** The adapter that is listened on, without answering anybody. */
  listening: z.string().exactOptional(),
  /** Machines heard while listening or serving, the one heard last at the end. */
  sightings: z.array(sightingView),
  /** DHCP servers that are not this laptop, and when they were last noticed. */
  servers: z.array(z.object({ address: z.string(), at: time })),
  problems: z.array(problemView),
});
export type SiteView = z.output<typeof siteViewSchema>;

export const siteCalls = {
  site: call(nothing, siteViewSchema),
  /** Hears who asks on this adapter and answers nobody. What is found comes with the changes of the site. */
  listen: call(z.strictObject({ device: z.string().min(1).max(64) }), done, 'adapter-missing', 'port-busy', 'port-forbidden', 'run-open'),
  stopListening: call(nothing, done),
} as const;
