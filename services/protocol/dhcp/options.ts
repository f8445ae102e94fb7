// DHCP options on the wire: code, length, bytes; the same form inside options 43, 82 and 175.

import type { Malformed } from '../malformed.ts';

export { isMalformed, type Malformed } from '../malformed.ts';

/** Option codes by name: RFC 2132 unless said. */
export const option = {
  pad: 0,
  subnetMask: 1,
  router: 3,
  dns: 6,
  hostname: 12,
  vendorSpecific: 43,
  requestedAddress: 50,
  leaseSeconds: 51,
  overload: 52,
  messageType: 53,
  serverId: 54,
  parameterList: 55,
  message: 56,
  maximumSize: 57,
  renewalSeconds: 58,
  rebindingSeconds: 59,
  vendorClass: 60,
  clientId: 61,
  tftpServer: 66,
  bootFile: 67,
  userClass: 77, // RFC 3004
  relayInformation: 82, // RFC 3046
  architecture: 93, // RFC 4578 section 2.1
  networkInterface: 94, // RFC 4578 section 2.2
  uuid: 97, // RFC 4578 section 2.3
  ipxe: 175, // Etherboot's; iPXE's features one way, its settings the other
  end: 255,
} as const;

/** Inside option 82. */
export const relayOption = { circuitId: 1, remoteId: 2, linkSelection: 5 /* RFC 3527 */ } as const;
/** Inside option 175. */
export const ipxeOption = { http: 0x13, noProxyDhcp: 0xb0 } as const;

/** By code, in the order they came. */
export type Options = ReadonlyMap<number, Uint8Array>;

/**
 * Reads one option field into `into`; several of one code are one long option (RFC 3396 section 5).
 * Stops at END or at the field's end: some clients send no END. Undefined, or what is wrong.
 */
export function readOptions(field: Uint8Array, start: number, end: number, into: Map<number, Uint8Array>): Malformed | undefined {
  for (let at = start; at < end; ) {
    const code = field[at]!;
    if (code === option.end) return undefined;
    at += 1;
    if (code === option.pad) continue;
    const length = at < end ? field[at]! : 1;
    if (at + 1 + length > end) return { malformed: `option ${code} is cut off` };
    const value = field.subarray(at + 1, at + 1 + length);
    const before = into.get(code);
    into.set(code, before ? joined(before, value) : value);
    at += 1 + length;
  }
  return undefined;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** An option's own options (43, 82, 175): the same form. */
export function readSubOptions(bytes: Uint8Array): Options | Malformed {
  const found = new Map<number, Uint8Array>();
  return readOptions(bytes, 0, bytes.length, found) ?? found;
}

/** Longer than this an option is split (RFC 3396 section 4). */
const longest = 255;

/** Bytes this option takes on the wire, its heads included. */
export const sizeOf = (value: Uint8Array): number => value.length + 2 * Math.max(1, Math.ceil(value.length / longest));

/** Writes an option at `at`; returns the offset behind it. */
export function writeOption(into: Uint8Array, at: number, code: number, value: Uint8Array): number {
  let offset = at;
  let done = 0;
  do {
    const length = Math.min(longest, value.length - done);
    into[offset] = code;
    into[offset + 1] = length;
    into.set(length === value.length ? value : value.subarray(done, done + length), offset + 2);
    offset += 2 + length;
    done += length;
  } while (done < value.length);
  return offset;
}
