// The live rack of 512 blades at a thousand events a second: frames of every view, memory over the time, and who uses the machine meanwhile.

import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { openRackWindow, type RackWindow } from './console-page.ts';
import { type ConsoleStage, consoleStage } from './console-stage.ts';
import { type View, views } from './console-views.ts';
import { type Bench, type Figure, percentile } from './figure.ts';
import { cpuSeconds, machineSeconds } from './process.ts';

const blades = 512;
/** The simulated rack's time: so fast that 512 blades that are installed again and again make a little more than a thousand events a second. */
const speed = 4;
const wantedEvents = 1000;
/** Until every blade was switched on. */
const warmUpMilliseconds = 35_000;
/** For each view once before the measurement, for what is made once is not growth; and between a view's coming and its first frame that counts. */
const glanceMilliseconds = 2000;
/** How often hands turn the wheel. */
const handMilliseconds = 100;
/** An empty page under the same load, so that a slow machine is told from a slow page. */
const emptyMilliseconds = 10_000;
/** In milliseconds; of twenty frames one may be longer. */
const longestFrame = 50;
/** In MB, of what is held. */
const mostHeapGrown = 10;
/** In MB: what the allocator keeps for later is told from a leak by the heap, and may wobble. */
const mostResidentGrown = 64;

interface Frames {
  readonly view: string;
  readonly milliseconds: readonly number[];
  /** Share of the time in which the page's thread worked or waited for its turn. */
  readonly busy: number;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const isSeen = `document.visibilityState === 'visible' && document.hasFocus()`;

async function look(window: RackWindow, { name, show, hands }: View, milliseconds: number): Promise<Frames> {
  const { page } = window;
  await show(page);
  await page.bringToFront();
  await sleep(glanceMilliseconds);
  if (!(await page.evaluate(isSeen))) throw new Error('the page is not in sight, so its frames tell nothing');
  await window.frames();
  const [busy, start] = [await window.busySeconds(), performance.now()];
  for (let times = 0; performance.now() - start < milliseconds; times += 1) {
    await hands?.(page, times);
    await sleep(handMilliseconds);
  }
  const [worked, seconds] = [(await window.busySeconds()) - busy, (performance.now() - start) / 1000];
  return { view: name, milliseconds: await window.frames(), busy: worked / seconds };
}

type Cpu = Readonly<Record<'appliance' | 'simulated rack' | 'page' | 'rest of Chromium' | 'other programs', number>>;

/** Seconds so far. */
async function cpuOf(stage: ConsoleStage, window: RackWindow): Promise<Cpu> {
  const { page, others } = await window.cpu();
  const [appliance, rack] = [cpuSeconds(stage.appliance), cpuSeconds(stage.rack)];
  const other = machineSeconds() - appliance - rack - page - others;
  return { appliance, 'simulated rack': rack, page, 'rest of Chromium': others, 'other programs': other };
}

interface Mark {
  readonly at: number;
  readonly seq: number;
  readonly received: number;
  readonly page: Awaited<ReturnType<RackWindow['memory']>>;
  readonly appliance: Awaited<ReturnType<ConsoleStage['memory']>>;
  readonly cpu: Cpu;
}

/** In the first view, which is the same one before and after. */
async function mark(stage: ConsoleStage, window: RackWindow): Promise<Mark> {
  await views[0]!.show(window.page);
  await sleep(glanceMilliseconds);
  return {
    page: await window.memory(),
    appliance: await stage.memory(),
    seq: await stage.seq(),
    received: window.receivedBytes(),
    cpu: await cpuOf(stage, window),
    at: performance.now(),
  };
}

function frameFigures({ view, milliseconds, busy }: Frames, empty: number): Figure[] {
  return [
    {
      what: `${view}: p95 of ${milliseconds.length} frames`,
      unit: 'ms',
      ours: percentile(milliseconds, 0.95),
      peer: { name: 'empty page', value: empty },
      target: { of: 'value', atMost: longestFrame },
    },
    { what: `${view}: p50`, unit: 'ms', ours: percentile(milliseconds, 0.5) },
    { what: `${view}: longest`, unit: 'ms', ours: Math.max(...milliseconds) },
    { what: `${view}: page's thread busy`, unit: '%', ours: 100 * busy },
  ];
}

/** What it was, and by how much it has grown. */
const growth = (what: string, before: number, after: number, most: number): Figure[] => [
  { what: `${what} at first`, unit: 'MB', ours: before },
  { what: `${what} grown`, unit: 'MB', ours: after - before, target: { of: 'value', atMost: most } },
];

function courseFigures(before: Mark, after: Mark): Figure[] {
  const seconds = (after.at - before.at) / 1000;
  const rate = (what: 'seq' | 'received') => (after[what] - before[what]) / seconds;
  const who = Object.keys(after.cpu) as (keyof Cpu)[];
  return [
    {
      what: `${blades} blades, events over ${seconds.toFixed(0)} s`,
      unit: '/s',
      ours: rate('seq'),
      target: { of: 'value', atLeast: wantedEvents },
    },
    { what: 'stream of changes', unit: 'kB/s', ours: rate('received') / 1000 },
    ...growth('page: heap', before.page.heapMegabytes, after.page.heapMegabytes, mostHeapGrown),
    { what: 'page: nodes at first', unit: '', ours: before.page.nodes },
    { what: 'page: nodes at the end', unit: '', ours: after.page.nodes },
    ...growth('appliance: heap', before.appliance.heap, after.appliance.heap, mostHeapGrown),
    ...growth('appliance: memory', before.appliance.resident, after.appliance.resident, mostResidentGrown),
    ...who.map((one) => ({
      what: `CPU of ${one}, of ${availableParallelism()} cores`,
      unit: 'cores',
      ours: (after.cpu[one] - before.cpu[one]) / seconds,
    })),
  ];
}

async function emptyPage(window: RackWindow): Promise<number> {
  await window.page.goto('about:blank');
  return percentile((await look(window, { name: 'empty page', show: async () => {} }, emptyMilliseconds)).milliseconds, 0.95);
}

async function measure(stage: ConsoleStage, window: RackWindow, minutes: number): Promise<Figure[]> {
  await sleep(warmUpMilliseconds);
  const empty = await emptyPage(window);
  await window.page.goto(stage.url);
  for (const view of views) await look(window, view, glanceMilliseconds);
  const before = await mark(stage, window);
  const frames: Frames[] = [];
  for (const view of views) frames.push(await look(window, view, (minutes * 60_000) / views.length));
  const after = await mark(stage, window);
  if (window.complaints.length > 0) throw new Error(window.complaints.join('\n'));
  return [...frames.flatMap((one) => frameFigures(one, empty)), ...courseFigures(before, after)];
}

/** Frames and memory of the page while 512 blades are installed again and again. The machine is shared by all: who had how much of it is told. */
export const consoleBench =
  (minutes: number): Bench =>
  async () => {
    // What is measured is the page of these sources, not the one that was built some time.
    execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
    const stage = await consoleStage(blades, speed);
    try {
      const window = await openRackWindow();
      return await measure(stage, window, minutes).finally(window.close);
    } finally {
      await stage.close();
    }
  };
