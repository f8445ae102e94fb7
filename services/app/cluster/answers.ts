// What answers the calls about the cluster of the open run.

import type { clusterCalls } from '../../contract/cluster.ts';
import { clusterView } from '../../contract/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { type AnswersTo, done } from '../console/calls.ts';
import { byConsole } from '../deciders.ts';
import { openRunIn } from '../run/answers.ts';
import type { RunSource } from '../run/rack-channel.ts';
import type { Begun, ClusterDesk } from './cluster-desk.ts';

/** How it ends comes with the stream. What was thrown is a mistake of ours, unless the run was stopped meanwhile: for those who mend it. */
function letGo({ ended }: Begun, isOpen: () => boolean): Record<string, never> {
  ended.catch((reason) => {
    if (isOpen()) console.error(reason);
  });
  return {};
}

export function clusterAnswers(source: Pick<RunSource, 'run'>): AnswersTo<keyof typeof clusterCalls> {
  const open = () => openRunIn(source);
  /** Throws a Refusal (`run-none`, `cluster-not-there`). */
  const desk = (): ClusterDesk => {
    const { clusterDesk } = open();
    if (!clusterDesk) throw new Refusal(problem('cluster-not-there'));
    return clusterDesk;
  };
  const begin = (work: (desk: ClusterDesk) => Begun) => {
    const run = open();
    return letGo(work(desk()), () => source.run() === run);
  };
  return {
    cluster: () => clusterView(open().store.run().cluster),
    testCluster: ({ checks }) => begin((desk) => desk.test(byConsole, checks)),
    unplugTest: () => begin((desk) => desk.unplug(byConsole)),
    handOver: async (to) => ({ files: [...(await desk().handOver(to, byConsole)).files] }),
    seal: ({ incomplete }) => done(() => desk().seal(incomplete, byConsole)),
    removeNode: (node) => done(() => desk().removeNode(node, byConsole)),
  };
}
