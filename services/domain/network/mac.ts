// MAC addresses: read in any common notation, kept as six lower-case pairs with colons.

import { z } from 'zod';

/** `d0:00:67:13:0d:00`, from that or `D0-00-…`, `d000.6713.0d00`, `d00067130d00`; undefined when it is none of them. */
export function parseMac(text: string): string | undefined {
  const hex = text.trim().toLowerCase();
  const shaped = /^[0-9a-f]{2}([:-]?)([0-9a-f]{2}\1){4}[0-9a-f]{2}$/.test(hex) || /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/.test(hex);
  return shaped
    ? hex
        .replace(/[^0-9a-f]/g, '')
        .match(/../g)!
        .join(':')
    : undefined;
}

/** Every notation, where neither a letter, a digit nor another pair stands beside it. */
const inText =
  /(?<![0-9a-z]|[0-9a-f]{2}[:-])(?:[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4})(?![0-9a-z]|[:-][0-9a-f]{2})/gi;

/** All MAC addresses in a text that says other things too, such as a sticker's: `MAC D0:00:67:13:0D:00 REV A`. */
export const findMacs = (text: string): string[] => [...text.matchAll(inText)].map(([found]) => parseMac(found)!);

/** How many MAC addresses there are. */
const macCount = 2 ** 48;

/** The MAC address `offset` behind this one; undefined beyond the last, and before the first. */
export function macPlus(mac: string, offset: number): string | undefined {
  const value = Number.parseInt(mac.replaceAll(':', ''), 16) + offset;
  return value >= 0 && value < macCount ? parseMac(value.toString(16).padStart(12, '0')) : undefined;
}

/** The notation of file names and URLs: `d0-00-67-13-0d-00`. */
export const hyphenated = (mac: string): string => mac.replaceAll(':', '-');

/** Why no network port can have this address, in words; undefined for one that can (IEEE 802, the I/G bit). */
export function notOnePort(mac: string): string | undefined {
  if (/^[0:]+$/.test(mac)) return 'all zeros';
  if (/^[f:]+$/.test(mac)) return 'the broadcast address';
  return Number.parseInt(mac.slice(0, 2), 16) & 1 ? 'a multicast address' : undefined;
}

export const macAddress = z
  .string()
  .transform((text, context) => {
    const mac = parseMac(text);
    if (mac) return mac;
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  })
  .describe('six pairs of hexadecimal digits, for example d0:00:67:13:0d:00');
