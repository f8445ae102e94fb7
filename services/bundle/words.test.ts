import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, readWords, wordsOf } from './words.ts';

/** The public key of RFC 8032, section 7.1, test 1. */
const publicKey = Uint8Array.from(Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'));
const golden = 'capable various jewel dress enforce cost meadow lecture favorite casino virus exchange';
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const codes = (typed: string) => {
  const read = readWords(typed);
  return read.ok ? [] : read.problems.map(({ what }) => what);
};

describe('the words of a key', () => {
  it('are those that every BIP-39 list gives for the first half of its SHA-256', () => {
    expect(Buffer.from(fingerprintOf(publicKey)).toString('hex')).toBe('21fe31dfa154a261626bf854046fd227');
    expect(wordsOf(publicKey)).toBe(golden);
  });
  it('are twelve, and are understood however they are typed', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const words = wordsOf(key);
        expect(words.split(' ')).toHaveLength(12);
        for (const typed of [words, words.toUpperCase(), `  ${words.replaceAll(' ', '\n ')}\r\n`, words.replaceAll(' ', ', ')])
          expect(readWords(typed)).toEqual({ ok: true, value: words });
      }),
    );
  });
  it('are refused when one is left out, doubled, or not in the list, with the reason', () => {
    const words = golden.split(' ');
    expect(codes(words.slice(1).join(' '))).toEqual(['These are not the twelve words of a key: there are 11 of them.']);
    expect(codes(`${golden} ${golden}`)).toEqual(['These are not the twelve words of a key: there are 24 of them.']);
    expect(codes(words.with(3, 'rackstrap').join(' '))).toEqual([
      'These are not the twelve words of a key: rackstrap is not in the list of words.',
    ]);
    expect(codes(words.with(11, words[0]!).join(' '))).toEqual([
      'These are not the twelve words of a key: they do not fit each other: one is wrong, or two changed places.',
    ]);
    expect(codes('')).toHaveLength(1);
  });
});
