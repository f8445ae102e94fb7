// The watch over a new cluster: whether its API answers, what becomes of its nodes, and the small things that it needs while the run is open.

import { bladeAt } from '../domain/blade/run.ts';
import type { ClusterEvent } from '../domain/cluster/events.ts';
import { type Part, together } from '../platform/part.ts';
import { ApiTrouble } from './api.ts';
import { answerNews, answerOf, silenceNews } from './watch/answering.ts';
import { newBell } from './watch/bell.ts';
import { certificatesOf } from './watch/certificates.ts';
import { etcdMembers } from './watch/etcd.ts';
import { giveLabels } from './watch/labels.ts';
import { type ApiNode, nodeNews } from './watch/node.ts';
import type { WatchOptions } from './watch/options.ts';
import { keepToken } from './watch/token.ts';

export type { OwnCertificates, WatchOptions } from './watch/options.ts';
export { removeToken } from './watch/token.ts';

/** Milliseconds between two questions whether the API answers: it is not to be missed by much, and asks little of a slow blade. */
const beat = 5_000;
/** Milliseconds between two rounds of what no change announces: the members of etcd, the token. */
const round = 30_000;
/** Certificates hold for months. */
const certificateRound = 24 * 60 * 60 * 1000;

/** What its parts share while it runs. */
function watching(options: WatchOptions) {
  const { api, blades, emit, run, mayAnswer, clock } = options;
  const bell = newBell();
  /** By name; undefined until they were listed. */
  let nodes: Map<string, ApiNode> | undefined;
  let failingSince: number | undefined;
  let certificates: { readonly at: number; readonly of: string } | undefined;

  const isOpen = () => run().cluster.sealedAt === undefined && mayAnswer();
  const answers = () => isOpen() && run().cluster.api?.answers === true;
  const bladesNow = () => blades.flatMap(({ slot }) => bladeAt(run(), slot) ?? []);

  function tell(news: ClusterEvent | undefined): void {
    if (!news) return;
    emit(news);
    bell.ring();
  }

  async function ask(): Promise<void> {
    try {
      const answer = await answerOf(api);
      failingSince = undefined;
      tell(answerNews(run().cluster, answer));
    } catch (reason) {
      if (!(reason instanceof ApiTrouble)) throw reason;
      failingSince ??= clock.monotonic();
      tell(silenceNews(run().cluster, clock.monotonic() - failingSince, reason));
    }
  }

  function tellNodes(): void {
    if (!nodes || !isOpen()) return;
    for (const { slot, hostname } of blades) {
      const blade = bladeAt(run(), slot);
      if (blade) tell(nodeNews(blade, nodes.get(hostname)));
    }
  }

  const followed = {
    listed(all: readonly ApiNode[]) {
      nodes = new Map(all.map((node) => [node.metadata.name, node]));
      tellNodes();
    },
    changed(node: ApiNode) {
      nodes?.set(node.metadata.name, node);
      tellNodes();
    },
    gone(node: ApiNode) {
      nodes?.delete(node.metadata.name);
      tellNodes();
    },
  };

  /** Each is tried for itself, and again at the next round. */
  const upkeep: readonly (() => Promise<void>)[] = [
    // A blade that came up after its node was seen last: nothing about the node has changed, but for the blade it is news.
    async () => tellNodes(),
    async () => {
      for (const blade of blades) {
        const node = nodes?.get(blade.hostname);
        if (node) await giveLabels(api, blade, node);
      }
    },
    async () => {
      const until = await keepToken(api, options.bootstrap, bladesNow(), clock.now());
      if (until !== undefined) emit({ type: 'token-renewed', until });
    },
    async () => {
      const known = run().cluster.etcd;
      const members = await etcdMembers(api, known);
      if (members && !isSame(members, known)) emit({ type: 'etcd-seen', members });
    },
    async () => {
      const ready = blades.filter(({ slot, role }) => role === 'control-plane' && bladeAt(run(), slot)?.node?.ready);
      const of = ready.map(({ slot }) => slot).join(' ');
      if (of === '' || (certificates?.of === of && clock.monotonic() - certificates.at < certificateRound)) return;
      certificates = { at: clock.monotonic(), of };
      const known = run().cluster.certificates;
      const found = await certificatesOf(blades, options, known);
      if (!isSame(found, known)) emit({ type: 'certificates-seen', certificates: found });
    },
  ];

  return { isOpen, answers, ask, followed, upkeep, bell };
}

/** Plain data, made by the same functions. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const whatever = async (task: () => Promise<void>): Promise<void> => {
  try {
    await task();
  } catch (reason) {
    if (!(reason instanceof ApiTrouble)) throw reason;
  }
};

/** Tells what is seen of the cluster, and what it did there; it ends only when it is told to. */
export function watchCluster(options: WatchOptions): Part {
  const { api, clock } = options;
  return {
    name: 'watch over the cluster',
    run(signal, onReady) {
      const watch = watching(options);
      const asking: Part = {
        name: 'asking',
        async run(until, ready) {
          ready?.();
          while (!until.aborted) {
            if (watch.isOpen()) await watch.ask();
            await clock.sleep(beat, until);
          }
        },
      };
      const following: Part = {
        name: 'nodes',
        async run(until, ready) {
          ready?.();
          while (!until.aborted && !watch.answers()) await clock.sleep(beat, AbortSignal.any([until, watch.bell.next()]));
          await api.follow<ApiNode>('/api/v1/nodes', watch.followed, until);
        },
      };
      const rounds: Part = {
        name: 'upkeep',
        async run(until, ready) {
          ready?.();
          while (!until.aborted) {
            const news = watch.bell.next();
            if (watch.answers()) for (const task of watch.upkeep) await whatever(task);
            await clock.sleep(round, AbortSignal.any([until, news]));
          }
        },
      };
      return together('watch over the cluster', [asking, following, rounds]).run(signal, onReady);
    },
  };
}
