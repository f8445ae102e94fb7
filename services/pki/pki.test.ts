import { createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bootstrapToken, clusterSecrets, type KeyAlgorithm, keyAlgorithms } from '../domain/kubernetes/secrets.ts';
import { randomKey } from '../platform/random.ts';
import {
  authorityHash,
  filesFor,
  introductionTo,
  kubeconfig,
  newAdministrator,
  newBootstrapToken,
  newClusterSecrets,
  newKeyPair,
} from './index.ts';
import { slackMilliseconds } from './validity.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2026-11-21T10:11:12.345Z');
const making = { now, random: randomKey, keyPair: newKeyPair };
const secretsOf = async (algorithm: KeyAlgorithm = 'ECDSA-P256', at = now) =>
  (await newClusterSecrets({ ...making, clusterName: 'rack-7', now: at, algorithm })).reveal();
const time = (text: string) => Date.parse(text);
const isPair = (privateKey: string, publicKey: string) =>
  verify('sha256', Buffer.from('x'), createPublicKey(publicKey), sign('sha256', Buffer.from('x'), createPrivateKey(privateKey)));

describe.each(keyAlgorithms)('the secrets of a cluster with %s', async (algorithm) => {
  const secrets = await secretsOf(algorithm);
  const authorities = Object.values(secrets.authorities);

  it('are what the schema says, also after a turn as JSON', () => {
    expect(clusterSecrets.parse(JSON.parse(JSON.stringify(secrets)))).toEqual(secrets);
  });

  it('have authorities that sign themselves, named as kubeadm names them, each with a key of its own', () => {
    const read = authorities.map(({ certificate }) => new X509Certificate(certificate));
    expect(read.map(({ subject }) => subject)).toEqual(['CN=kubernetes', 'CN=front-proxy-ca', 'CN=etcd-ca']);
    expect(read.map(({ subjectAltName }) => subjectAltName)).toEqual(['DNS:kubernetes', 'DNS:front-proxy-ca', 'DNS:etcd-ca']);
    for (const [index, one] of read.entries()) {
      expect(one.ca).toBe(true);
      expect(one.verify(one.publicKey)).toBe(true);
      expect(one.checkIssued(one)).toBe(true);
      expect(one.checkPrivateKey(createPrivateKey(authorities[index]!.privateKey))).toBe(true);
    }
    expect(new Set(read.map(({ fingerprint256 }) => fingerprint256)).size).toBe(3);
    expect(new Set(read.map(({ serialNumber }) => serialNumber)).size).toBe(3);
  });

  it('have keys of the kind that was asked for, and say so', () => {
    expect(secrets.keyAlgorithm).toBe(algorithm);
    const keys = [...authorities, secrets.serviceAccount, secrets.admin].map(({ privateKey }) => createPrivateKey(privateKey));
    const wanted = algorithm === 'RSA-2048' ? { modulusLength: 2048, publicExponent: 65537n } : { namedCurve: 'prime256v1' };
    for (const key of keys) expect(key.asymmetricKeyDetails).toEqual(wanted);
    expect(isPair(secrets.serviceAccount.privateKey, secrets.serviceAccount.publicKey)).toBe(true);
  });

  it('have an administrator whom the cluster’s authority vouches for, and neither of the others', () => {
    const admin = new X509Certificate(secrets.admin.certificate);
    expect(admin.subject).toBe('O=kubeadm:cluster-admins\nCN=rackstrap');
    expect(admin.issuer).toBe('CN=kubernetes');
    expect(admin.ca).toBe(false);
    expect(admin.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(admin.checkPrivateKey(createPrivateKey(secrets.admin.privateKey))).toBe(true);
    const [cluster, ...others] = authorities.map(({ certificate }) => new X509Certificate(certificate));
    expect(admin.checkIssued(cluster!) && admin.verify(cluster!.publicKey)).toBe(true);
    for (const other of others) expect(admin.verify(other.publicKey)).toBe(false);
  });
});

describe('a certificate', () => {
  it('holds from a day before it was made, an authority for ten years and an administrator for one, in whole seconds', async () => {
    const { authorities, admin } = await secretsOf();
    const second = Math.floor(now / 1000) * 1000;
    for (const { certificate } of Object.values(authorities)) {
      const { validFrom, validTo } = new X509Certificate(certificate);
      expect([time(validFrom), time(validTo)]).toEqual([second - slackMilliseconds, second + 3650 * day]);
    }
    const { validFrom, validTo } = new X509Certificate(admin.certificate);
    expect([time(validFrom), time(validTo)]).toEqual([second - slackMilliseconds, second + 365 * day]);
  });

  it.each([
    '1969-12-31T23:00:00Z',
    '1970-01-01T00:00:00Z',
    '2039-12-31T23:59:59Z',
    '2040-06-01T00:00:00Z',
    '2049-12-31T23:59:59Z',
    '2050-01-01T12:00:00Z',
  ])(
    'says when it ends also when it is made at %s', // after 2049 times are written in another form (RFC 5280, section 4.1.2.5)
    async (at) => {
      const { authorities } = await secretsOf('ECDSA-P256', time(at));
      const read = new X509Certificate(authorities.cluster.certificate);
      expect(time(read.validTo)).toBe(time(at) + 3650 * day);
      expect(time(read.validFrom)).toBe(time(at) - slackMilliseconds);
    },
  );

  it('of an administrator never outlives its authority', async () => {
    const { authorities } = await secretsOf();
    const end = time(new X509Certificate(authorities.cluster.certificate).validTo);
    const late = { ...making, now: end - day };
    const { certificate } = await newAdministrator({ user: 'late', algorithm: 'ECDSA-P256' }, authorities.cluster, late);
    expect(time(new X509Certificate(certificate).validTo)).toBe(end);
  });

  it('of an administrator is as long as was asked, for whom it was asked, and is not made when it would not hold', async () => {
    const { authorities } = await secretsOf();
    const ask = (life: number, at = now) =>
      newAdministrator({ user: 'Zoë, night+shift=1', algorithm: 'RSA-2048', life }, authorities.cluster, { ...making, now: at });
    const read = new X509Certificate((await ask(8 * hour)).certificate);
    expect(time(read.validTo)).toBe(Math.floor((now + 8 * hour) / 1000) * 1000);
    expect(read.toLegacyObject().subject).toMatchObject({ O: 'kubeadm:cluster-admins', CN: 'Zoë, night+shift=1' });
    expect(read.verify(new X509Certificate(authorities.cluster.certificate).publicKey)).toBe(true);
    await expect(ask(0)).rejects.toThrow(RangeError);
    await expect(ask(day, now + 4000 * day)).rejects.toThrow(RangeError);
  });

  it('has a serial number from the randomness given: positive, sixteen bytes, whatever they are', async () => {
    for (const filling of [0, 0x7f, 0x80, 0xff]) {
      const random = (bytes: number) => new Uint8Array(bytes).fill(filling);
      const made = (await newClusterSecrets({ ...making, random, clusterName: 'x', algorithm: 'ECDSA-P256' })).reveal();
      const { serialNumber } = new X509Certificate(made.authorities.etcd.certificate);
      expect(serialNumber).toHaveLength(32);
      const [first, others] = [(filling & 0x3f) | 0x40, filling].map((byte) => byte.toString(16).padStart(2, '0'));
      expect(serialNumber.toLowerCase()).toBe(`${first}${others!.repeat(15)}`);
    }
  });

  it('is the same again from the same keys, time and randomness; they are of RSA unless asked otherwise', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => newKeyPair('RSA-2048')));
    const asked: KeyAlgorithm[] = [];
    const make = () => {
      const left = [...keys];
      const keyPair = async (algorithm: KeyAlgorithm) => {
        asked.push(algorithm);
        return left.pop()!;
      };
      return newClusterSecrets({ now, random: (bytes) => new Uint8Array(bytes).fill(5), keyPair, clusterName: 'again' });
    };
    expect((await make()).reveal()).toEqual((await make()).reveal());
    expect(asked).toEqual(Array.from({ length: 10 }, () => 'RSA-2048'));
  });
});

describe('the hash of an authority', () => {
  it('is that of its public key: another certificate of the same key has it too, another key has not', async () => {
    const pair = await newKeyPair('ECDSA-P256');
    const same = { ...making, keyPair: async () => pair };
    const [one, other, stranger] = await Promise.all([
      newClusterSecrets({ ...same, clusterName: 'x' }),
      newClusterSecrets({ ...same, clusterName: 'x', now: now + day }),
      secretsOf(),
    ]);
    const hash = introductionTo(one.reveal()).authorityHash;
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(introductionTo(other.reveal()).authorityHash).toBe(hash);
    expect(introductionTo(stranger).authorityHash).not.toBe(hash);
    expect(authorityHash(one.reveal().authorities.etcd.certificate)).toBe(hash);
  });
});

describe('a bootstrap token', () => {
  it('is six and sixteen signs, whatever the randomness', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (bytes) => {
        const { token } = newBootstrapToken((length) => bytes.subarray(0, length));
        expect(bootstrapToken.safeParse(token).success).toBe(true);
      }),
    );
    for (const filling of [0, 255]) expect(newBootstrapToken((length) => new Uint8Array(length).fill(filling)).token).toHaveLength(23);
  });

  it('takes every sign at every place', () => {
    const tokens = Array.from({ length: 4000 }, () => newBootstrapToken(randomKey).token.replace('.', ''));
    expect(new Set(tokens).size).toBe(tokens.length);
    // 4000 draws from 36 miss one of them at a given place once in 10^47.
    for (let place = 0; place < 22; place += 1) expect(new Set(tokens.map((token) => token[place])).size).toBe(36);
  });

  it('holds a day, or as long as was asked', async () => {
    expect(newBootstrapToken(randomKey).lifeSeconds).toBe(86_400);
    const asked = await newClusterSecrets({ ...making, clusterName: 'x', algorithm: 'ECDSA-P256', tokenLifeSeconds: 600, adminLife: hour });
    expect(asked.reveal().bootstrap.lifeSeconds).toBe(600);
    expect(time(new X509Certificate(asked.reveal().admin.certificate).validTo)).toBe(Math.floor((now + hour) / 1000) * 1000);
  });
});

describe('what a blade is given', () => {
  it('is all that kubeadm signs with, where it is a control-plane blade, the keys for root only', async () => {
    const secrets = await secretsOf();
    const files = filesFor('control-plane', secrets);
    expect(files.map(({ path, mode }) => `${mode.toString(8)} ${path}`)).toEqual([
      '644 /etc/kubernetes/pki/ca.crt',
      '600 /etc/kubernetes/pki/ca.key',
      '644 /etc/kubernetes/pki/front-proxy-ca.crt',
      '600 /etc/kubernetes/pki/front-proxy-ca.key',
      '644 /etc/kubernetes/pki/etcd/ca.crt',
      '600 /etc/kubernetes/pki/etcd/ca.key',
      '644 /etc/kubernetes/pki/sa.pub',
      '600 /etc/kubernetes/pki/sa.key',
    ]);
    for (const { text, mode } of files) expect(mode === 0o600).toBe(text.includes('PRIVATE KEY'));
    const text = files.map((file) => file.text).join('');
    for (const other of [secrets.admin.privateKey, secrets.encryptionKey, secrets.bootstrap.token]) expect(text).not.toContain(other);
  });

  it('is no file where it is a worker, and the introduction holds no more than the token and the hash', async () => {
    const secrets = await secretsOf();
    expect(filesFor('worker', secrets)).toEqual([]);
    expect(introductionTo(secrets)).toEqual({
      token: secrets.bootstrap.token,
      authorityHash: authorityHash(secrets.authorities.cluster.certificate),
    });
  });
});

it('a kubeconfig holds what it was given, whatever the names are', async () => {
  const { admin, authorities } = await secretsOf();
  const authority = authorities.cluster.certificate;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.webUrl(), (clusterName, user, server) => {
      const text = kubeconfig({ clusterName, server, authority, user, identity: admin });
      const read = parse(text);
      const context = `${user}@${clusterName}`;
      expect(read['current-context']).toBe(context);
      expect(read.contexts).toEqual([{ name: context, context: { cluster: clusterName, user } }]);
      expect(read.clusters).toEqual([
        { name: clusterName, cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') } },
      ]);
      expect(Buffer.from(read.users[0].user['client-key-data'], 'base64').toString()).toBe(admin.privateKey);
      expect(Buffer.from(read.users[0].user['client-certificate-data'], 'base64').toString()).toBe(admin.certificate);
    }),
  );
});
