// MAC addresses: read in any common notation, kept as six lower-case pairs with colons.

import { z } from 'zod';

/** `d0:00:67:13:0d:00`, from that or `D0-00-…`, `d000.6713.0d00`, `d00067130d00`; undefined when it is none of them. */
export function parseMac(text: string): string | undefined {
  const hex = text.trim().toLowerCase();
  const shaped = /^([0-9a-f]{2}([:-]?))([0-9a-f]{2}\2){4}[0-9a-f]{2}$/.test(hex) || /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/.test(hex);
  return shaped
    ? hex
        .replace(/[^0-9a-f]/g, '')
        .match(/../g)!
        .join(':')
    : undefined;
}

/** The notation of file names and URLs: `d0-00-67-13-0d-00`. */
export const hyphenated = (mac: string): string => mac.replaceAll(':', '-');

export const macAddress = z.string().transform((text, context) => {
  const mac = parseMac(text);
  if (mac) return mac;
  context.addIssue({ code: 'custom', message: 'write six pairs of hexadecimal digits, for example d0:00:67:13:0d:00' });
  return z.NEVER;
});
