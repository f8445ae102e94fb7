import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedKey, scryptKey, seal, unseal } from './seal.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex = (found: Uint8Array) => Buffer.from(found).toString('hex');

/** McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B: the cases with keys of 256 bits and nonces of 96. */
const gcm = [
  {
    name: '13',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    header: '',
    content: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    header: '',
    content: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '16',
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    header: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    content: 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b',
  },
] as const;

/** RFC 7914, section 12. */
const scrypts = [
  {
    passphrase: '',
    salt: '',
    effort: { cost: 16, blockSize: 1, parallelization: 1 },
    key: '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  },
  {
    passphrase: 'password',
    salt: 'NaCl',
    effort: { cost: 1024, blockSize: 8, parallelization: 16 },
    key: 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
  },
  {
    passphrase: 'pleaseletmein',
    salt: 'SodiumChloride',
    effort: { cost: 16384, blockSize: 8, parallelization: 1 },
    key: '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
  },
] as const;

/** RFC 5869, appendix A: those with SHA-256. */
const hkdfs = [
  {
    key: '0b'.repeat(22),
    salt: '000102030405060708090a0b0c',
    use: 'f0f1f2f3f4f5f6f7f8f9',
    derived: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    key: '0b'.repeat(22),
    salt: '',
    use: '',
    derived: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
] as const;

describe('a seal', () => {
  it.each(gcm)('is that of AES-256-GCM, test case $name', ({ key, nonce, header, content, sealed }) => {
    const sealing = { key: bytes(key), nonce: bytes(nonce), header: bytes(header) };
    expect(hex(seal(sealing, bytes(content)))).toBe(sealed.replaceAll(' ', ''));
    expect(hex(unseal(sealing, bytes(sealed))!)).toBe(content);
  });

  it('opens what it closed, and nothing that differs by a bit anywhere', () => {
    const some = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const flipped = (from: Uint8Array, bit: number) =>
      from.with((bit >> 3) % from.length, from[(bit >> 3) % from.length]! ^ (1 << (bit & 7)));
    fc.assert(
      fc.property(
        some(32),
        some(12),
        fc.uint8Array({ minLength: 1 }),
        fc.uint8Array(),
        fc.nat(4096),
        (key, nonce, header, content, bit) => {
          const sealing = { key, nonce, header };
          const sealed = new Uint8Array(seal(sealing, content));
          expect([...unseal(sealing, sealed)!]).toEqual([...content]);
          expect(unseal(sealing, flipped(sealed, bit))).toBeUndefined();
          expect(unseal({ ...sealing, header: flipped(header, bit) }, sealed)).toBeUndefined();
          expect(unseal({ ...sealing, key: flipped(key, bit) }, sealed)).toBeUndefined();
          expect(unseal({ ...sealing, nonce: flipped(nonce, bit) }, sealed)).toBeUndefined();
        },
      ),
    );
  });

  it.each([0, 1, 15])('is not there in %d bytes', (length) => {
    const zeros = { key: new Uint8Array(32), nonce: new Uint8Array(12), header: new Uint8Array() };
    expect(unseal(zeros, new Uint8Array(length))).toBeUndefined();
  });
});

describe('a key', () => {
  it.each(scrypts)('from the passphrase “$passphrase” is that of RFC 7914', async ({ passphrase, salt, effort, key }) => {
    expect(hex(await scryptKey(passphrase, new TextEncoder().encode(salt), effort, 64))).toBe(key);
  });
  it.each(hkdfs)('from another key is that of RFC 5869', async ({ key, salt, use, derived }) => {
    expect(hex(await derivedKey(bytes(key), bytes(salt), bytes(use), 42))).toBe(derived);
  });
});
