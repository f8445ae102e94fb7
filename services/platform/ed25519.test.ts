import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateKey, isSignedBy, type PrivateKey, readPrivateKey } from './ed25519.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
/** A raw secret in the PEM that every tool reads: the ASN.1 around it is the same for each Ed25519 key (RFC 8410, section 10.3). */
const pemOf = (secret: string) =>
  String(
    createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex'), format: 'der', type: 'pkcs8' }).export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );
const read = (pem: string, passphrase?: string): PrivateKey => {
  const key = readPrivateKey(pem, passphrase);
  if (typeof key === 'string') throw new Error(key);
  return key;
};

/** RFC 8032, section 7.1: tests 1 to 3. */
const vectors = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

describe('Ed25519', () => {
  it.each(vectors)('signs as RFC 8032 does with the key %s', (secret, publicKey, message, signature) => {
    const key = read(pemOf(secret));
    expect(Buffer.from(key.publicKey).toString('hex')).toBe(publicKey);
    expect(Buffer.from(key.sign(hex(message))).toString('hex')).toBe(signature);
    expect(isSignedBy(hex(publicKey), hex(message), hex(signature))).toBe(true);
  });

  it('takes no signature with a bit changed, nor one over other bytes, nor by another key', () => {
    const [key, other] = [generateKey(), generateKey()];
    const flipped = (bytes: Uint8Array, bit: number) => bytes.with(bit >> 3, bytes[bit >> 3]! ^ (1 << (bit & 7)));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (message, bit) => {
        const signature = key.sign(message);
        expect(isSignedBy(key.publicKey, message, signature)).toBe(true);
        expect(isSignedBy(key.publicKey, flipped(message, bit % (8 * message.length)), signature)).toBe(false);
        expect(isSignedBy(key.publicKey, message, flipped(signature, bit % 512))).toBe(false);
        expect(isSignedBy(other.publicKey, message, signature)).toBe(false);
      }),
    );
  });

  it.each([0, 31, 33, 64])('is not fooled by a key of %d bytes', (length) => {
    expect(isSignedBy(new Uint8Array(length), new Uint8Array(), new Uint8Array(64))).toBe(false);
  });
});

describe('a private key in a file', () => {
  it('is read back as it was written, with and without a passphrase', () => {
    const key = generateKey();
    expect(read(key.pem()).publicKey).toEqual(key.publicKey);
    expect(key.pem('a long one')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(read(key.pem('a long one'), 'a long one').publicKey).toEqual(key.publicKey);
    expect(read(key.pem(), 'not needed').publicKey).toEqual(key.publicKey);
  });

  it('says why it cannot be used', () => {
    const pem = generateKey().pem('right');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(readPrivateKey(pem)).toBe('passphrase-missing');
    expect(readPrivateKey(pem, 'wrong')).toBe('passphrase-wrong');
    expect(readPrivateKey(String(rsa))).toBe('other-kind');
    for (const text of ['', 'nonsense', pem.replace(/\n.*/s, '\n')])
      expect(readPrivateKey(text, 'x')).toMatch(/^no-key$|^passphrase-wrong$/);
  });
});
