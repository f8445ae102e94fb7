import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sshKeyProblem } from './ssh-key.ts';

/** Made with ssh-keygen; the private halves are gone. */
const made = {
  ed25519: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGIl2vof8e4CSlSQZj+5i2w43hqTx08tSKvIDexPcgfh',
  nistp256:
    'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBP0tyuCUqT2kvTdUX7rQmb0wq8naoi6ITdkmMPGgAiM/naBEAAfAszkiJb1Lq62vD4fb4QImMELTJGiqWxj8764=',
  nistp521:
    'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBABO4Sy61C0OAbtcoWfkY/i/jGaMYdrjLcyLoSFFyjLJk+Bpt/EPv/Vxx4ui75OiJ9DWnbALUL710r7CUA58mbOr8AAT5NNjlhOnhyjXnxAPiit+Mx4hBy1cl1XYao525il6cRHgGx/xEfN/vXMgRfMucqLRQLUEfmot1Y4YMTJwmXYZ0w==',
  rsa2048:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDCFiKg5zLkwChmfu+zDxxgJ+vNNIzNIm3bl97XXNusx1gkAaMgxY0iL1CCOi8z3Sb5dhDN+4L4RiE/diUfxv368KPnaEGWGNC4CRyIgvV2ttJIpnXkBe3L4CzUmOiM6zqkchIGrMRD11+bNDL4drMFnRiOtjKMXxHtNrSP0F70oWCAFGCFhhCHflmQbVUhxm8oASRZmHbQ3aeItw7oRwLHwiR9sPQ6fWErD6tbSoGMk2YDMXUo0fgjyMAWX0l411q7eH54q8apZD6JA6YWB2JM/X3XGcuxwEyMn2j+ajkTMECCtk51An7YR/XDNZgbf2wNX1M5mmBNak+OTPW0/a3h',
  rsa1024:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDMctgSSMgfUmUlvI8jWUCeAIEZBis7Nw25lWV+stQKtCe1L2vJmC2/OSzyB1x+khbScp6A6yBPpTYviQnOpMpYoAN97NfWyWyjbYFLWsli4HgW8eZOty6hMvoUw9xZCTD4xXkGXT3e3nW3nDgimfGu4D0MvseaM0rs8sgORdD+cQ==',
};

const field = (bytes: Uint8Array | string) => {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};
const key = (type: string, ...fields: (Uint8Array | string)[]) =>
  `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString('base64')}`;

describe('takes', () => {
  it.each([
    ['Ed25519', made.ed25519],
    ['a comment with spaces', `${made.ed25519} ann on her laptop`],
    ['a tab before the comment', `${made.ed25519}\tann`],
    ['ECDSA P-256', made.nistp256],
    ['ECDSA P-521', made.nistp521],
    ['RSA 2048', made.rsa2048],
    ['a hardware Ed25519 key', key('sk-ssh-ed25519@openssh.com', new Uint8Array(32), 'ssh:')],
    ['a hardware ECDSA key', key('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', Uint8Array.of(4, ...new Uint8Array(64)), 'ssh:')],
  ])('%s', (_, line) => {
    expect(sshKeyProblem(line)).toBeUndefined();
  });
});

describe('refuses', () => {
  it.each([
    ['RSA 1024', made.rsa1024, 'plan-ssh-key-weak', '1024 bits'],
    ['RSA with a modulus of zeros', key('ssh-rsa', Uint8Array.of(1, 0, 1), new Uint8Array(900_000)), 'plan-ssh-key-weak', '0 bits'],
    ['DSA', 'ssh-dss AAAAB3NzaC1kc3MAAACB', 'plan-ssh-key-weak', 'DSA'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz', 'plan-ssh-key-private', ''],
    ['the name of a file', '~/.ssh/id_ed25519.pub', 'plan-ssh-key', 'begins with "~/.ssh/id_ed25519.pub"'],
    ['options before the key', `no-pty ${made.ed25519}`, 'plan-ssh-key', 'begins with "no-pty"'],
    ['a type without a key', 'ssh-ed25519', 'plan-ssh-key', 'cut short'],
    ['a key with its end cut off', made.ed25519.slice(0, -8), 'plan-ssh-key', 'cut short'],
    ['a wrong character', made.ed25519.replace('C3Nz', 'C3.z'), 'plan-ssh-key', 'wrong character'],
    ['another type inside', made.ed25519.replace('ssh-ed25519', 'ssh-rsa'), 'plan-ssh-key', 'of another type'],
    ['a curve that is not the one named', key('ecdsa-sha2-nistp256', 'nistp384', new Uint8Array(97)), 'plan-ssh-key', 'nistp256'],
    ['an Ed25519 key that is too short', key('ssh-ed25519', new Uint8Array(31)), 'plan-ssh-key', 'wrong length'],
    ['more fields than a key has', key('ssh-ed25519', new Uint8Array(32), 'x'), 'plan-ssh-key', 'more in it'],
    ['two keys in one', `${made.ed25519} ann\n${made.rsa2048}`, 'plan-ssh-key', 'several lines'],
    ['a name every object has', 'constructor AAAA', 'plan-ssh-key', 'begins with "constructor"'],
  ])('%s', (_, line, code, words) => {
    const found = sshKeyProblem(line);
    expect(found?.code).toBe(code);
    expect(found?.what).toContain(words);
  });
});

it('never throws, and takes no key whose bytes were changed in length', () => {
  const [type = '', body = ''] = made.ed25519.split(' ');
  fc.assert(fc.property(fc.string(), (line) => void sshKeyProblem(line)));
  fc.assert(fc.property(fc.base64String(), (text) => void sshKeyProblem(`ssh-rsa ${text}`)));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 9 }), (more) => {
      const longer = Buffer.concat([Buffer.from(body, 'base64'), more]).toString('base64');
      expect(sshKeyProblem(`${type} ${longer}`)).toBeDefined();
    }),
  );
});
