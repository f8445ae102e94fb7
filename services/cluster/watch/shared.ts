// What the parts of the watch share while it runs: the nodes as they were seen last, and the way in which news is told.

import type { Blade } from '../../domain/blade/blade.ts';
import { bladeAt, endOfRun } from '../../domain/blade/run.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { Followed } from '../client/follow.ts';
import { type Bell, newBell } from './bell.ts';
import { type ApiNode, nodeNews } from './node.ts';
import type { WatchOptions } from './options.ts';

export interface Watch extends WatchOptions {
  /** Rings when there was news. */
  readonly bell: Bell;
  /** The run goes on: after it nobody asks for anything. */
  isOver(): boolean;
  /** The API answered when it was asked last. */
  answers(): boolean;
  blade(planned: PlannedBlade): Blade;
  /** As it was seen last; undefined, too, while nothing was. */
  node(planned: PlannedBlade): ApiNode | undefined;
  readonly nodes: Followed<ApiNode>;
  tell(news: ClusterEvent | undefined): void;
  /** Tells it, and has the round of upkeep begin now. */
  announce(news: ClusterEvent | undefined): void;
  tellNodes(): void;
}

export function newWatch(options: WatchOptions): Watch {
  const { blades, run, emit, mayAnswer } = options;
  const bell = newBell();
  let nodes: ReadonlyMap<string, ApiNode> | undefined;

  const isOver = () => endOfRun(run()) !== undefined;
  const blade = ({ slot }: PlannedBlade) => bladeAt(run(), slot)!;
  const node = ({ hostname }: PlannedBlade) => nodes?.get(hostname);
  function tell(news: ClusterEvent | undefined): void {
    if (news && !isOver()) emit(news);
  }
  function announce(news: ClusterEvent | undefined): void {
    tell(news);
    if (news) bell.ring();
  }
  function tellNodes(): void {
    if (nodes) for (const planned of blades) announce(nodeNews(blade(planned), node(planned)));
  }
  function sees(now: ReadonlyMap<string, ApiNode>): void {
    nodes = now;
    tellNodes();
  }

  return {
    ...options,
    bell,
    isOver,
    answers: () => !isOver() && mayAnswer() && run().cluster.api?.answers === true,
    blade,
    node,
    tell,
    announce,
    tellNodes,
    nodes: {
      listed: (all) => sees(new Map(all.map((one) => [one.metadata.name, one]))),
      changed: (one) => sees(new Map(nodes).set(one.metadata.name, one)),
      gone: (one) => sees(new Map([...(nodes ?? [])].filter(([name]) => name !== one.metadata.name))),
    },
  };
}
