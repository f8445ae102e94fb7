// How a run ends for good: sealed, when its cluster stands, or given up. What was decided is in the journal first, so whatever is cut off is finished later.

import { ApiTrouble } from '../../cluster/api.ts';
import { removeToken } from '../../cluster/watch.ts';
import { isWriting } from '../../domain/blade/blade.ts';
import { deadlines } from '../../domain/blade/deadlines.ts';
import { endOfRun } from '../../domain/blade/run.ts';
import { lacking, missingToSeal } from '../../domain/cluster/sealing.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { Secret } from '../../domain/secret.ts';
import type { Vault } from '../../store/vault.ts';
import type { RunStore } from '../run-store.ts';
import type { ClusterHandle } from './handle.ts';

export interface Ending {
  readonly store: RunStore;
  /** None where the run begins no cluster. */
  readonly vault?: Pick<Vault, 'wipe'>;
  readonly endRun: ClusterHandle['endRun'];
}

/** Throws a Refusal (`slot-writing`): a disk that is half written is neither installed nor as it was. */
function refuseWhileWriting({ run }: RunStore, now: number): void {
  const writing = run().blades.filter((blade) => isWriting(blade, now, deadlines.writing));
  if (writing.length > 0) throw new Refusal(...writing.map(({ slot }) => problem('slot-writing', { slot })));
}

/**
 * Does what is left of an end that the journal has, and nothing where it has none: the secrets are wiped, and then, so that a start after a kill comes
 * here again, the run's record is closed. Throws a Refusal (`vault-not-wiped`), and may be called again.
 */
export function finishEnd({ store, vault, endRun }: Ending): void {
  const how = endOfRun(store.run());
  if (!how) return;
  if (vault) orRefuse(vault.wipe());
  endRun(how);
}

export interface Seal {
  readonly incomplete: boolean;
  readonly by: string;
  readonly now: number;
}

/** Nobody is let in by it any more. Somebody who seals what does not answer knows that the token ends by itself. */
async function endToken({ api, secrets }: ClusterHandle, incomplete: boolean): Promise<void> {
  try {
    const client = api();
    if (client) await removeToken(client, new Secret(secrets().reveal().bootstrap));
  } catch (error) {
    if (!(error instanceof ApiTrouble)) throw error;
    if (!incomplete) throw new Refusal(problem('seal-incomplete'), problem('seal-token-kept', { reason: error.message }));
  }
}

/** Throws a Refusal (`seal-incomplete`, `slot-writing`, `vault-not-wiped`); after the last of them it may be asked for again. */
export async function seal(plan: Plan, store: RunStore, handle: ClusterHandle, { incomplete, by, now }: Seal): Promise<void> {
  if (!endOfRun(store.run())) {
    refuseWhileWriting(store, now);
    const { cluster, blades } = store.run();
    const missing = missingToSeal(cluster, blades, plan.kubernetes?.addons ?? []);
    if (missing.length > 0 && !incomplete) throw new Refusal(problem('seal-incomplete'), ...lacking(missing));
    await endToken(handle, incomplete);
    store.durably({ type: 'sealed', by });
    // A round of upkeep that was under way may have brought it back.
    await endToken(handle, true);
  }
  finishEnd({ store, ...handle });
}

export interface RollBack {
  /** A cluster that has begun is given up too, with the only keys to it that this laptop has. */
  readonly discardCluster: boolean;
  readonly by: string;
  readonly now: number;
}

/** What is not installed keeps its disk and boots from it. Throws a Refusal (`slot-writing`, `rollback-cluster-stands`, `vault-not-wiped`). */
export function rollBack(ending: Ending, { discardCluster, by, now }: RollBack): void {
  const { store } = ending;
  if (!endOfRun(store.run())) {
    refuseWhileWriting(store, now);
    if (store.run().cluster.begun && !discardCluster) throw new Refusal(problem('rollback-cluster-stands'));
    store.durably({ type: 'rolled-back', by });
  }
  finishEnd(ending);
}
