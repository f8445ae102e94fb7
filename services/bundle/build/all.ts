// Several things asked for at once: all of them, or every reason why not.

import { Refusal, refusalIn } from '../../domain/problem.ts';

/** All values, once every one has ended. Rejects with one Refusal of all problems, or with the first surprise. */
export async function allOrRefusals<Value>(asked: readonly Promise<Value>[]): Promise<Value[]> {
  const ends = await Promise.allSettled(asked);
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  const surprise = reasons.find((reason) => refusalIn(reason) === undefined);
  if (surprise !== undefined) throw surprise;
  if (reasons.length > 0) throw new Refusal(...reasons.flatMap((reason) => refusalIn(reason)!.problems));
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}
