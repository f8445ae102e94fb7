// Keeps the boot table in step with the run: whenever a permission or an arming changes, the whole table is replaced; only the entries it concerns are rendered anew.

import { readFile } from 'node:fs/promises';
import type { Bundle } from '../bundle/bundle.ts';
import { mayTakeSecrets, permissionOf } from '../domain/blade/blade.ts';
import { type IndexedTable, indexTable, type TableBlade } from '../domain/boot-table.ts';
import { isMeant } from '../domain/bundle.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { at, type Problem, problem, warning } from '../domain/problem.ts';
import { type PreviousTable, type RenderInput, renderBootTable } from '../render/index.ts';
import type { RunStore } from './run-store.ts';

/** `http://10.20.30.242`, with the port where it is not the one that everybody takes. */
export const httpBaseOf = ({ network }: Plan, port: number): string => `http://${network.laptop}${port === 80 ? '' : `:${port}`}`;

/** A plan may be installed from another bundle than it names, but nobody should do so without noticing. */
export const otherBundle = (plan: Pick<Plan, 'bundle'>, { manifest }: Pick<Bundle, 'manifest'>): Problem[] =>
  isMeant(plan.bundle, manifest) ? [] : [at('bundle', warning(problem('bundle-other', { wanted: plan.bundle, found: manifest.name })))];

const programText = (name: string) => readFile(new URL(`../../resources/agent/rackstrap-${name}`, import.meta.url), 'utf8');

/** Our programs on blades, as they are written into their configs. */
export async function bladePrograms(): Promise<RenderInput['programs']> {
  const names = ['agent', 'home', 'images', 'cluster', 'vip'] as const;
  const [agent, home, images, cluster, vip] = await Promise.all(names.map(programText));
  return { agent: agent!, home: home!, images: images!, cluster: cluster!, vip: vip! };
}

export interface TableSource {
  readonly plan: Plan;
  readonly bundle: Bundle;
  readonly httpBase: string;
  readonly store: RunStore;
  readonly tokenFor: (slot: string, arming: number, system: 'live' | 'installed') => string;
  /** Where plan and bundle have a cluster; asked at each render, because a cluster that has begun is only joined. */
  readonly keys: () => RenderInput['keys'];
}

export interface TableKeeper {
  table(): IndexedTable;
  /** What the plan and this bundle lack for each other. */
  readonly report: readonly Problem[];
}

/**
 * The tokens of each blade, made when it is armed: every render asks for those of all 512 blades, and making 1024 of them takes longer than all
 * else that follows from one blade's permission.
 */
function tokensOf({ store, tokenFor }: Pick<TableSource, 'store' | 'tokenFor'>): (slot: string) => TableBlade['tokens'] {
  const made = new Map<string, { readonly arming: number; readonly tokens: TableBlade['tokens'] }>();
  return (slot) => {
    const arming = store.bladeAt(slot).blade.arming?.number ?? 0;
    const before = made.get(slot);
    if (before?.arming === arming) return before.tokens;
    const tokens = { live: tokenFor(slot, arming, 'live'), installed: tokenFor(slot, arming, 'installed') };
    made.set(slot, { arming, tokens });
    return tokens;
  };
}

/** The table from now on; the first one is rendered before this resolves. */
export async function keepTable({ plan, bundle, httpBase, store, tokenFor, keys }: TableSource): Promise<TableKeeper> {
  const programs = await bladePrograms();
  const tokens = tokensOf({ store, tokenFor });
  let revision = 0;
  const render = (previous?: PreviousTable) => {
    const given = keys();
    const rendered = renderBootTable({
      ...(previous ? { previous } : {}),
      ...(given ? { keys: given } : {}),
      plan,
      manifest: bundle.manifest,
      piecesOf: bundle.piecesOf,
      withheld: bundle.refused.map(({ part }) => part),
      permissions: (slot) => permissionOf(store.bladeAt(slot).blade),
      releases: (slot) => mayTakeSecrets(store.bladeAt(slot).blade),
      tokens,
      httpBase,
      revision: ++revision,
      programs,
    });
    return { ...rendered, table: indexTable(rendered.table), begun: given?.begun === true };
  };
  const first = render();
  let last: { readonly table: IndexedTable; readonly begun: boolean } = first;
  // A cluster that has begun concerns no blade by itself, but a document that would begin it once more may lie ready for one.
  store.follow(({ tableOutdated }) => {
    if (tableOutdated || (keys()?.begun === true) !== last.begun) last = render(last);
  });
  return { table: () => last.table, report: first.report };
}
