// The desk: everything behind the console. Plans, bundles, the laptop and its cable, and none or one open run.

import { resolve } from 'node:path';
import type { runCalls } from '../contract/run.ts';
import type { siteCalls } from '../contract/site.ts';
import { problem, Refusal } from '../domain/problem.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { adapters } from '../platform/interfaces.ts';
import { type Part, together, untilAborted } from '../platform/part.ts';
import { openBundles } from './bundles/index.ts';
import { clusterAnswers } from './cluster/answers.ts';
import { type Answers, type AnswersTo, done } from './console/calls.ts';
import type { Channel } from './console/changes.ts';
import type { EventSource } from './console/events.ts';
import type { Practice } from './demo/practice.ts';
import { planChannel } from './plan-channel.ts';
import { inTurn as turnsOf } from './plans/in-turn.ts';
import type { Plans } from './plans/index.ts';
import { openRunIn, runAnswers, runEvents } from './run/answers.ts';
import { type RunKeeper, runKeeper } from './run/keeper.ts';
import type { OpenRun, Shown } from './run/open-run.ts';
import { rackChannel } from './run/rack-channel.ts';
import { refuseWhileOpen, type Serving, startRun as startNow, type ToStart } from './run/starting.ts';
import { refuseUnknown } from './run-control.ts';
import type { ListeningOptions } from './site/listening.ts';
import { listeningPart } from './site/listening.ts';
import { openSite, type Site } from './site/site.ts';

export interface DeskOptions {
  readonly stateDirectory: string;
  readonly plans: Plans;
  readonly serving: Serving;
  /** A bundle that was named at the start. */
  readonly bundle?: string;
  /** A virtual rack on this laptop, instead of its adapters. */
  readonly practice?: Practice;
  readonly clock?: Clock;
}

export interface Desk {
  readonly answers: Answers;
  readonly channels: readonly Channel[];
  readonly events: EventSource;
  /** Opens a plan's run and serves it. Throws a Refusal, and then nothing is left open. */
  startRun(what: ToStart): Promise<OpenRun>;
  /** Shows a run that is served by somebody else; `end` is how to ask for its end. */
  show(shown: Shown, end: () => void): OpenRun;
  /** Watches plans and cable until it is told to stop; then the open run ends too. */
  readonly part: Part;
}

type Turn = <Value>(work: () => Promise<Value>) => Promise<Value>;
type RunTurns = Pick<AnswersTo<keyof typeof runCalls>, 'startRun' | 'stopRun' | 'power'>;
type SiteTurns = AnswersTo<keyof typeof siteCalls>;

function siteOf({ practice, serving, clock = systemClock }: DeskOptions): Site {
  const where: Pick<ListeningOptions, 'ports' | 'broadcastAddress'> = {
    ...(serving.ports ? { ports: serving.ports } : {}),
    ...serving.simulatedWire,
  };
  return openSite({
    clock,
    adapters: async () =>
      practice
        ? [practice.adapter]
        : (await adapters()).map((adapter) => ({ ...adapter, addresses: [...adapter.addresses], virtual: false })),
    listening: (heard) => listeningPart({ ...heard, ...where, clock }),
    ...(practice ? { onListening: practice.strangers } : {}),
  });
}

function siteAnswers(site: Site, keeper: RunKeeper, inTurn: Turn): SiteTurns {
  return {
    site: site.look,
    listen: ({ device }) =>
      inTurn(() =>
        done(async () => {
          refuseWhileOpen(keeper);
          await site.listen(device);
        }),
      ),
    stopListening: () => inTurn(() => done(site.stopListening)),
  };
}

export function openDesk(options: DeskOptions): Desk {
  const { stateDirectory, plans, serving, practice, bundle, clock = systemClock } = options;
  const site = siteOf(options);
  const turns = turnsOf();
  /** Whoever takes the wire waits for whoever lets go of it. */
  const inTurn: Turn = (work) => turns('wire', work);
  const keeper = runKeeper({
    simulated: serving.simulatedWire !== undefined,
    clock,
    onOpen(open) {
      site.troubles([]);
      open.store.follow(({ event }) => site.heard(event));
    },
    onFailure: site.troubles,
  });
  const bundles = openBundles({
    stateDirectory,
    named: bundle === undefined ? [] : [bundle],
    clock,
    inUse() {
      const open = keeper.run();
      return open && { run: open.runName, directory: resolve(open.bundle.directory) };
    },
  });
  plans.follow(({ path, sha256 }) => {
    const open = keeper.run();
    if (open?.plan.path === path) open.planIs(sha256);
  });

  const startRun: Desk['startRun'] = (what) =>
    inTurn(async () => {
      refuseWhileOpen(keeper);
      await site.stopListening();
      return startNow(what, { keeper, serving, stateDirectory, clock, prepare: async ({ store }) => practice?.plugIn(store) });
    });

  const runTurns: RunTurns = {
    startRun: ({ acceptBundle: manifestSha256, ...what }) =>
      done(() => startRun({ ...what, ...(manifestSha256 === undefined ? {} : { acceptBundle: { how: 'console', manifestSha256 } }) })),
    stopRun: () => done(() => inTurn(keeper.stop)),
    power: ({ slots, on }) =>
      done(() => {
        const { store } = openRunIn(keeper);
        if (!practice) throw new Refusal(problem('power-not-virtual'));
        refuseUnknown(store, slots);
        practice.power(slots, on);
      }),
  };
  const closing: Part = {
    name: 'run',
    async run(signal, onReady) {
      onReady?.();
      await untilAborted(signal);
      await inTurn(async () => {
        if (keeper.run()) await keeper.stop();
        await practice?.close();
      });
    },
  };
  return {
    answers: {
      ...plans.answers,
      ...siteAnswers(site, keeper, inTurn),
      ...bundles.answers,
      ...runAnswers(keeper),
      ...runTurns,
      ...clusterAnswers(keeper),
    },
    channels: [rackChannel(keeper), site.channel, planChannel(plans), bundles.channel],
    events: runEvents(keeper),
    startRun,
    show: keeper.show,
    part: together('desk', [site.part, plans.part, ...bundles.parts, closing]),
  };
}
