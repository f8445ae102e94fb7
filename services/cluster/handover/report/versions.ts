// Which version of everything: what the bundle carried, and what was seen running.

import type { Part } from '../../../domain/bundle.ts';
import { imageName } from '../../../domain/kubernetes/images.ts';
import { acceptanceNeed, addonNeed, cniNeed, kubernetesNeed, vipNeed } from '../../../domain/needs.ts';
import { osFacts } from '../../../domain/os/index.ts';
import { bare } from '../../../domain/version.ts';
import { type Section, table } from './parts.ts';
import type { Telling } from './telling.ts';

interface Line {
  readonly component: string;
  readonly carried: string;
  readonly seen: string;
}

/** `v1.14.6` of `registry.k8s.io/coredns/coredns:v1.14.6@sha256:…`; empty where it has none. */
const tagOf = (reference: string): string => /:([^:/@]+)(@|$)/.exec(reference)?.[1] ?? '';

/** By the last part of their names, as their projects publish them. */
const components = { etcd: 'etcd', coredns: 'CoreDNS', flannel: 'flannel', 'kube-vip': 'kube-vip', pause: 'pause' } as const;

/** `sha256:5f70bf18a086`: as tools show it; the bundle's manifest has all of it. */
const shortDigest = 'sha256:'.length + 12;

const once = (versions: readonly string[]): readonly string[] => [...new Set(versions.filter((version) => version !== ''))];

/** Everything that this plan's blades got; a bundle may carry more. */
function ourParts({ manifest, plan }: Telling): Part[] {
  const { cni = '', addons = [] } = plan.kubernetes ?? {};
  const needs = new Set([kubernetesNeed, vipNeed, cniNeed(cni), acceptanceNeed, ...addons.map(addonNeed)]);
  return manifest.parts.filter(({ satisfies = [] }) => satisfies.some((need) => needs.has(need)));
}

function componentLines(parts: readonly Part[], { say }: Telling): Line[] {
  const found = Object.entries(components).map(([image, component]) => {
    const tags = parts.flatMap(({ image: { reference } = { reference: '' } }) => (imageName(reference) === image ? tagOf(reference) : []));
    return { component, carried: say.list(once(tags)), seen: '' };
  });
  return found.filter(({ carried }) => carried !== '');
}

function linesOf(telling: Telling, parts: readonly Part[]): Line[] {
  const { say, manifest, run, rows } = telling;
  const kubelets = once(rows.map(({ blade }) => blade.node?.version ?? ''));
  const plugins = once(manifest.parts.filter(({ kind }) => kind === 'cni-plugins').map(({ version }) => version ?? ''));
  const kubernetes = manifest.kubernetes ? `v${bare(manifest.kubernetes.version)}` : '';
  const { family, version, containerd = '', ignition = '' } = manifest.os;
  const lines = [
    { component: say.versions.os, carried: `${osFacts[family].title} ${version}`, seen: '' },
    { component: say.versions.apiServer, carried: kubernetes, seen: run.cluster.version ?? '' },
    { component: say.versions.kubelets, carried: kubernetes, seen: say.list(kubelets) },
    ...componentLines(parts, telling),
    { component: say.versions.plugins, carried: say.list(plugins), seen: '' },
    { component: 'containerd', carried: containerd, seen: '' },
    { component: 'Ignition', carried: ignition, seen: '' },
  ];
  return lines.filter(({ carried, seen }) => carried !== '' || seen !== '');
}

export function versionsSection(telling: Telling): Section {
  const { say } = telling;
  const parts = ourParts(telling);
  const images = parts.flatMap(({ image }) => image ?? []);
  const body = [
    table({ unseen: say.versions.title }, linesOf(telling, parts), [
      { title: say.versions.component, kind: 'name', cell: ({ component }) => component },
      { title: say.versions.carried, kind: 'mono', cell: ({ carried }) => carried },
      { title: say.versions.seen, kind: 'mono', cell: ({ seen }) => seen },
    ]),
    images.length === 0
      ? undefined
      : table(say.versions.images, images, [
          { title: say.versions.image, kind: 'mono', cell: ({ reference }) => reference },
          { title: say.versions.digest, kind: 'mono', cell: ({ digest }) => digest.slice(0, shortDigest) },
        ]),
  ];
  return { id: 'versions', title: say.versions.title, body };
}
