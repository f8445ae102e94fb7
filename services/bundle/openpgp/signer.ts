// What a key says of one of its signing keys: the primary itself, or a subkey that both of them agreed on.
//
//   primary ── binding signature ──► subkey          "this subkey may sign for me, until …"
//   subkey  ── back signature ─────► primary         "and I am yours" (within the binding: nobody can claim another's subkey)
//
// The newest of several bindings counts, also where it is newer than what was signed: keys are prolonged that way, and old bindings dropped.

import { config, enums, type Key, type SignaturePacket, Subkey } from 'openpgp';
import { fingerprintOf } from './read.ts';

type KeyPacket = Key['keyPacket'] | Subkey['keyPacket'];

/** A signing key as it stands now. Times are milliseconds since 1970. */
export interface Signer {
  readonly packet: KeyPacket;
  /** Upper-case hexadecimal. */
  readonly fingerprint: string;
  /** For people: `subkey …` or `primary key …`. */
  readonly name: string;
  readonly created: number;
  /** With the primary, when that one ends earlier; Infinity for never. */
  readonly expires: number;
  readonly revoked?: number;
  /** Why it may not sign at all. */
  readonly unfit?: string;
}

/** Binding signatures bind the two together; so does a revocation. */
type Signed = { readonly key: Key['keyPacket']; readonly bind?: KeyPacket };

/** The newest of these signatures of this type that `by` made over `data`, and that holds at this time. */
async function newest(
  signatures: readonly SignaturePacket[],
  type: enums.signature,
  by: KeyPacket,
  data: Signed,
  now: (signature: SignaturePacket) => Date,
): Promise<SignaturePacket | undefined> {
  const ofType = signatures.filter(({ signatureType }) => signatureType === type);
  for (const signature of ofType.toSorted((one, other) => Number(other.created) - Number(one.created))) {
    const holds = await signature.verify(by, type, data, now(signature), false, config).then(
      () => true,
      () => false,
    );
    if (holds) return signature;
  }
  return undefined;
}

/** A revocation counts from whatever day it claims: a clock that is wrong must not hide it. */
const whenever = ({ created }: SignaturePacket): Date => created!;

const expiryOf = (packet: KeyPacket, { keyNeverExpires, keyExpirationTime }: SignaturePacket): number =>
  keyNeverExpires === false ? packet.created.getTime() + keyExpirationTime! * 1000 : Number.POSITIVE_INFINITY;

const maySign = ({ keyFlags }: SignaturePacket): boolean => ((keyFlags?.[0] ?? 0) & enums.keyFlags.signData) !== 0;

/** The library would refuse these keys itself where it chooses one; here the signature has chosen. */
function weaknessOf(packet: KeyPacket): string | undefined {
  const { algorithm, bits } = packet.getAlgorithmInfo();
  if (config.rejectPublicKeyAlgorithms.has(packet.algorithm)) return `${algorithm} is not taken any more`;
  return bits !== undefined && bits < config.minRSABits ? `${bits} bits are too few` : undefined;
}

/** When a key was revoked, by a revocation that its primary made. */
async function revocation(key: Key, subkey?: Subkey): Promise<number | undefined> {
  const { keyPacket } = key;
  const ofPrimary = await newest(key.revocationSignatures, enums.signature.keyRevocation, keyPacket, { key: keyPacket }, whenever);
  const data = { key: keyPacket, ...(subkey ? { bind: subkey.keyPacket } : {}) };
  const own = subkey && (await newest(subkey.revocationSignatures, enums.signature.subkeyRevocation, keyPacket, data, whenever));
  return (ofPrimary ?? own)?.created?.getTime();
}

interface Bound {
  readonly expires: number;
  readonly unfit?: string;
}

async function boundSubkey({ keyPacket }: Key, subkey: Subkey, now: Date): Promise<Bound> {
  const data = { key: keyPacket, bind: subkey.keyPacket };
  const binding = await newest(subkey.bindingSignatures, enums.signature.subkeyBinding, keyPacket, data, () => now);
  if (!binding) return { expires: Number.POSITIVE_INFINITY, unfit: 'the primary key has not bound it' };
  const expires = expiryOf(subkey.keyPacket, binding);
  if (!maySign(binding)) return { expires, unfit: 'it is not meant for signing' };
  const back = binding.embeddedSignature ? [binding.embeddedSignature] : [];
  const agreed = await newest(back, enums.signature.keyBinding, subkey.keyPacket, data, () => now);
  return agreed ? { expires } : { expires, unfit: 'it has not signed back that it belongs to the primary key' };
}

async function boundPrimary(key: Key, now: Date): Promise<Bound> {
  const user = await key.getPrimaryUser(now).catch(() => undefined);
  if (!user) return { expires: Number.POSITIVE_INFINITY, unfit: 'it does not vouch for itself' };
  const expires = expiryOf(key.keyPacket, user.selfCertification);
  return maySign(user.selfCertification) ? { expires } : { expires, unfit: 'it is not meant for signing' };
}

/** How the key that made this signature stands at `now` (milliseconds since 1970); undefined where the key file does not have it. */
export async function signerOf(key: Key, { issuerKeyID }: SignaturePacket, now: number): Promise<Signer | undefined> {
  const [found] = key.getKeys(issuerKeyID);
  if (!found) return undefined;
  const subkey = found instanceof Subkey ? found : undefined;
  const at = new Date(now);
  const { expires, unfit } = subkey ? await boundSubkey(key, subkey, at) : await boundPrimary(key, at);
  const primaryExpires = await key.getExpirationTime();
  const reason = primaryExpires === null ? 'the primary key does not vouch for itself' : (unfit ?? weaknessOf(found.keyPacket));
  const revoked = await revocation(key, subkey);
  return {
    packet: found.keyPacket,
    fingerprint: fingerprintOf(found),
    name: `${subkey ? 'subkey' : 'primary key'} ${fingerprintOf(found)}`,
    created: found.getCreationTime().getTime(),
    expires: Math.min(expires, Number(primaryExpires ?? Number.POSITIVE_INFINITY)),
    ...(revoked === undefined ? {} : { revoked }),
    ...(reason === undefined ? {} : { unfit: reason }),
  };
}
