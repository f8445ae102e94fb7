// A thread of its own for work that may never wait for the rest of the appliance, nor make it wait.

import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface Thread<Order> {
  order(order: Order): void;
  /** Rejects with the reason when the thread ends by itself; resolves when it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the module as a thread; `setup` is what `setupOfThread` gives there. Orders and what is told are copied on their way. */
export function startThread<Order, Told>(module: URL, setup: unknown, told: (told: Told) => void): Thread<Order> {
  const worker = new Worker(module, { workerData: setup });
  let stopping = false;
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => (stopping ? resolve() : reject(new Error(`${module.pathname} ended by itself`))));
  });
  ended.catch(() => {}); // for whoever waits for it; nobody has to
  worker.on('message', told);
  return {
    order: (order) => worker.postMessage(order),
    ended,
    async stop() {
      stopping = true;
      await worker.terminate();
    },
  };
}

/** Inside a thread: what it was started with. */
export const setupOfThread = <Setup>(): Setup => workerData as Setup;
/** Inside a thread: each order, as it comes. */
export const onOrder = <Order>(handler: (order: Order) => void): void => void parentPort?.on('message', handler);
/** Inside a thread: tells whoever started it. */
export const tell = <Told>(told: Told): void => parentPort?.postMessage(told);
