// What lies on a control-plane blade when kubeadm is through, below a directory of a test: certificates, the managers' files, and each program's flags.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { ClusterSecrets } from '../../../services/domain/kubernetes/secrets.ts';
import { filesFor, kubeconfig } from '../../../services/pki/index.ts';
import { freePort } from '../../../services/platform/free-port.ts';
import { cachedCommand } from '../../lab/kubernetes/build.ts';
import { versions } from '../../lab/kubernetes/versions.ts';
import { loopback } from '../registry-stage.ts';

/** In documents that no packet follows: an API server must not tell its pods an address of the loopback. */
export const advertised = '10.20.30.40';
const hostname = 'c1-1';

/** The programs beside the API server. */
export type Manager = 'kube-controller-manager' | 'kube-scheduler';

export type Flags = Readonly<Record<string, string>>;

const kubeadmConfig = (directory: string, port: number) => `
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: ${advertised}, bindPort: ${port} }
nodeRegistration: { name: ${hostname}, criSocket: unix:///run/containerd/containerd.sock }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v${versions.kubernetes}
apiServer: { certSANs: [${loopback}] }
networking: { podSubnet: 10.244.0.0/16 }
etcd: { local: { dataDir: ${directory}/etcd } }
encryptionAlgorithm: ECDSA-P256
certificatesDir: ${directory}/etc/kubernetes/pki
`;

/** Certificates, the managers' files and static pods, by kubeadm: the flags of each program by its name. */
export function prepare(directory: string, port: number): (pod: string) => Flags {
  const [config, pods] = [join(directory, 'kubeadm.yaml'), join(directory, 'pods')];
  writeFileSync(config, kubeadmConfig(directory, port));
  mkdirSync(pods);
  const phase = (...words: string[]) =>
    execFileSync(cachedCommand('kubeadm'), ['init', 'phase', ...words, '--config', config], {
      stdio: 'pipe',
      env: { ...process.env, KUBEADM_INIT_DRYRUN_DIR: pods },
    });
  phase('certs', 'all');
  phase('kubeconfig', 'all', '--kubeconfig-dir', directory);
  phase('etcd', 'local', '--dry-run');
  phase('control-plane', 'all', '--dry-run');
  return (pod) => {
    const words: string[] = parse(readFileSync(join(pods, `${pod}.yaml`), 'utf8')).spec.containers[0].command.slice(1);
    return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
  };
}

/** What of kubeadm's flags names a port or an address that is not to be had twice on one machine. */
export async function moved(
  directory: string,
): Promise<{ readonly etcd: Flags; readonly 'kube-apiserver': Flags } & Record<Manager, Flags>> {
  const [client, peer, metrics, controllers, scheduler] = await Promise.all(Array.from({ length: 5 }, () => freePort('tcp', loopback)));
  const [clients, peers] = [`https://${loopback}:${client}`, `https://${loopback}:${peer}`];
  const kubeconfigs = (name: string) =>
    Object.fromEntries(['', 'authentication-', 'authorization-'].map((what) => [`--${what}kubeconfig`, join(directory, `${name}.conf`)]));
  return {
    etcd: {
      '--advertise-client-urls': clients,
      '--listen-client-urls': clients,
      '--initial-advertise-peer-urls': peers,
      '--listen-peer-urls': peers,
      '--initial-cluster': `${hostname}=${peers}`,
      '--listen-metrics-urls': `http://${loopback}:${metrics}`,
    },
    'kube-apiserver': { '--etcd-servers': clients, '--bind-address': loopback },
    'kube-controller-manager': { ...kubeconfigs('controller-manager'), '--secure-port': `${controllers}`, '--leader-elect': 'false' },
    'kube-scheduler': { ...kubeconfigs('scheduler'), '--secure-port': `${scheduler}`, '--leader-elect': 'false' },
  };
}

/** The secrets of a control-plane blade and the administrator’s kubeconfig, whose path it returns. */
export function layOut(directory: string, server: string, secrets: ClusterSecrets): string {
  for (const { path, mode, text } of filesFor('control-plane', secrets)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode });
  }
  const file = join(directory, 'administrator.conf');
  const { clusterName, authorities, admin: identity } = secrets;
  const authority = authorities.cluster.certificate;
  writeFileSync(file, kubeconfig({ clusterName, server, authority, user: 'rackstrap', identity }), { mode: 0o600 });
  return file;
}

/** The managers ask the API server where it really listens. */
export function pointManagers(directory: string, server: string): void {
  for (const name of ['super-admin', 'controller-manager', 'scheduler']) {
    const file = join(directory, `${name}.conf`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/server: .*/, `server: ${server}`));
  }
}
