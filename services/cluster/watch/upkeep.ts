// What is looked at in rounds, because no change announces it, and what the cluster is given meanwhile.

import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { ApiTrouble } from '../api.ts';
import { certificatesOf } from './certificates.ts';
import { etcdMembers } from './etcd.ts';
import { giveLabels } from './labels.ts';
import type { Watch } from './shared.ts';
import { keepToken } from './token.ts';

/** Certificates hold for months: milliseconds. */
const certificateRound = 24 * 60 * 60 * 1000;

/** Plain data, made by the same functions each time. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const ifNews = (found: ClusterEvent, one: unknown, known: unknown): ClusterEvent | undefined => (isSame(one, known) ? undefined : found);

async function labels({ api, blades, node }: Watch): Promise<void> {
  for (const blade of blades) {
    const seen = node(blade);
    if (seen) await giveLabels(api, blade, seen);
  }
}

async function token({ api, bootstrap, blades, blade, clock, tell }: Watch): Promise<void> {
  const until = await keepToken(api, bootstrap, blades.map(blade), clock.now());
  if (until !== undefined) tell({ type: 'token-renewed', until });
}

async function etcd({ api, run, tell }: Watch): Promise<void> {
  const known = run().cluster.etcd;
  const members = await etcdMembers(api, known);
  if (members) tell(ifNews({ type: 'etcd-seen', members }, members, known));
}

/** Looked at when another control-plane node is ready than before, and once a day. */
function certificateLook(watch: Watch): () => Promise<void> {
  const { blades, blade, run, clock, tell } = watch;
  let last: { readonly at: number; readonly ready: string } | undefined;
  return async () => {
    const standing = blades.filter((one) => one.role === 'control-plane' && blade(one).node?.ready);
    const ready = standing.map(({ slot }) => slot).join(' ');
    if (ready === '' || (last?.ready === ready && clock.monotonic() - last.at < certificateRound)) return;
    last = { at: clock.monotonic(), ready };
    const known = run().cluster.certificates;
    const certificates = await certificatesOf(blades, watch, known);
    tell(ifNews({ type: 'certificates-seen', certificates }, certificates, known));
  };
}

/** One round: each is tried for itself, and what the API does not do now is tried in the next. */
export function upkeep(watch: Watch): () => Promise<void> {
  const certificates = certificateLook(watch);
  const looks = [etcd, certificates];
  const tasks = watch.onlyLook ? looks : [labels, token, ...looks];
  return async () => {
    // A blade that came up after its node was seen last: nothing about the node has changed, but of the blade it is news.
    watch.tellNodes();
    for (const task of tasks)
      try {
        await task(watch);
      } catch (reason) {
        if (!(reason instanceof ApiTrouble)) throw reason;
      }
  };
}
