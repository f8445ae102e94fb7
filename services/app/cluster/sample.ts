// A run of a cluster for the tests beside this file: a real store on a journal of its own, and the happenings that bring its blades up.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Happening } from '../../domain/blade/events.ts';
import { checkNames } from '../../domain/cluster/checks.ts';
import { type Plan, plannedBlades } from '../../domain/plan/plan.ts';
import type { ArchitectureName } from '../../domain/plan/v1.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { clusterPlanOf } from '../../render/kubeadm/sample.ts';
import { openJournal } from '../../store/journal.ts';
import { openRunStore, type RunStore } from '../run-store.ts';

export interface SampleRun {
  readonly plan: Plan;
  readonly store: RunStore;
  /** Everything that happened, by its type. */
  told(): string[];
  close(): void;
}

export function sampleRun(architecture: ArchitectureName, clock: Clock = systemClock): SampleRun {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-sample-run-'));
  const journal = openJournal(join(directory, 'journal.sqlite'), clock);
  const plan = clusterPlanOf(architecture);
  return {
    plan,
    store: openRunStore(journal, plannedBlades(plan)),
    told: () => [...journal.replay()].map(({ type }) => type),
    close() {
      journal.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** This blade from its arming to a ready node. */
export const becameNode = (slot: string, arming: number, ready = true): Happening[] => [
  { type: 'armed', slots: [slot], arming },
  { type: 'install-permitted', slot, bootId: `live-${slot}`, disk: 'vda', diskSerial: '', wiped: '' },
  { type: 'booted', slot, bootId: `boot-${slot}`, address: '10.20.30.40', hostname: slot.replace('/', '-'), machineId: 'm' },
  { type: 'node-seen', slot, ready, version: 'v1.37.1', address: '10.20.30.40' },
];

const accepted: Happening[] = [
  { type: 'acceptance-started', occasion: 'first', by: 'appliance', checks: checkNames },
  ...checkNames.map((check): Happening => ({ type: 'check-ended', check, result: 'passed', seconds: 1, facts: [], problems: [] })),
  { type: 'acceptance-ended', passed: true },
];

/** Every blade is a ready node, and all that comes before a seal is done. */
export function allIsDone({ store }: SampleRun): void {
  const happenings: Happening[] = [
    { type: 'cluster-answered', server: 'https://10.20.30.9:6443', version: 'v1.37.1' },
    ...[...store.planned.keys()].flatMap((slot, index) => becameNode(slot, index + 1)),
    ...accepted,
    { type: 'handed-over', directory: '/stick', files: ['kubeconfig'], by: 'console' },
    { type: 'unplug-started', slots: [], by: 'console' },
    { type: 'unplug-ended', passed: true, traces: [] },
  ];
  for (const happening of happenings) store.happened(happening);
}
