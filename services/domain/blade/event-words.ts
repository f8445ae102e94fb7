// What every language has to say of each kind of event, and sizes, which are the same in all of them.

import type { Happening } from './events.ts';
import type { EventOf } from './outcome.ts';

/** Each event as one line without the slot and the time, which stand beside it. A kind that a language forgot is a type error. */
export type EventWords = { readonly [Type in Happening['type']]: (event: EventOf<Type>) => string };

/** `12 MB`, `340 kB`: decimal, as disks and links are sold. */
export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
