// Text as TFTP's netascii mode carries it (RFC 1350 section 1, RFC 764): a line ends with CR LF, and a lone CR is followed by NUL.

const cr = 13;
const lf = 10;

/** The file's bytes as netascii: LF becomes CR LF, CR becomes CR NUL. */
export function toNetascii(bytes: Uint8Array): Uint8Array {
  const longer = bytes.reduce((count, byte) => (byte === cr || byte === lf ? count + 1 : count), 0);
  const out = new Uint8Array(bytes.length + longer);
  let at = 0;
  for (const byte of bytes) {
    if (byte === lf) out[at++] = cr;
    out[at++] = byte;
    if (byte === cr) out[at++] = 0;
  }
  return out;
}
