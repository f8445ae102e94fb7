import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256OfBytes } from '../platform/sha256.ts';
import { headerLine, readVaultText, type VaultLock, vaultText } from './vault-format.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const some = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const lock = fc.oneof(
  fc.constant<VaultLock>({ key: 'hkdf-sha256' }),
  fc.record({
    key: fc.constant('scrypt' as const),
    effort: fc.record({
      cost: fc.integer({ min: 1, max: 19 }).map((power) => 2 ** power),
      blockSize: fc.integer({ min: 1, max: 16 }),
      parallelization: fc.integer({ min: 1, max: 16 }),
    }),
  }),
);
const vault = fc.record({ lock, salt: some(16), nonce: some(12), sealed: fc.uint8Array({ minLength: 1, maxLength: 300 }) });

const header = {
  format: 'rackstrap/vault/v1',
  cipher: 'aes-256-gcm',
  key: 'scrypt',
  cost: 16,
  blockSize: 1,
  parallelization: 1,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  nonce: 'AAAAAAAAAAAAAAAA',
};
/** A file with the checksum that belongs to it, whatever is in it. */
function withSum(first: string, second = 'AAAA'): Uint8Array {
  const lines = `${first}\n${second}\n`;
  return bytes(`${lines}${sha256OfBytes(bytes(lines))}\n`);
}
const whole = withSum(JSON.stringify(header));

describe('a vault as text', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(vault, ({ sealed, ...written }) => {
        const line = headerLine(written);
        const read = readVaultText(bytes(vaultText(line, sealed)));
        expect(read).toEqual({ ...written, line: new Uint8Array(line), sealed });
      }),
    );
  });

  it('is damaged wherever a bit flips, and where it ends too early or too late', () => {
    expect(readVaultText(whole)).toMatchObject({ lock: { key: 'scrypt', effort: { cost: 16, blockSize: 1, parallelization: 1 } } });
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = whole.with(bit >> 3, whole[bit >> 3]! ^ (1 << (bit & 7)));
      // The one digit of the version may become another digit.
      expect(['damaged', 'too-new']).toContain(readVaultText(flipped));
    }
    for (let length = 0; length < whole.length; length += 1) expect(readVaultText(whole.subarray(0, length))).toBe('damaged');
    for (const sign of ['\n', 'x']) expect(readVaultText(Uint8Array.from([...whole, ...bytes(sign)]))).toBe('damaged');
    expect(readVaultText(Uint8Array.from([...whole, ...whole]))).toBe('damaged');
  });

  it('is not believed in what would cost too much, nor in what is no effort, salt, nonce or cipher, though its checksum fits', () => {
    for (const change of [
      { cost: 0 },
      { cost: 1 },
      { cost: 17 },
      { cost: -16 },
      { cost: 1.5 },
      { cost: '16' },
      { cost: 2 ** 40 },
      { blockSize: 2 ** 30 },
      { parallelization: 17 },
      { parallelization: undefined },
      { salt: '' },
      { salt: 7 },
      { nonce: 'AAAA' },
      { nonce: `${header.nonce}\n` },
      { cipher: 'none' },
      { key: 'argon2id' },
      { key: undefined },
      { format: 'age-encryption.org/v1' },
      { format: 1 },
    ])
      expect(readVaultText(withSum(JSON.stringify({ ...header, ...change })))).toBe('damaged');
    for (const first of ['', 'null', '[]', '"rackstrap/vault/v1"', '{', '7']) expect(readVaultText(withSum(first))).toBe('damaged');
    for (const second of ['AAA', 'A=AA', 'AAAA AAAA', '*']) expect(readVaultText(withSum(JSON.stringify(header), second))).toBe('damaged');
  });

  it('of a newer Rackstrap is told as such, whatever form it has', () => {
    const first = JSON.stringify({ format: 'rackstrap/vault/v2', key: 'something new' });
    for (const text of [first, `${first}\nand so on`]) expect(readVaultText(bytes(text))).toBe('too-new');
  });
});
