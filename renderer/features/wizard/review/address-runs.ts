// Many addresses in few words: those that follow one another are one run.

import { distance, isAddress, isIpv4, plus } from '../../../../services/domain/network/address.ts';

const follows = (one: string, other: string) => isIpv4(one) === isIpv4(other) && distance(one, other) === 1;

const inOrder = (addresses: readonly string[]): string[] =>
  addresses.toSorted((one, other) => (isIpv4(one) === isIpv4(other) ? distance(other, one) : Number(isIpv4(other)) - Number(isIpv4(one))));

interface Run {
  readonly first: string;
  count: number;
}

function inWords({ first, count }: Run): string[] {
  const last = plus(first, count - 1);
  if (count === 1) return [first];
  return count === 2 ? [first, last] : [`${first}–${last}`];
}

/** `10.0.0.4–10.0.0.9` for six addresses in a row, in their order; networks and names of hosts stay as they are, after them. */
export function addressRuns(addresses: readonly string[]): string[] {
  const all = [...new Set(addresses)];
  const runs: Run[] = [];
  for (const address of inOrder(all.filter(isAddress))) {
    const run = runs.at(-1);
    if (run && follows(plus(run.first, run.count - 1), address)) run.count += 1;
    else runs.push({ first: address, count: 1 });
  }
  return [...runs.flatMap(inWords), ...all.filter((one) => !isAddress(one))];
}
