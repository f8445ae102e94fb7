import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubeconfig } from '../pki/index.ts';
import { readKubeconfig } from './kubeconfig.ts';

const pem = (label: string) => `-----BEGIN ${label}-----\nTm90IG9uZQ==\n-----END ${label}-----\n`;
const identity = { certificate: pem('CERTIFICATE'), privateKey: pem('PRIVATE KEY') };
const written = (names: { readonly clusterName: string; readonly user: string }) =>
  kubeconfig({ ...names, server: 'https://10.20.30.9:6443', authority: pem('CERTIFICATE'), identity });
const usual = written({ clusterName: 'rack-7', user: 'administrator' });
const reasonOf = (text: string) => {
  const read = readKubeconfig(text, 'admin.conf');
  return read.ok ? undefined : read.problems[0]!.params!.reason;
};

test('what is handed over is read back, whatever the names in it are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (clusterName, user) => {
      const read = readKubeconfig(written({ clusterName, user }), 'admin.conf');
      expect(read).toMatchObject({ ok: true, value: { server: 'https://10.20.30.9:6443', authority: pem('CERTIFICATE') } });
      if (read.ok) expect(read.value.administrator.reveal()).toEqual(identity);
    }),
  );
});

test('the key of a kubeadm, of another form, is read too', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const rsa = usual.replace(encoded(identity.privateKey), encoded(pem('RSA PRIVATE KEY')));
  const read = readKubeconfig(rsa, 'admin.conf');
  expect(read.ok && read.value.administrator.reveal().privateKey).toBe(pem('RSA PRIVATE KEY'));
});

test.each([
  ['', 'it is no YAML of a kubeconfig'],
  ['{', 'it is no YAML of a kubeconfig'],
  ['just words', 'it is no YAML of a kubeconfig'],
  ['contexts: 7', 'its current context names no context of the file'],
  [usual.replace('current-context', 'other'), 'its current context names no context of the file'],
  [usual.replace('- name: "rack-7"', '- name: "rack-8"'), 'its current context names no cluster of the file'],
  [usual.replace('https://', 'http://'), 'it names no server by https'],
  [usual.replace('client-key-data', 'client-key'), 'it has no client-key-data that could be used'],
  [usual.replace(/client-certificate-data: .*/, 'token: abc'), 'it has no client-certificate-data that could be used'],
  [
    usual.replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true'),
    'it has no certificate-authority-data that could be used',
  ],
])('%#: a file that cannot be used is refused, and why', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test('any text is read or refused, and never quoted', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(reasonOf(text)).toMatch(/^its? /);
    }),
  );
});
