import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../domain/bundle.ts';
import { type Plan, plannedBlades } from '../../domain/plan/plan.ts';
import { renderBootTable } from '../boot-table.ts';
import { families } from '../family/families.ts';
import { clusterPlan, sampleInput, samplePlan, wholeManifest } from '../sample.ts';
import { containerdParts } from './containerd.ts';
import { selectionFor } from './selection.ts';

const plan = clusterPlan('amd64');
const moving: Plan = { ...plan, architecture: 'production' };
const manifest = wholeManifest('flatcar', 'amd64');
const selected = (slot: string, changes: { plan?: Plan; manifest?: Manifest } = {}) => {
  const site = { plan, manifest, ...changes };
  return selectionFor(plannedBlades(site.plan).find((blade) => blade.slot === slot)!, site);
};
const images = (...found: Parameters<typeof selected>) => selected(...found)?.images.map(({ image }) => image.reference.split('/').at(-1));

describe('a node is given', () => {
  test('what its role runs: a worker nothing of the control plane', () => {
    expect(images('c1/2')).toEqual(['kube-proxy:v1.37.1', 'coredns:v1.14.6', 'pause:3.10.2', 'flannel:v0.28.9', 'agnhost:2.66.1']);
    expect(images('c1/1', { plan: moving })).toEqual([
      ...['kube-apiserver:v1.37.1', 'kube-controller-manager:v1.37.1', 'kube-scheduler:v1.37.1', 'kube-proxy:v1.37.1'],
      ...['coredns:v1.14.6', 'pause:3.10.2', 'etcd:3.7.0-0', 'flannel:v0.28.9', 'kube-vip:v1.2.3', 'agnhost:2.66.1'],
    ]);
  });

  test('no image of an address that moves where there is none, or nowhere to move', () => {
    const { vip: _, ...network } = plan.network;
    expect(images('c1/1', { plan: { ...moving, network } })).not.toContain('kube-vip:v1.2.3');
    expect(images('c1/1', { plan: { ...moving, architecture: 'development' } })).not.toContain('kube-vip:v1.2.3');
  });

  test('the images of add-ons that the plan names', () => {
    const addons = ['metrics-server'];
    expect(images('c1/2', { plan: { ...plan, kubernetes: { cni: 'flannel', addons } } })).toContain('metrics-server:v0.8.0');
  });

  test('a control-plane image where an add-on asks for it', () => {
    const parts = manifest.parts.map((part) =>
      part.path.includes('etcd') ? { ...part, satisfies: ['kubernetes', 'addon/backup'] } : part,
    );
    const wanting = { ...plan, kubernetes: { cni: 'flannel' as const, addons: ['backup'] } };
    expect(images('c1/2', { plan: wanting, manifest: { ...manifest, parts } })).toContain('etcd:3.7.0-0');
  });

  test('parts of its own architecture only', () => {
    const parts = [...manifest.parts, ...wholeManifest('flatcar', 'arm64').parts.filter(({ arch }) => arch === 'arm64')];
    const blades = plan.blades.map((blade, index) => (index === 1 ? { ...blade, arch: 'arm64' as const } : blade));
    const both = { plan: { ...plan, blades }, manifest: { ...manifest, parts } };
    const archesOf = (slot: string) => {
      const { programs, cniPlugins, images: found } = selected(slot, both)!;
      return new Set([...programs, cniPlugins!, ...found].map(({ arch }) => arch));
    };
    expect(archesOf('c1/2')).toEqual(new Set(['arm64']));
    expect(archesOf('c1/1')).toEqual(new Set(['amd64']));
    expect(selected('c1/2', both)!.programs.map(({ path }) => path)).toEqual([
      'bin/arm64/kubeadm',
      'bin/arm64/kubelet',
      'bin/arm64/kubectl',
    ]);
  });

  test('nothing while plan or bundle have no Kubernetes', () => {
    expect(selected('c1/1', { plan: samplePlan })).toBeUndefined();
    const { kubernetes: _, ...without } = manifest;
    expect(selected('c1/1', { manifest: without })).toBeUndefined();
  });
});

interface Written {
  readonly storage: {
    readonly files: readonly { readonly path: string; readonly mode: number; readonly contents: { readonly source: string } }[];
  };
}

describe('the installed system of a node', () => {
  const { blades } = renderBootTable(sampleInput({ plan, manifest })).table;
  const { files } = (JSON.parse(blades[0]!.documents['installed.ign']!.body) as Written).storage;

  test('keeps its token where only root reads', () => {
    const telling = files.filter(({ contents }) => contents.source.includes('installed-token'));
    expect(telling.map(({ path, mode }) => [path, mode])).toEqual([
      ['/etc/rackstrap/images.env', 0o600],
      ['/etc/rackstrap/cluster.env', 0o600],
      ['/etc/rackstrap/home.env', 0o600],
    ]);
  });

  test('has a different place for each archive, and imports what it fetches', () => {
    const archives = files.map(({ path }) => path).filter((path) => path.startsWith('/var/lib/rackstrap/'));
    expect(new Set(archives).size).toBe(archives.length);
    const list = decodeURIComponent(files.find(({ path }) => path === '/etc/rackstrap/images.list')!.contents.source);
    for (const archive of archives.filter((path) => path.endsWith('.tar'))) expect(list).toContain(`${archive} `);
  });
});

describe('containerd', () => {
  const { containerd } = families.flatcar.node;
  const parts = (kubernetes: Partial<NonNullable<Plan['kubernetes']>>) =>
    containerdParts(families.flatcar.node, undefined, { ...plan, kubernetes: { ...plan.kubernetes!, ...kubernetes } });

  test('is told of mirrors only where the plan has them', () => {
    const mirrored = parts({ mirrors: [{ registry: 'ghcr.io', urls: ['https://a.example'] }] });
    expect(mirrored.files!.map(({ path }) => path)).toEqual(['/etc/containerd/config.toml', '/etc/containerd/certs.d/ghcr.io/hosts.toml']);
    expect(mirrored.files![0]!.text).toContain('config_path = "/etc/containerd/certs.d"');
    expect(
      parts({})
        .files!.map(({ text }) => text)
        .join(),
    ).not.toContain('config_path');
  });

  test('keeps what its family has for it beside the proxy', () => {
    const own = containerd.units![0]!.dropins!.map(({ name }) => name);
    const names = parts({ proxy: { https: 'http://proxy.example:3128', except: [] } }).units![0]!.dropins!.map(({ name }) => name);
    expect(own).not.toEqual([]);
    expect(names).toEqual([...own, '20-rackstrap-proxy.conf']);
    expect(parts({}).units![0]!.dropins!.map(({ name }) => name)).toEqual(own);
  });
});

describe('what is fetched at the first boot', () => {
  const reported = (family: 'flatcar' | 'lab', size: number) => {
    const whole = wholeManifest(family, 'amd64');
    const parts = whole.parts.map((part) => (part.path.includes('flannel') ? { ...part, size } : part));
    const { report } = renderBootTable(sampleInput({ plan, manifest: { ...whole, parts } }));
    return report.filter(({ code }) => code === 'first-boot-full').map(({ where }) => where);
  };

  test('is too much for a root file system that grows later', () => {
    expect(reported('flatcar', 2e9)).toEqual(['kubernetes']);
    expect(reported('flatcar', 1e9)).toEqual([]);
    expect(reported('lab', 2e9)).toEqual([]);
  });
});
