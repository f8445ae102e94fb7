import { describe, expect, it } from 'vitest';
import { decodeList } from './decode.ts';

const text = (bytes: Uint8Array) => {
  const read = decodeList(bytes, 'list.csv');
  return read.ok ? [read.value.text, ...read.value.problems.map(({ code }) => code)] : read.problems.map(({ code }) => code);
};

describe('decodeList', () => {
  it('reads UTF-8, with and without a mark', () => {
    expect(text(new TextEncoder().encode('机箱;Gehäuse'))).toEqual(['机箱;Gehäuse']);
    expect(text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toEqual(['a']);
  });
  it('reads what Excel calls Unicode text', () => {
    expect(text(Uint8Array.of(0xff, 0xfe, 0x3a, 0x67, 0x09, 0x00))).toEqual(['机\t']);
  });
  it('guesses what Chinese and European spreadsheets write, and says so', () => {
    expect(text(Uint8Array.of(0xbb, 0xfa, 0xcf, 0xe4, 0x2c, 0x31))).toEqual(['机箱,1', 'list-encoding']);
    expect(text(Uint8Array.of(0x47, 0x65, 0x68, 0xe4, 0x75, 0x73, 0x65, 0x3b))).toEqual(['Gehäuse;', 'list-encoding']);
  });
  it('refuses a file that is no text', () => {
    expect(text(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xff))).toEqual(['list-binary']);
  });
});
