// A console on a run that a test tells what happens: the real journal, run and server, and no boot services.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTable } from '../../services/app/boot-table.ts';
import { consoleOf } from '../../services/app/command/console.ts';
import { deskFor } from '../../services/app/command/desk.ts';
import { type MadeUpPart, writeBundle } from '../../services/app/demo/bundle.ts';
import { planText } from '../../services/app/demo/rack.ts';
import { terminal } from '../../services/app/output.ts';
import { runControl } from '../../services/app/run-control.ts';
import { openRunStore } from '../../services/app/run-store.ts';
import { readBundle } from '../../services/bundle/index.ts';
import { plannedBlades } from '../../services/domain/plan/plan.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { openJournal } from '../../services/store/journal.ts';
import { readPlan } from '../../services/store/plan-file.ts';

/** As little as a blade can be installed from. */
const bundleParts: readonly MadeUpPart[] = [
  { path: 'os/amd64/lab_production_pxe.vmlinuz', kind: 'kernel', size: 10 },
  { path: 'os/amd64/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: 10 },
  { path: 'os/amd64/lab_production_image.bin.bz2', kind: 'image', size: 10 },
];

export interface BenchConsole {
  /** The address that is printed at the start, token included. */
  readonly url: string;
  /** Lets so many things happen. */
  tell(count: number, text?: string): void;
  /** Entries that pages were given so far. */
  given(): number;
  /** Pages that follow now. */
  followers(): number;
  close(): Promise<void>;
}

export async function benchConsole(): Promise<BenchConsole> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-console-'));
  const planFile = join(directory, 'plan.yaml');
  writeFileSync(planFile, planText(4));
  const plan = orRefuse(await readPlan(planFile));
  writeBundle(join(directory, 'bundle'), bundleParts);
  const bundle = orRefuse(await readBundle(join(directory, 'bundle')));
  const journal = openJournal(join(directory, 'journal.sqlite'), systemClock);
  const store = openRunStore(journal, plannedBlades(plan.plan));
  const control = runControl(store, systemClock.now);
  const { table } = await keepTable({
    plan: plan.plan,
    bundle,
    httpBase: 'http://127.20.30.242',
    store,
    tokenFor: () => 'a-secret',
    keys: () => undefined,
  });
  const desk = deskFor({ state: directory }, terminal);
  desk.show({ plan, bundle, store, control, table, warnings: [], runName: 'demo-1', resumed: false, device: undefined }, () => {});
  let given = 0;
  let followers = 0;
  const { promise: listening, resolve } = Promise.withResolvers<string>();
  const stop = new AbortController();
  const events: typeof desk.events = {
    since(...asked) {
      const entries = desk.events.since(...asked);
      given += entries.length;
      return entries;
    },
    follow(heard) {
      const unfollow = desk.events.follow(heard);
      followers += 1;
      return () => {
        followers -= 1;
        unfollow();
      };
    },
  };
  const running = consoleOf({ ...desk, events }, 0, resolve).run(stop.signal);
  let closed = false;
  return {
    url: await Promise.race([listening, running.then(() => '')]),
    tell(count, text = 'a line') {
      for (let times = 0; times < count; times += 1) store.happened({ type: 'agent-log', slot: 'c1/1', text });
    },
    given: () => given,
    followers: () => followers,
    async close() {
      if (closed) return;
      closed = true;
      stop.abort();
      await running;
      journal.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
