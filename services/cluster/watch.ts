// The watch over a new cluster: whether its API answers, what becomes of its nodes, and the small things that it needs while the run is open.

import { type Part, together } from '../platform/part.ts';
import { ApiTrouble } from './api.ts';
import { answerNews, answerOf, silenceNews } from './watch/answering.ts';
import type { WatchOptions } from './watch/options.ts';
import { newWatch, type Watch } from './watch/shared.ts';
import { upkeep } from './watch/upkeep.ts';

export type { OwnCertificates, WatchOptions } from './watch/options.ts';
export { removeToken } from './watch/token.ts';

const name = 'watch over the cluster';
/** Milliseconds between two questions whether the API answers: its silence is not missed by much, and a slow blade hardly feels it. */
const beat = 5_000;
/** Milliseconds between two rounds of upkeep when nothing happens. */
const round = 30_000;

/** Asks and asks; `over` is called when the run is over. */
const asking = (watch: Watch, over: () => void): Part => ({
  name: 'asking',
  async run(signal, onReady) {
    const { api, clock, run, announce } = watch;
    let failingSince: number | undefined;
    onReady?.();
    for (; !signal.aborted; await clock.sleep(beat, signal)) {
      if (watch.isOver()) return over();
      if (!watch.mayAnswer()) continue;
      try {
        announce(answerNews(run().cluster, await answerOf(api)));
        failingSince = undefined;
      } catch (reason) {
        if (!(reason instanceof ApiTrouble)) throw reason;
        failingSince ??= clock.monotonic();
        announce(silenceNews(run().cluster, clock.monotonic() - failingSince, reason));
      }
    }
  },
});

/** From the first answer on; what is lost while the API is silent is made up for. */
const following = ({ api, clock, answers, bell, nodes }: Watch): Part => ({
  name: 'nodes',
  async run(signal, onReady) {
    onReady?.();
    while (!signal.aborted && !answers()) await clock.sleep(beat, AbortSignal.any([signal, bell.next()]));
    await api.follow('/api/v1/nodes', nodes, signal);
  },
});

const rounds = (watch: Watch): Part => ({
  name: 'upkeep',
  async run(signal, onReady) {
    const goRound = upkeep(watch);
    onReady?.();
    while (!signal.aborted) {
      const news = watch.bell.next();
      if (watch.answers()) await goRound();
      await watch.clock.sleep(round, AbortSignal.any([signal, news]));
    }
  },
});

/** Tells what is seen of the cluster and what was done there, until it is told to stop or the run is over. The client is for its owner to close. */
export const watchCluster = (options: WatchOptions): Part => ({
  name,
  run(signal, onReady) {
    const over = new AbortController();
    const watch = newWatch(options);
    const parts = [asking(watch, () => over.abort()), following(watch), rounds(watch)];
    return together(name, parts).run(AbortSignal.any([signal, over.signal]), onReady);
  },
});
