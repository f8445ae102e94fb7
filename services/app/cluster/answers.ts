// What answers the calls about the cluster of the open run.

import type { clusterCalls } from '../../contract/cluster.ts';
import { clusterView } from '../../contract/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import type { AnswersTo } from '../console/calls.ts';
import { openRunIn } from '../run/answers.ts';
import type { RunSource } from '../run/rack-channel.ts';

export function clusterAnswers(source: Pick<RunSource, 'run'>): AnswersTo<keyof typeof clusterCalls> {
  const refuse = () => {
    openRunIn(source);
    throw new Refusal(problem('cluster-not-there'));
  };
  return {
    cluster: () => clusterView(openRunIn(source).store.run().cluster),
    testCluster: refuse,
    unplugTest: refuse,
    handOver: refuse,
    seal: refuse,
    removeNode: refuse,
  };
}
