// Counts that are larger than a number holds, as people read them.

import type { Language } from '../../../../services/domain/language.ts';

/** Beyond this nobody reads the digits: IPv6 ranges are told as a power of two. */
const mostDigits = 1n << 40n;

/** `65,534`; `2⁶⁴` as `2^64`. */
export function countInWords(count: bigint | number, language: Language): string {
  const whole = BigInt(count);
  return whole < mostDigits ? whole.toLocaleString(language) : `2^${(whole + 1n).toString(2).length - 1}`;
}

/** How much of it is used, from 0 to 100; 100 where there is no room at all. */
export function percentOf(used: number, room: bigint | number): number {
  const whole = BigInt(room);
  return whole <= BigInt(used) ? 100 : Number((BigInt(used) * 1000n) / whole) / 10;
}
