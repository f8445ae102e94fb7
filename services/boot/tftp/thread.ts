// The thread that sends files by TFTP: it begins what it is ordered, and serves all transfers turn by turn.

import { systemClock } from '../../platform/clock.ts';
import { openCrowd } from '../../platform/crowd.ts';
import { onOrder, setupOfThread, tell } from '../../platform/thread.ts';
import { Files } from './contents.ts';
import { type Order, type Setup, Transfers } from './transfers.ts';

/** While all clients are silent, a new order waits this long at most. */
const turnMilliseconds = 5;
/** And this long while they are not: then the event loop brings it. */
const burstMilliseconds = 2;
/** Fine enough for the shortest wait of a transfer, a quarter of a second. */
const tickMilliseconds = 20;

const crowd = await openCrowd();
/** Read once a turn: asking for the time costs as much as receiving a packet. */
let now = systemClock.monotonic();
const transfers = new Transfers({ setup: setupOfThread<Setup>(), crowd, files: new Files(), now: () => now, tell });

let serving = false;

onOrder<Order>(async (order) => {
  now = systemClock.monotonic();
  await transfers.start(order);
  if (serving) return;
  serving = true;
  await serve();
  serving = false;
});

async function serve(): Promise<void> {
  let ticked = now;
  while (transfers.size > 0) {
    const until = now + burstMilliseconds;
    while (transfers.size > 0 && now < until) {
      await crowd.turn(turnMilliseconds);
      now = systemClock.monotonic();
    }
    if (now - ticked >= tickMilliseconds) {
      transfers.tick();
      ticked = now;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
