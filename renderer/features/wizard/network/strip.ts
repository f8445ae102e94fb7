// Ranges as bars on one line: in the order of their addresses, every one wide enough to be seen, overlaps where they are.

import { isIpv4, lastOf, overlap, type Subnet, toNumber } from '../../../../services/domain/network/address.ts';

/** Who has a range. Those of the cluster may share addresses with nobody; the others lie in each other as networks do. */
export type Owner = 'subnet' | 'relayed' | 'pods' | 'services' | 'site' | 'adapter';

export interface OwnedRange {
  readonly owner: Owner;
  /** Tells ranges of one owner apart where there is a word for it: the adapter's name. */
  readonly name?: string;
  readonly range: Subnet;
}

export interface Bar<Range extends OwnedRange = OwnedRange> {
  readonly owned: Range;
  /** From 0 to 1 on the line. */
  readonly from: number;
  readonly to: number;
  /** Those it must not overlap, and does. */
  readonly clashes: readonly Range[];
}

const inCluster = ({ owner }: OwnedRange) => owner === 'pods' || owner === 'services';
const ofMachines = ({ owner }: OwnedRange) => owner === 'subnet' || owner === 'relayed';

/** The provisioning network is a network of the site, and of the adapter whose cable goes there. */
const mayNotShare = (one: OwnedRange, other: OwnedRange): boolean =>
  inCluster(one) || inCluster(other) || (ofMachines(one) && ofMachines(other));

/** Above every IPv4 address, so that both families are on one line. */
const beginOfIpv6 = 1n << 32n;

const place = (address: string): bigint => toNumber(address) + (isIpv4(address) ? 0n : beginOfIpv6);
const endsOf = ({ range }: OwnedRange): [bigint, bigint] => [place(range.address), place(lastOf(range)) + 1n];

/** Every stretch between two ends is as wide as every other one: a network of 256 addresses beside one of 16 million can be seen. */
export function strip<Range extends OwnedRange>(ranges: readonly Range[]): Bar<Range>[] {
  const ends = [...new Set(ranges.flatMap(endsOf))].toSorted((one, other) => (one < other ? -1 : 1));
  const at = new Map(ends.map((end, index) => [end, index / Math.max(1, ends.length - 1)]));
  return ranges.map((owned) => {
    const [first, last] = endsOf(owned);
    const clashes = ranges.filter((other) => other !== owned && mayNotShare(owned, other) && overlap(owned.range, other.range));
    return { owned, from: at.get(first)!, to: at.get(last)!, clashes };
  });
}
