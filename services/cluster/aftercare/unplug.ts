// The proof that a cluster stands without the laptop: some nodes start anew while it is silent, and no file of any node names it.

import type { Role } from '../../domain/plan/v1.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';
import { type Conditioned, isReady } from '../conditions.ts';
import { type Inspector, InspectorTrouble } from '../inspector.ts';
import { type Asking, seenWithin } from '../waiting.ts';

export interface Sited {
  readonly slot: string;
  /** The node's name. */
  readonly hostname: string;
  readonly role: Role;
}

export interface UnplugOptions extends Asking {
  /** Every node of the plan. */
  readonly nodes: readonly Sited[];
  /** Of those, the ones that start anew, one after the other. */
  readonly restarted: readonly Sited[];
  /** The laptop's address. */
  readonly laptop: string;
  readonly inspect: (node: string) => Inspector;
  /** The acceptance test; true when it was passed. */
  readonly accept: () => Promise<boolean>;
}

export interface Unplugged {
  readonly passed: boolean;
  /** Files that name the laptop, as `slot path`. */
  readonly traces: readonly string[];
  /** What kept it from being asked to its end. */
  readonly reason?: string;
}

/** After a start that nobody helps with: an emulated blade takes ten minutes, and its pods some more. Milliseconds. */
const readyPatience = 1_800_000;

interface Node extends Conditioned {
  readonly metadata: { readonly name: string };
}

async function notReady(api: ClusterApi, nodes: readonly Sited[]): Promise<string[]> {
  const ready = new Set((await api.list<Node>('/api/v1/nodes')).filter(isReady).map(({ metadata }) => metadata.name));
  return nodes.filter(({ hostname }) => !ready.has(hostname)).map(({ slot }) => slot);
}

/** Which slots are no ready nodes after half an hour. */
const lateAfterStart = (options: UnplugOptions): Promise<string[]> =>
  seenWithin(
    options,
    readyPatience,
    () => notReady(options.api, options.nodes),
    (slots) => slots.length === 0,
  );

async function inspected<Seen>(inspector: Inspector, work: (inspector: Inspector) => Promise<Seen>): Promise<Seen> {
  const seen = await work(inspector);
  await inspector.remove();
  return seen;
}

async function traces({ nodes, inspect, laptop }: UnplugOptions): Promise<string[]> {
  const found: string[] = [];
  for (const { slot, hostname } of nodes) {
    const paths = await inspected(inspect(hostname), (inspector) => inspector.tracesOf(laptop));
    found.push(...paths.map((path) => `${slot} ${path}`));
  }
  return found;
}

async function toItsEnd(options: UnplugOptions): Promise<Unplugged> {
  for (const { hostname } of options.restarted) await inspected(options.inspect(hostname), (inspector) => inspector.restart());
  const late = await lateAfterStart(options);
  if (late.length > 0) return { passed: false, traces: [], reason: `not ready after the start: ${late.join(', ')}` };
  const accepted = await options.accept();
  const named = await traces(options);
  return { passed: accepted && named.length === 0, traces: named };
}

/** While this is under way nothing of the laptop answers the blades: that is for the caller. Rejects with the signal's reason. */
export async function unplugged(options: UnplugOptions): Promise<Unplugged> {
  try {
    return await toItsEnd(options);
  } catch (error) {
    if (error instanceof InspectorTrouble || error instanceof ApiTrouble) return { passed: false, traces: [], reason: error.message };
    throw error;
  }
}
