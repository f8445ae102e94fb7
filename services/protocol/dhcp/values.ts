// What stands inside option bytes: IPv4 addresses, numbers in network order, texts.

/** `10.20.30.40` at `offset`; the caller has checked that four bytes are there. */
export function addressAt(bytes: Uint8Array, offset = 0): string {
  const [a, b, c, d] = [bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]];
  return `${a}.${b}.${c}.${d}`;
}

/** Four bytes of a dotted IPv4 address. */
export const addressBytes = (address: string): Uint8Array => uint32(numberOfAddress(address));

/** An IPv4 address as the number its bits are, so that ranges can be compared. */
export function numberOfAddress(address: string): number {
  let sum = 0;
  let byte = 0;
  for (let index = 0; index < address.length; index += 1) {
    const code = address.charCodeAt(index);
    if (code === 0x2e) {
      sum = sum * 256 + byte;
      byte = 0;
    } else byte = byte * 10 + code - 0x30;
  }
  return sum * 256 + byte;
}

export const addressOfNumber = (value: number): string => `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;

/** The bits that name the network: 0xffffff00 for 24. */
export const maskOf = (prefixLength: number): number => (prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0);

export const uint16At = (bytes: Uint8Array, offset = 0): number => (bytes[offset]! << 8) | bytes[offset + 1]!;
export const uint32At = (bytes: Uint8Array, offset = 0): number =>
  ((bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!) >>> 0;

export const uint16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value & 255);
export const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

/** Text up to the first NUL, one character per byte: what is not ASCII comes back as it was. */
export function textAt(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let index = start; index < end && bytes[index] !== 0; index += 1) text += String.fromCharCode(bytes[index]!);
  return text;
}

export const textBytes = (text: string): Uint8Array => bytesOf(text, text.length);

/** With the NUL that old ROMs need behind a file name: they append to it, or read past it. */
export const terminated = (text: string): Uint8Array => bytesOf(text, text.length + 1);

function bytesOf(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

const hexadecimal = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Six lower-case pairs with colons. */
export const macAt = (bytes: Uint8Array, offset = 0): string =>
  `${hexadecimal[bytes[offset]!]}:${hexadecimal[bytes[offset + 1]!]}:${hexadecimal[bytes[offset + 2]!]}:${hexadecimal[bytes[offset + 3]!]}:${hexadecimal[bytes[offset + 4]!]}:${hexadecimal[bytes[offset + 5]!]}`;

/** The order in which SMBIOS writes a UUID: the first three groups have their low byte first (SMBIOS 2.6, section 7.2.1). */
const uuidOrder = [
  [3, 2, 1, 0],
  [5, 4],
  [7, 6],
  [8, 9],
  [10, 11, 12, 13, 14, 15],
];

/** `11112222-3333-4444-5555-666677778888` of the 16 bytes at `offset`, as the machine's own inventory shows it. */
export const uuidAt = (bytes: Uint8Array, offset = 0): string =>
  uuidOrder.map((group) => group.map((index) => hexadecimal[bytes[offset + index]!]).join('')).join('-');
