// What of a pasted text becomes a key, and what never leaves it.

import { describe, expect, it } from 'vitest';
import { keyInWords, pastedKeys } from './pasted-keys.ts';
import { sampleKey } from './sample.ts';

const codes = (text: string) => pastedKeys(text).problems.map(({ code }) => code);

describe('pasted keys', () => {
  it('are taken line by line, blank lines and comments apart', () => {
    expect(pastedKeys(`# mine\r\n\r\n${sampleKey} you@laptop\r\n`)).toEqual({
      keys: [`${sampleKey} you@laptop`],
      problems: [],
      wrong: [],
      known: 0,
    });
  });
  it('are not taken twice, whatever their comments', () => {
    expect(pastedKeys(`${sampleKey} a\n${sampleKey} b\n`).keys).toEqual([`${sampleKey} b`]);
    expect(pastedKeys(sampleKey, [`${sampleKey} a`])).toEqual({ keys: [], problems: [], wrong: [], known: 1 });
  });
  it('that are wrong are told of, and the good ones beside them are taken', () => {
    const { keys, problems, wrong } = pastedKeys(`hello\n${sampleKey}`);
    expect(keys).toEqual([sampleKey]);
    expect(wrong).toEqual(['hello']);
    expect(problems.map(({ code }) => code)).toEqual(['plan-ssh-key']);
  });
  it.each([
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----',
    'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\nAAAA',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none',
  ])('nothing of a private key is kept or repeated: %s', (secret) => {
    expect(codes(`${sampleKey}\n${secret}`)).toEqual(['plan-ssh-key-private-refused']);
    const found = pastedKeys(`${sampleKey}\n${secret}`);
    expect(found.keys).toEqual([]);
    for (const line of secret.split('\n')) expect(JSON.stringify(found)).not.toContain(line);
  });
});

describe('a key in words', () => {
  it.each([
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 you at the laptop', { type: 'ssh-ed25519', end: 'ZDI1NTE5', comment: 'you at the laptop' }],
    ['ssh-rsa AAAA', { type: 'ssh-rsa', end: 'AAAA', comment: '' }],
    ['nonsense', { type: 'nonsense', end: '', comment: '' }],
  ])('%s', (line, words) => expect(keyInWords(line)).toEqual(words));
});
