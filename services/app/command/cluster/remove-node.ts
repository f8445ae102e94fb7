// `rackstrap cluster remove-node`: a blade's node leaves the cluster, so that the blade can be installed again, replaced, or left out.

import { problem, Refusal } from '../../../domain/problem.ts';
import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

export const removeReasons = ['reinstall', 'replace', 'remove'] as const;

/** Throws a Refusal (`option-malformed`). */
function reasonIn({ why }: CommandOptions): (typeof removeReasons)[number] {
  const reason = removeReasons.find((one) => one === why);
  if (reason) return reason;
  throw new Refusal(
    problem('option-malformed', { option: '--why', given: String(why ?? 'nothing'), expected: `one of ${removeReasons.join(', ')}` }),
  );
}

export function removeClusterNode(plan: string, slot: string, options: CommandOptions, output: Output): Promise<number> {
  const why = reasonIn(options);
  return withCluster(plan, options, output, async ({ desk, answering }) => {
    await answering();
    await desk.removeNode({ slot, why }, byCommand);
    return [];
  });
}
