// Keeps the boot table in step with the run: whenever a permission or an arming changes, the whole table is replaced; only the entries it concerns are rendered anew.

import { readFile } from 'node:fs/promises';
import type { Bundle } from '../bundle/bundle.ts';
import { permissionOf } from '../domain/blade/blade.ts';
import { type BootTable, type IndexedTable, indexTable } from '../domain/boot-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { renderBootTable } from '../render/index.ts';
import type { RunStore } from './run-store.ts';

const agentFile = new URL('../../resources/agent/rackstrap-agent', import.meta.url);
const homeFile = new URL('../../resources/agent/rackstrap-home', import.meta.url);

export interface TableSource {
  readonly plan: Plan;
  readonly bundle: Bundle;
  readonly httpBase: string;
  readonly store: RunStore;
  readonly tokenFor: (slot: string, arming: number, system: 'live' | 'installed') => string;
}

export interface TableKeeper {
  table(): IndexedTable;
  /** What the plan and this bundle lack for each other. */
  readonly report: readonly Problem[];
}

/** The table from now on; the first one is rendered before this resolves. */
export async function keepTable({ plan, bundle, httpBase, store, tokenFor }: TableSource): Promise<TableKeeper> {
  const [agent, home] = await Promise.all([readFile(agentFile, 'utf8'), readFile(homeFile, 'utf8')]);
  let revision = 0;
  const render = (previous?: BootTable) =>
    renderBootTable({
      ...(previous ? { previous } : {}),
      plan,
      manifest: bundle.manifest,
      fileOf: bundle.fileOf,
      permissions: (slot) => permissionOf(store.bladeAt(slot).blade),
      tokens: (slot) => {
        const arming = store.bladeAt(slot).blade.arming?.number ?? 0;
        return { live: tokenFor(slot, arming, 'live'), installed: tokenFor(slot, arming, 'installed') };
      },
      httpBase,
      revision: ++revision,
      agent,
      home,
    });
  const first = render();
  let table = indexTable(first.table);
  store.follow(({ tableOutdated }) => {
    if (tableOutdated) table = indexTable(render(table).table);
  });
  return { table: () => table, report: first.report };
}
