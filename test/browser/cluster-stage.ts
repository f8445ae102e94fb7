// A cluster for the page to show: the console of a run whose journal is written by a test, event by event, and folded by the appliance's own fold.
// The calls that need a real cluster are answered here: each is kept, and does to the journal what the real one would.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Answers } from '../../services/app/console/calls.ts';
import { builtPages } from '../../services/app/console/pages.ts';
import { consolePart } from '../../services/app/console/server.ts';
import { openDesk } from '../../services/app/desk.ts';
import { openPlans } from '../../services/app/plans/index.ts';
import { runControl } from '../../services/app/run-control.ts';
import { openRunStore } from '../../services/app/run-store.ts';
import type { clusterCalls } from '../../services/contract/cluster.ts';
import type { Happening } from '../../services/domain/blade/events.ts';
import { indexTable } from '../../services/domain/boot-table.ts';
import { plannedBlades } from '../../services/domain/plan/plan.ts';
import { orRefuse, type Problem, Refusal } from '../../services/domain/problem.ts';
import { type Clock, systemClock } from '../../services/platform/clock.ts';
import { started, together } from '../../services/platform/part.ts';
import { openJournal } from '../../services/store/journal.ts';
import { readPlan } from '../../services/store/plan-file.ts';

/** Two chassis: the control plane is spread over them. */
export const clusterPlan = {
  apiVersion: 'rackstrap/v1',
  name: 'hall-7',
  architecture: 'production',
  bundle: 'site-7',
  kubernetes: { version: '1.37.1', addons: ['metrics-server', 'ingress-nginx', 'dashboard'] },
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', gateway: '10.20.30.1', dns: ['10.20.30.53'], vip: '10.20.30.9' },
  chassis: [
    { name: 'c1', model: 'hpe-c7000', slots: 16, firstIp: '10.20.30.40' },
    { name: 'c2', slots: 4, firstIp: '10.20.30.60' },
  ],
  blades: ['c1/1', 'c1/9', 'c2/1', 'c1/2', 'c1/3', 'c2/2'].map((slot, index) => ({
    slot,
    macs: [`d0:00:67:13:0d:0${index}`],
    role: index < 3 ? 'control-plane' : 'worker',
  })),
  access: { autologin: true },
} as const;

type Calls = keyof typeof clusterCalls;
export interface Asked {
  readonly name: Calls;
  readonly input: unknown;
}

export interface ClusterStage {
  /** The address to open, token included. */
  readonly url: string;
  /** Each call about the cluster so far. */
  readonly asked: readonly Asked[];
  readonly slots: readonly string[];
  happened(...happenings: readonly Happening[]): void;
  /** So much time goes by. */
  minutes(count: number): void;
  /** The next call of this name is refused. */
  refuse(name: Calls, problem: Problem): void;
  close(): Promise<void>;
}

/** Nothing is served to the blades any more. */
const emptyTable = indexTable({
  revision: 1,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'laptop' },
  httpBase: 'http://10.20.30.242',
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
  blades: [],
  files: {},
});

/** Minutes that the story may take until it is now. */
const longestStory = 90;
const minute = 60_000;
const by = 'console';

/** A run of this plan, of which nothing was heard yet. `plan` without Kubernetes has no cluster; `simulated` as on the practice rack. */
export async function openClusterStage(plan: object = clusterPlan, simulated = false): Promise<ClusterStage> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-cluster-'));
  const planFile = join(directory, 'plans', 'hall-7.yaml');
  mkdirSync(join(directory, 'plans'));
  writeFileSync(planFile, stringify(plan));
  let back = longestStory * minute;
  const clock: Clock = { ...systemClock, now: () => Date.now() - back };
  const opened = orRefuse(await readPlan(planFile));
  const journal = openJournal(join(directory, 'journal.sqlite'), clock);
  const store = openRunStore(journal, plannedBlades(opened.plan), opened.plan.kubernetes && !simulated ? 'ready' : 'booted');
  const asked: Asked[] = [];
  const refusals = new Map<Calls, Problem>();

  const answering =
    <Input>(name: Calls, happenings: (input: Input) => readonly Happening[], output: object = {}) =>
    (input: Input) => {
      asked.push({ name, input });
      const refused = refusals.get(name);
      refusals.delete(name);
      if (refused) throw new Refusal(refused);
      for (const happening of happenings(input)) store.happened(happening);
      return output as never;
    };
  const files = ['kubeconfig', 'report.html', 'report.pdf', 'checksums.txt'];
  const answers: Pick<Answers, Exclude<Calls, 'cluster'>> = {
    testCluster: answering('testCluster', ({ checks = [] }) => [{ type: 'acceptance-started', occasion: 'asked', by, checks }]),
    unplugTest: answering('unplugTest', () => [{ type: 'unplug-started', slots: ['c1/9', 'c1/3'], by }]),
    handOver: answering('handOver', ({ directory }) => [{ type: 'handed-over', directory, files, by }], { files }),
    seal: answering('seal', () => [{ type: 'sealed', by }]),
    removeNode: answering('removeNode', ({ slot, why }) => [{ type: 'node-removed', slot, node: slot.replace('/', '-'), by, why }]),
  };

  const desk = openDesk({
    stateDirectory: directory,
    plans: openPlans({ stateDirectory: directory }),
    serving: simulated ? { simulatedWire: { broadcastAddress: '127.20.255.255' } } : {},
    clock,
  });
  desk.show(
    {
      store,
      control: runControl(store, clock.now),
      plan: opened,
      bundle: { directory: '/media/site-7' } as never,
      runName: 'hall-7-1',
      resumed: false,
      device: simulated ? undefined : 'eno1',
      warnings: [],
      table: () => emptyTable,
    },
    () => {},
  );
  const url = Promise.withResolvers<string>();
  const page = consolePart({
    port: 0,
    token: 'stage',
    answers: { ...desk.answers, ...answers },
    channels: desk.channels,
    events: desk.events,
    clock,
    pages: builtPages,
    onListening: url.resolve,
  });
  const running = await started(together('stage', [desk.part, page]));
  return {
    url: await url.promise,
    asked,
    slots: opened.plan.blades.map(({ slot }) => slot),
    happened: (...happenings) => happenings.forEach(store.happened),
    minutes(count) {
      back = Math.max(0, back - count * minute);
    },
    refuse: (name, problem) => void refusals.set(name, problem),
    async close() {
      await running.stop();
      journal.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
