// The add-ons of the plan, and how far each came.

import type { AddonProgress } from '../../../domain/cluster/progress.ts';
import { timeOf } from './moment.ts';
import { lines, paragraph, type Section, table } from './parts.ts';
import type { Telling } from './telling.ts';

interface Line {
  readonly addon: string;
  readonly seen: AddonProgress | undefined;
}

export function addonsSection({ say, plan, run }: Telling): Section {
  const planned = plan.kubernetes?.addons ?? [];
  const names = [...new Set([...planned, ...run.cluster.addons.map(({ addon }) => addon)])];
  const rows = names.map((addon): Line => ({ addon, seen: run.cluster.addons.find((one) => one.addon === addon) }));
  const state = ({ seen }: Line) =>
    seen ? lines([say.addons.states[seen.step], ...(seen.error ? [seen.error] : [])]) : say.addons.waiting;
  const body =
    rows.length === 0
      ? paragraph(say.addons.none)
      : table({ unseen: say.addons.title }, rows, [
          { title: say.addons.addon, kind: 'name', cell: ({ addon }) => addon },
          { title: say.addons.state, cell: state },
          { title: say.addons.since, kind: 'number', cell: ({ seen }) => (seen ? timeOf(seen.at) : '') },
        ]);
  return { id: 'addons', title: say.addons.title, body };
}
