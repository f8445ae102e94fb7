// Many addresses in few words: those that follow one another are one run.

import { distance, isIpv4, plus } from '../../../../services/domain/network/address.ts';

const follows = (one: string, other: string) => isIpv4(one) === isIpv4(other) && distance(one, other) === 1;

/** `10.0.0.4–10.0.0.9` for six addresses in a row; what stands alone stays as it is. In the order of the addresses. */
export function addressRuns(addresses: readonly string[]): string[] {
  const sorted = [...new Set(addresses)].sort((one, other) =>
    isIpv4(one) === isIpv4(other) ? distance(other, one) : Number(isIpv4(other)) - Number(isIpv4(one)),
  );
  const runs: { first: string; count: number }[] = [];
  for (const address of sorted) {
    const run = runs.at(-1);
    if (run && follows(plus(run.first, run.count - 1), address)) run.count += 1;
    else runs.push({ first: address, count: 1 });
  }
  return runs.flatMap(({ first, count }) => {
    const last = plus(first, count - 1);
    if (count === 1) return [first];
    return count === 2 ? [first, last] : [`${first}–${last}`];
  });
}
