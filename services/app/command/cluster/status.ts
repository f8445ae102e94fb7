// `rackstrap cluster status`: what is seen of the cluster now, and what is left before its run can be sealed.

import { clusterView } from '../../../contract/index.ts';
import { checkTitle } from '../../../domain/cluster/checks.ts';
import { lacking, lastResults, missingToSeal, resultsOf } from '../../../domain/cluster/sealing.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { Output } from '../../output.ts';
import type { Shown } from '../../run/open-run.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

/** What the journal has may be of yesterday: the API is asked every five seconds, and its nodes are listed then. */
const lookMilliseconds = 10_000;

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** One line for each thing that is known. */
export function statusLines({ store, plan }: Pick<Shown, 'store' | 'plan'>): string[] {
  const { cluster, blades } = store.run();
  const { api, version, etcd, certificates, addons, sealedAt } = cluster;
  const missing = missingToSeal(cluster, blades, plan.plan.kubernetes?.addons ?? []);
  const results = lastResults(cluster);
  const first = certificates.toSorted((one, other) => one.expires - other.expires)[0];
  return [
    api ? `API      ${api.server} ${api.answers ? `answers (${version})` : `is silent: ${api.reason}`}` : 'API      has not answered yet',
    ...blades.map(
      ({ slot, stage, node }) =>
        `${slot.padEnd(8)} ${node ? `${node.ready ? 'ready' : `not ready: ${node.reason}`} ${node.version} ${node.address}` : stage}`,
    ),
    ...etcd.map(({ name, healthy, voter }) => `etcd     ${name} ${healthy ? 'healthy' : 'not healthy'}${voter ? '' : ', no voice yet'}`),
    ...addons.map(({ addon, step, error }) => `add-on   ${addon} ${step}${error ? `: ${error}` : ''}`),
    ...[...resultsOf(cluster.acceptances)].map(
      ([check, older]) => `check    ${checkTitle(check, 'en')}: ${results.get(check) ?? `${older}, before a blade came or went`}`,
    ),
    ...(first ? [`expires  ${first.name}${first.slot ? ` on ${first.slot}` : ''} on ${day(first.expires)}`] : []),
    sealedAt !== undefined
      ? `sealed   ${day(sealedAt)}`
      : `missing  ${
          missing.length > 0
            ? lacking(missing)
                .map(({ what }) => what)
                .join(' ')
            : 'nothing: it may be sealed'
        }`,
  ];
}

function inOne({ store, plan }: Shown): object {
  const { cluster, blades } = store.run();
  return {
    type: 'status',
    cluster: clusterView(cluster),
    nodes: blades.map(({ slot, stage, node }) => ({
      slot,
      stage,
      ...(node ? { ready: node.ready, version: node.version, address: node.address } : {}),
    })),
    missing: missingToSeal(cluster, blades, plan.plan.kubernetes?.addons ?? []),
  };
}

/** Exit 0 when the API answers. */
export const clusterStatus = (plan: string, options: CommandOptions, output: Output): Promise<number> =>
  withCluster(plan, options, output, async ({ run, answering, signal }) => {
    await systemClock.sleep(lookMilliseconds, signal);
    try {
      await answering();
      return [];
    } finally {
      for (const line of options.json ? [JSON.stringify(inOne(run))] : statusLines(run)) output.line(line);
    }
  });
