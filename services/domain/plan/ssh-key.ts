// SSH public keys, checked as sshd will read them: `type base64 [comment]`, the type again inside (RFC 4253 section 6.6, RFC 5656, RFC 8709).

import { type Problem, problem } from '../problem.ts';

/** NIST SP 800-131A: below this an RSA key is not to be trusted, and OpenSSH refuses to make one. */
const fewestRsaBits = 2048;

type Fields = readonly Uint8Array[];

const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

/** Bits of a positive integer as SSH writes it: big-endian, with a zero byte before a set top bit. */
function bitsOf(integer: Uint8Array): number {
  const first = integer.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : 8 * (integer.length - first - 1) + (32 - Math.clz32(integer[first]!));
}

const size = (field: Uint8Array | undefined, wanted: number) => (field?.length === wanted ? undefined : 'its key has the wrong length');

/** A curve's name and an uncompressed point on it: 0x04, then both coordinates. */
const point = (curve: string, bytes: number) => (fields: Fields) =>
  text(fields[1]!) === curve && fields[2]![0] === 4 ? size(fields[2], bytes) : `it does not hold a point of ${curve}`;

interface KeyType {
  /** How many fields stand in the key, its type among them. */
  readonly fields: number;
  readonly check: (fields: Fields) => string | undefined;
}

const keyTypes: Readonly<Record<string, KeyType>> = {
  'ssh-ed25519': { fields: 2, check: (fields) => size(fields[1], 32) },
  'ssh-rsa': { fields: 3, check: () => undefined },
  'ecdsa-sha2-nistp256': { fields: 3, check: point('nistp256', 65) },
  'ecdsa-sha2-nistp384': { fields: 3, check: point('nistp384', 97) },
  'ecdsa-sha2-nistp521': { fields: 3, check: point('nistp521', 133) },
  'sk-ssh-ed25519@openssh.com': { fields: 3, check: (fields) => size(fields[1], 32) },
  'sk-ecdsa-sha2-nistp256@openssh.com': { fields: 4, check: point('nistp256', 65) },
};

/** The length-prefixed fields of a key; undefined when a length goes beyond the end. */
function fieldsOf(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) return undefined;
    const length = view.getUint32(offset);
    offset += 4;
    if (offset + length > bytes.length) return undefined;
    fields.push(bytes.subarray(offset, offset + length));
    offset += length;
  }
  return fields;
}

function decodeBase64(body: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
}

function malformed(line: string): string | undefined {
  const [type = '', body = ''] = line.split(/[ \t]+/);
  if (/[\r\n]/.test(line)) return 'it goes over several lines';
  if (!Object.hasOwn(keyTypes, type)) return `it begins with "${type.slice(0, 40)}" instead of ${Object.keys(keyTypes).join(', ')}`;
  const bytes = decodeBase64(body);
  const fields = bytes && fieldsOf(bytes);
  if (!fields) return 'its middle part is cut short or has a wrong character in it';
  if (text(fields[0] ?? new Uint8Array()) !== type) return `it says ${type}, but the key inside is of another type`;
  return fields.length === keyTypes[type]!.fields ? keyTypes[type]!.check(fields) : 'it is cut short, or has more in it than a key';
}

/** OpenSSH's and PuTTY's private keys, and the inside of OpenSSH's without its first line ("openssh-key-v1" in base64). */
const privateMarks = /PRIVATE KEY|PuTTY-User-Key-File|^b3BlbnNzaC1rZXktdjE/m;

/** Whether a text holds a private key, or the part of one that gives it away. */
export const isPrivateKey = (text: string): boolean => privateMarks.test(text);

/** What is wrong with the line of a `.pub` file (`plan-ssh-key`, `plan-ssh-key-weak`, `plan-ssh-key-private`); undefined when nothing is. */
export function sshKeyProblem(line: string): Problem | undefined {
  if (isPrivateKey(line)) return problem('plan-ssh-key-private');
  if (line.startsWith('ssh-dss ')) return problem('plan-ssh-key-weak', { reason: 'DSA is refused by every current SSH server' });
  const reason = malformed(line);
  if (reason) return problem('plan-ssh-key', { reason });
  const [type = '', body = ''] = line.split(/[ \t]+/);
  if (type !== 'ssh-rsa') return undefined;
  const bits = bitsOf(fieldsOf(decodeBase64(body)!)![2]!);
  return bits < fewestRsaBits ? problem('plan-ssh-key-weak', { reason: `it is RSA with ${bits} bits` }) : undefined;
}
