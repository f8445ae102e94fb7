// What the laptop makes for a cluster, openssl reads, the real kubeadm takes for its own, and the real kubectl connects with.

import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type ClusterSecrets, type KeyAlgorithm, keyAlgorithms } from '../../services/domain/kubernetes/secrets.ts';
import { filesFor, introductionTo, kubeconfig, newClusterSecrets, newKeyPair } from '../../services/pki/index.ts';
import { randomKey } from '../../services/platform/random.ts';
import { cachedCommand } from '../lab/kubernetes/build.ts';
import { versions } from '../lab/kubernetes/versions.ts';
import { skip } from '../setup/skipped.ts';

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? undefined : 'needs openssl';
const [kubeadm, kubectl] = [cachedCommand('kubeadm'), cachedCommand('kubectl')];
const notCached = (name: 'kubeadm' | 'kubectl', file: string) =>
  existsSync(file) ? undefined : `needs ${name} in the cache: node test/lab/kubernetes/build.ts ${name}`;

const root = mkdtempSync(join(tmpdir(), 'rackstrap-pki-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (program: string, ...words: string[]) => execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const openssl = (...words: string[]) => run('openssl', ...words);
const told = (file: string) => openssl('x509', '-in', file, '-noout', '-text', '-certopt', 'no_header,no_pubkey,no_sigdump,no_serial');
/** Its extensions as openssl names them, without what differs from key to key. */
const extensionsOf = (file: string) =>
  told(file)
    .replace(/^.*X509v3 extensions:\n/s, '')
    .replaceAll(/[0-9A-F]{2}(:[0-9A-F]{2}){19}/g, '…');

interface Cluster {
  readonly secrets: ClusterSecrets;
  readonly pki: string;
  readonly config: string;
}

const kubeadmConfig = (pki: string, algorithm: KeyAlgorithm, { token, lifeSeconds }: ClusterSecrets['bootstrap']) => `
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: 10.0.0.11 }
nodeRegistration: { name: blade-01, criSocket: unix:///run/containerd/containerd.sock }
bootstrapTokens: [{ token: ${token}, ttl: ${lifeSeconds}s }]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v${versions.kubernetes}
controlPlaneEndpoint: 10.0.0.10:6443
apiServer: { certSANs: [127.0.0.1] }
encryptionAlgorithm: ${algorithm}
certificatesDir: ${pki}
`;

/** The files of a control-plane blade, below a directory instead of `/`, as if Ignition had put them there. */
async function blade(algorithm: KeyAlgorithm): Promise<Cluster> {
  const made = await newClusterSecrets({ now: Date.now(), random: randomKey, keyPair: newKeyPair, clusterName: 'rack-7', algorithm });
  const secrets = made.reveal();
  const directory = join(root, algorithm);
  for (const { path, mode, text } of filesFor('control-plane', secrets)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode });
  }
  const pki = join(directory, 'etc/kubernetes/pki');
  const config = join(directory, 'kubeadm.yaml');
  writeFileSync(config, kubeadmConfig(pki, algorithm, secrets.bootstrap));
  return { secrets, pki, config };
}

const blades = Object.fromEntries(await Promise.all(keyAlgorithms.map(async (algorithm) => [algorithm, await blade(algorithm)]))) as Record<
  KeyAlgorithm,
  Cluster
>;
const authorities = ['ca', 'front-proxy-ca', 'etcd/ca'] as const;

describe.skipIf(skip('openssl reads the cluster’s certificates', noOpenssl))('openssl', { timeout: 60_000 }, () => {
  it.each(keyAlgorithms)('finds authorities with %s that verify, each with its own key', (algorithm) => {
    const { pki } = blades[algorithm];
    for (const name of authorities) {
      const [crt, key] = [join(pki, `${name}.crt`), join(pki, `${name}.key`)];
      expect(openssl('verify', '-x509_strict', '-CAfile', crt, crt)).toContain(': OK');
      expect(openssl('x509', '-in', crt, '-noout', '-pubkey')).toBe(openssl('pkey', '-in', key, '-pubout'));
    }
    expect(openssl('pkey', '-in', join(pki, 'sa.key'), '-pubout')).toBe(readFileSync(join(pki, 'sa.pub'), 'utf8'));
  });

  it.each(keyAlgorithms)(
    'finds an administrator with %s whom the cluster’s authority vouches for, as a client and no server',
    (algorithm) => {
      const { pki, secrets } = blades[algorithm];
      const admin = join(root, algorithm, 'admin.crt');
      writeFileSync(admin, secrets.admin.certificate);
      const verify = (purpose: string, name: string) =>
        spawnSync('openssl', ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', join(pki, `${name}.crt`), admin]).status === 0;
      expect(verify('sslclient', 'ca')).toBe(true);
      expect(verify('sslserver', 'ca')).toBe(false);
      expect(verify('sslclient', 'front-proxy-ca')).toBe(false);
      expect(openssl('x509', '-in', admin, '-noout', '-subject')).toMatch(/O ?= ?kubeadm:cluster-admins, CN ?= ?rackstrap/);
      expect(extensionsOf(admin)).toContain('Digital Signature, Key Encipherment');
    },
  );

  it.each(keyAlgorithms)('has the same hash of the authority with %s', (algorithm) => {
    const { pki, secrets } = blades[algorithm];
    const command = `openssl x509 -in '${join(pki, 'ca.crt')}' -noout -pubkey | openssl pkey -pubin -outform der | sha256sum`;
    expect(introductionTo(secrets).authorityHash).toBe(`sha256:${run('sh', '-c', command).slice(0, 64)}`);
  });
});

describe.skipIf(skip('a real kubeadm takes the authorities', noOpenssl ?? notCached('kubeadm', kubeadm)))(
  'kubeadm',
  { timeout: 120_000 },
  () => {
    it.each(keyAlgorithms)(
      'makes authorities of its own that differ from ours with %s in nothing but key, serial number and time',
      (algorithm) => {
        const own = join(root, algorithm, 'own');
        const config = join(root, algorithm, 'own.yaml');
        writeFileSync(config, kubeadmConfig(own, algorithm, blades[algorithm].secrets.bootstrap));
        for (const phase of ['ca', 'front-proxy-ca', 'etcd-ca']) run(kubeadm, 'init', 'phase', 'certs', phase, '--config', config);
        for (const name of authorities) {
          const [ours, theirs] = [join(blades[algorithm].pki, `${name}.crt`), join(own, `${name}.crt`)];
          expect(extensionsOf(ours)).toBe(extensionsOf(theirs));
          for (const line of [/Signature Algorithm: .*/, /Issuer: .*/, /Subject: .*/]) {
            expect(told(ours)).toMatch(line);
            expect(line.exec(told(ours))?.[0]).toBe(line.exec(told(theirs))?.[0]);
          }
        }
      },
    );

    it.each(keyAlgorithms)(
      'signs every certificate of a node with the authorities it was given with %s, and leaves them as they are',
      (algorithm) => {
        const { pki, config, secrets } = blades[algorithm];
        const said = run(kubeadm, 'init', 'phase', 'certs', 'all', '--config', config);
        for (const name of authorities) expect(said).toContain(`Using existing ${name} certificate authority`);
        expect(said).toContain('Using the existing "sa" key');
        for (const { path, text } of filesFor('control-plane', secrets))
          expect(readFileSync(join(root, algorithm, path), 'utf8')).toBe(text);
        const signed = { ca: ['apiserver', 'apiserver-kubelet-client'], 'front-proxy-ca': ['front-proxy-client'] } as const;
        const etcd = [...['server', 'peer', 'healthcheck-client'].map((name) => `etcd/${name}`), 'apiserver-etcd-client'];
        for (const [authority, names] of Object.entries({ ...signed, 'etcd/ca': etcd }))
          for (const name of names)
            expect(openssl('verify', '-x509_strict', '-CAfile', join(pki, `${authority}.crt`), join(pki, `${name}.crt`))).toContain(': OK');
        expect(readdirSync(pki)).toHaveLength(15);
      },
    );

    it.each(keyAlgorithms)('writes the kubeconfigs with %s, and finds every certificate in time', (algorithm) => {
      const { pki, config } = blades[algorithm];
      const kubernetes = dirname(pki);
      run(kubeadm, 'init', 'phase', 'kubeconfig', 'all', '--config', config, '--kubeconfig-dir', kubernetes);
      for (const name of ['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'])
        expect(readFileSync(join(kubernetes, `${name}.conf`), 'utf8')).toContain('client-certificate-data');
      const said = JSON.parse(run(kubeadm, 'certs', 'check-expiration', '--config', config, '-o', 'json'));
      for (const { name, residualTime, externallyManaged, missing } of said.certificateAuthorities)
        expect({ name, missing, externallyManaged, years: Math.round(residualTime / 365 / 86_400) }).toMatchObject({
          externallyManaged: false,
          years: 10,
        });
      expect(said.certificateAuthorities).toHaveLength(3);
      // Kubeconfigs are looked for in /etc/kubernetes, whatever directory the certificates are in.
      const certificates = said.certificates.filter(({ name }: { name: string }) => !name.endsWith('.conf'));
      expect(certificates).toHaveLength(7);
      for (const { missing = false, externallyManaged } of certificates) expect([missing, externallyManaged]).toEqual([false, false]);
    });
  },
);

describe.skipIf(skip('a real kubectl connects by our kubeconfig', notCached('kubeadm', kubeadm) ?? notCached('kubectl', kubectl)))(
  'kubectl',
  { timeout: 120_000 },
  () => {
    /** A server with the API server's certificate, which tells who came. */
    async function withApi(pki: string, work: (server: string) => Promise<void>): Promise<unknown[]> {
      const file = (name: string) => readFileSync(join(pki, name));
      const came: unknown[] = [];
      const options = {
        key: file('apiserver.key'),
        cert: file('apiserver.crt'),
        ca: file('ca.crt'),
        requestCert: true,
        rejectUnauthorized: true,
      };
      const server = createServer(options, (request, response) => {
        const { O, CN } = (request.socket as TLSSocket).getPeerCertificate().subject;
        came.push({ O, CN, url: request.url });
        response.end('ok');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        await work(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      return came;
    }

    it.each(keyAlgorithms)('reads the kubeconfig with %s, and is let in by whom the authority vouches for', async (algorithm) => {
      const { pki, config, secrets } = blades[algorithm];
      run(kubeadm, 'init', 'phase', 'certs', 'apiserver', '--config', config);
      const path = join(root, algorithm, 'rack-7.conf');
      const came = await withApi(pki, async (server) => {
        const text = kubeconfig({
          clusterName: 'rack-7',
          server,
          authority: secrets.authorities.cluster.certificate,
          user: 'rackstrap',
          identity: secrets.admin,
        });
        writeFileSync(path, text, { mode: 0o600 });
        const view = JSON.parse(run(kubectl, '--kubeconfig', path, 'config', 'view', '-o', 'json'));
        expect(view).toMatchObject({ 'current-context': 'rackstrap@rack-7', clusters: [{ name: 'rack-7', cluster: { server } }] });
        const { stdout } = await promisify(execFile)(kubectl, ['--kubeconfig', path, 'get', '--raw', '/healthz'], { timeout: 60_000 });
        expect(stdout).toBe('ok');
      });
      expect(came).toEqual([{ O: 'kubeadm:cluster-admins', CN: 'rackstrap', url: '/healthz' }]);
    });

    it('is not let in by another cluster’s kubeconfig, nor does it talk to another cluster’s server', async () => {
      const { pki, config } = blades['ECDSA-P256'];
      const { authorities: others, admin } = blades['RSA-2048'].secrets;
      const { authorities: own, admin: ownAdmin } = blades['ECDSA-P256'].secrets;
      run(kubeadm, 'init', 'phase', 'certs', 'apiserver', '--config', config);
      const path = join(root, 'wrong.conf');
      const came = await withApi(pki, async (server) => {
        for (const [authority, identity, why] of [
          [own.cluster.certificate, admin, /EOF|reset|certificate/],
          [others.cluster.certificate, ownAdmin, /unknown authority/],
        ] as const) {
          writeFileSync(path, kubeconfig({ clusterName: 'x', server, authority, user: 'x', identity }), { mode: 0o600 });
          const words = ['--kubeconfig', path, '--request-timeout', '20s', 'get', '--raw', '/healthz'];
          await expect(promisify(execFile)(kubectl, words, { timeout: 60_000 })).rejects.toThrow(why);
        }
      });
      expect(came).toEqual([]);
    });
  },
);
