// Kubernetes' own programs and the CNI plugins, each with the SHA-256 that its project publishes beside it.

import type { Arch } from '../../../domain/bundle.ts';
import { cniNeed, kubernetesNeed } from '../../../domain/needs.ts';
import { allOrRefusals } from '../all.ts';
import type { Source } from '../source.ts';
import { summed } from './summed.ts';
import { baseOf } from './text.ts';

/** Both projects are under it. */
const licence = 'Apache-2.0';

export interface KubernetesOptions {
  /** `1.37.1` */
  readonly version: string;
  readonly arches: readonly Arch[];
  /** Instead of the project's own server. */
  readonly base?: string;
}

/** Usual sizes in bytes. */
const programs = { kubeadm: 72e6, kubelet: 58e6, kubectl: 60e6 } as const;

/** What nodes run of one Kubernetes release: kubeadm, kubelet and kubectl. */
export const kubernetes =
  ({ version, arches, base = 'https://dl.k8s.io' }: KubernetesOptions): Source =>
  (fetch) =>
    allOrRefusals(
      arches.flatMap((arch) =>
        Object.entries(programs).map(([name, expectedBytes]) => {
          const source = `${baseOf(base)}/release/v${version}/bin/linux/${arch}/${name}`;
          const part = { path: `bin/${arch}/${name}`, kind: 'binary', arch, version, licence, source } as const;
          return summed(fetch, { ...part, satisfies: [kubernetesNeed] }, expectedBytes);
        }),
      ),
    );

export interface CniPluginsOptions extends KubernetesOptions {
  /** The pod networks that call them. */
  readonly cnis: readonly string[];
}

/** Usual size in bytes. */
const pluginsBytes = 55e6;

/** The plugins that pod networks call on each node, all in one archive. `version` as in `1.9.1`. */
export const cniPlugins =
  ({ version, arches, cnis, base = 'https://github.com/containernetworking/plugins/releases/download' }: CniPluginsOptions): Source =>
  (fetch) =>
    allOrRefusals(
      arches.map((arch) => {
        const source = `${baseOf(base)}/v${version}/cni-plugins-linux-${arch}-v${version}.tgz`;
        const part = { path: `cni/${arch}/cni-plugins.tgz`, kind: 'cni-plugins', arch, version, licence, source } as const;
        return summed(fetch, { ...part, satisfies: cnis.map(cniNeed) }, pluginsBytes);
      }),
    );
