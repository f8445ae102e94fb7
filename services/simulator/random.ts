// Seeded chance: the same seed gives the same simulated rack, packet by packet.

/** Numbers from 0 up to, not including, 1. */
export type Random = () => number;

/** FNV-1a, 32 bits: spreads a seed's text over the generator's whole state. */
const hash = (text: string): number => [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

/** A generator of its own for every name, so that what one blade draws never depends on another's timing. Mulberry32. */
export function seededRandom(seed: number, name: string): Random {
  let state = hash(`${seed}/${name}`);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `limit` − 1. */
export const below = (limit: number, random: Random): number => Math.floor(random() * limit);

/** `count` bytes in hexadecimal. */
export const randomHex = (count: number, random: Random): string =>
  Array.from({ length: count }, () => below(256, random).toString(16).padStart(2, '0')).join('');

/** A random UUID's form (RFC 9562), for boot ids. */
export const randomUuid = (random: Random): string => [4, 2, 2, 2, 6].map((count) => randomHex(count, random)).join('-');
