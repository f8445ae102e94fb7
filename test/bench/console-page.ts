// The live rack in a real Chromium: how long its frames take, what it keeps in memory, and what it costs.

import type { Browser, CDPSession, Page } from 'playwright-core';
import { openBrowser, smallest } from '../browser/chromium.ts';
import { goAheadWith } from './priority.ts';

/** Ten minutes at 120 frames a second; outside of the heap that is measured. */
const mostFrames = 72_000;

/** Runs in the page before anything else of it: the time between one animation frame and the next, each of them. */
const watchFrames = `{
  const frames = new Float64Array(${mostFrames});
  let count = 0;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    frames[count % frames.length] = now - last;
    count += 1;
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.takeFrames = () => {
    const taken = Array.from(frames.subarray(0, Math.min(count, frames.length)));
    count = 0;
    return taken;
  };
}`;

export interface Memory {
  readonly heapMegabytes: number;
  readonly nodes: number;
}

/** Seconds of CPU so far. */
export interface BrowserCpu {
  /** Of the process that runs the page. */
  readonly page: number;
  /** Of all others: what draws, what speaks with the appliance, the browser around it. */
  readonly others: number;
}

export interface RackWindow {
  readonly page: Page;
  /** Milliseconds of every frame since the last call. */
  frames(): Promise<number[]>;
  /** After everything that nobody holds was collected. */
  memory(): Promise<Memory>;
  /** Seconds in which the page's own thread did something. */
  busySeconds(): Promise<number>;
  cpu(): Promise<BrowserCpu>;
  /** Of all streams and answers so far. */
  receivedBytes(): number;
  /** Exceptions and errors of the page. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

async function metricOf(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
}

async function processesOf(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
}

async function cpuOf(browser: Browser): Promise<BrowserCpu> {
  const processes = await processesOf(browser);
  const sum = (isPage: boolean) =>
    processes.filter(({ type }) => (type === 'renderer') === isPage).reduce((seconds, { cpuTime }) => seconds + cpuTime, 0);
  return { page: sum(true), others: sum(false) };
}

/** A window in front, with nothing in it yet. */
export async function openRackWindow(): Promise<RackWindow> {
  const browser = await openBrowser();
  for (const { type, id } of await processesOf(browser)) if (type === 'browser') goAheadWith(id);
  const page = await browser.newPage({ viewport: smallest, locale: 'en' });
  const session = await page.context().newCDPSession(page);
  await Promise.all(
    ['Performance.enable', 'HeapProfiler.enable', 'Network.enable'].map((name) => session.send(name as 'Performance.enable')),
  );
  let received = 0;
  session.on('Network.dataReceived', ({ dataLength }) => {
    received += dataLength;
  });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.addInitScript(watchFrames);
  return {
    page,
    complaints,
    frames: () => page.evaluate<number[]>('takeFrames()'),
    async memory() {
      await session.send('HeapProfiler.collectGarbage');
      const metric = await metricOf(session);
      return { heapMegabytes: metric('JSHeapUsedSize') / 1e6, nodes: metric('Nodes') };
    },
    busySeconds: async () => (await metricOf(session))('TaskDuration'),
    cpu: () => cpuOf(browser),
    receivedBytes: () => received,
    close: () => browser.close(),
  };
}
