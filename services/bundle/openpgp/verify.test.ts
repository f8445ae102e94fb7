// Signatures that gpg does not make by itself: stolen subkeys, weak keys, damaged bytes. What gpg makes is in test/interop.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  config,
  createMessage,
  enums,
  generateKey,
  type PacketList,
  type PartialConfig,
  PrivateKey,
  SignaturePacket,
  type SubkeyOptions,
  sign,
} from 'openpgp';
import { afterAll, describe, expect, test } from 'vitest';
import { orRefuse, type Problem } from '../../domain/problem.ts';
import { pinnedKey } from './read.ts';
import { examineSignature } from './verify.ts';

const directory = mkdtempSync(join(tmpdir(), 'openpgp-'));
const file = join(directory, 'image');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const born = new Date('2024-01-01T00:00:00Z');
const signed = new Date('2025-01-01T00:00:00Z');
const now = Date.parse('2026-01-01T00:00:00Z');
const image = new TextEncoder().encode('image');

async function newKey(options: { subkeys?: SubkeyOptions[]; rsaBits?: number; config?: PartialConfig } = {}): Promise<PrivateKey> {
  const { rsaBits, ...rest } = options;
  const kind = rsaBits === undefined ? ({ type: 'ecc' } as const) : ({ type: 'rsa', rsaBits } as const);
  const made = await generateKey({
    ...kind,
    userIDs: [{ name: 'Releases' }],
    date: born,
    format: 'object',
    subkeys: [{ sign: true }],
    ...rest,
  });
  return made.privateKey;
}

const signature = async (key: PrivateKey, options: { config?: PartialConfig } = {}): Promise<Uint8Array> =>
  (await sign({
    message: await createMessage({ binary: image }),
    signingKeys: key,
    date: signed,
    detached: true,
    format: 'binary',
    ...options,
  })) as Uint8Array;

const said = ({ code, params }: Problem): string => [code, params?.reason].filter(Boolean).join(': ');

/** What is said of these bytes, `good` or the code and its reason. */
async function verdict(key: PrivateKey, made: Uint8Array, bytes: Uint8Array = image): Promise<string> {
  writeFileSync(file, bytes);
  const examined = await examineSignature({ part: 'image', bytes: made, key: key.toPublic(), now });
  if (!examined.ok) return examined.problems.map(said).join();
  const wrong = await examined.value.problemOf(file);
  return wrong ? said(wrong) : 'good';
}

/** The same key with other packets. */
const repacked = (key: PrivateKey, change: (packets: PacketList<never>) => PacketList<never>): PrivateKey =>
  new PrivateKey(change(key.toPacketList() as unknown as PacketList<never>) as never);

describe('a key', () => {
  test('signs by its subkey, and its signature holds for exactly these bytes', async () => {
    const key = await newKey();
    const made = await signature(key);
    expect(await verdict(key, made)).toBe('good');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        fc.pre(Buffer.compare(bytes, image) !== 0);
        expect(await verdict(key, made, bytes)).toBe('openpgp-signature-wrong');
      }),
      { numRuns: 30 },
    );
  });

  test('is not believed with any bit changed of what its signature says; no bit of it makes another file good, or throws', async () => {
    const key = await newKey();
    const made = await signature(key);
    // One packet: tag, length, then version, type, two algorithms, and the hashed part after its length (RFC 9580, 5.2.3).
    const [start, hashedEnd] = [2, 8 + ((made[6]! << 8) | made[7]!)];
    await fc.assert(
      fc.asyncProperty(fc.nat(made.length * 8 - 1), async (bit) => {
        const changed = Uint8Array.from(made);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const signedPart = bit >> 3 >= start && bit >> 3 < hashedEnd;
        expect(await verdict(key, changed)).toMatch(signedPart ? /^openpgp-/ : /^(good|openpgp-.*)$/);
        expect(await verdict(key, changed, new Uint8Array(5))).toMatch(/^openpgp-/);
      }),
      { numRuns: 100 },
    );
  });

  test('of 1024 bits is too weak', async () => {
    const key = await newKey({ rsaBits: 1024, config: { minRSABits: 1024 } });
    const made = await signature(key, { config: { minRSABits: 1024 } });
    expect(await verdict(key, made)).toBe('openpgp-key-unfit: 1024 bits are too few');
  });

  test('is asked before the file is there, and a file that cannot be read is no forgery', async () => {
    const key = await newKey();
    const made = await signature(key);
    const early = await examineSignature({ part: 'image', bytes: made, key, now: born.getTime() });
    expect(early).toMatchObject({ problems: [{ code: 'openpgp-clock' }] });
    const { signing, problemOf } = orRefuse(await examineSignature({ part: 'image', bytes: made, key, now }));
    expect(signing).toMatchObject({ key: key.getFingerprint().toUpperCase(), signed });
    await expect(problemOf(join(directory, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is found by its fingerprint as people write it', async () => {
    const key = await newKey();
    const file = key.toPublic().write();
    const fingerprint = key.getFingerprint();
    for (const written of [fingerprint, fingerprint.toUpperCase(), `0x${fingerprint}`, fingerprint.replace(/(.{4})/g, '$1 ')])
      expect(await pinnedKey(file, written, 'image')).toMatchObject({ ok: true });
    // A short key ID is made to order within seconds: it is never enough.
    const short = await pinnedKey(file, fingerprint.slice(-16), 'image');
    expect(short).toMatchObject({ problems: [{ code: 'openpgp-key-mismatch' }] });
  });
});

describe('a subkey', () => {
  /** A subkey's packets at the end of another's key: key, then binding. */
  const subkeyPackets = (key: PrivateKey) => [...(key.toPacketList() as unknown as Iterable<object>)].slice(-2);

  test('of somebody else does not count because it was put into the file', async () => {
    const project = await newKey();
    const thief = await newKey();
    const mixed = repacked(project, (packets) => {
      packets.push(...(subkeyPackets(thief) as never[]));
      return packets;
    });
    expect(await verdict(mixed, await signature(thief))).toBe('openpgp-key-unfit: the primary key has not bound it');
  });

  test('that was claimed without its own consent does not count', async () => {
    const project = await newKey();
    const victim = await newKey();
    const [stolen] = subkeyPackets(victim) as [{ keyPacket?: unknown }];
    const binding = new SignaturePacket();
    binding.signatureType = enums.signature.subkeyBinding;
    binding.publicKeyAlgorithm = project.keyPacket.algorithm;
    binding.hashAlgorithm = enums.hash.sha512;
    binding.keyFlags = new Uint8Array([enums.keyFlags.signData]);
    const data = { key: project.keyPacket, bind: stolen };
    const makeBinding = binding.sign as (...words: unknown[]) => Promise<void>;
    await makeBinding.call(binding, project.keyPacket, data, born, false, config);
    const claiming = repacked(project, (packets) => {
      packets.push(stolen as never, binding as never);
      return packets;
    });
    expect(await verdict(claiming, await signature(victim))).toBe(
      'openpgp-key-unfit: it has not signed back that it belongs to the primary key',
    );
  });
});

test('a signature over text is none over a file', async () => {
  const key = await newKey();
  const text = await sign({
    message: await createMessage({ text: 'image' }),
    signingKeys: key,
    date: signed,
    detached: true,
    format: 'binary',
  });
  expect(await verdict(key, text as Uint8Array)).toBe('openpgp-signature-unreadable: it is not one over bytes');
});
