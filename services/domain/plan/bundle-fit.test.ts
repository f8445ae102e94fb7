// What a bundle lacks for a plan, and what in it does not go together: a table of plans and bundles, and every part taken out in turn.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kubeadmImagesOf, wholeBundle } from './bundle-fit/sample.ts';
import { bundleLacks, type PartsAtHand } from './bundle-fit.ts';
import { type Loose, readLoosely } from './loose.ts';
import type { Plan } from './plan.ts';
import { type Change, changed } from './sample.ts';
import { planV1 } from './v1.ts';

type At = PartsAtHand['parts'][number];

const planWith = (...changes: Change[]) => readLoosely(planV1, changed(...changes)) as Loose<Plan>;
const told = (plan: Loose<Plan>, bundle: PartsAtHand) =>
  bundleLacks(plan, bundle).map(({ code, level, where, params }) => ({ code, level, where, ...params }));

const part = (path: string, kind: string): At => ({ path, kind, arch: 'amd64' });
const system = [part('os/k', 'kernel'), part('os/i', 'initrd'), part('os/d', 'image')];
const loader = (path: string): At => ({ path: `loaders/${path}`, kind: 'loader', arch: 'any' });
const both = [loader('undionly.kpxe'), loader('x86_64/ipxe.efi')];

const lacks = (parts: readonly At[], ...changes: Change[]) => told(planWith(...changes), { name: 'lab', parts });

describe('a bundle lacks', () => {
  it('nothing when it has a system and a loader for each firmware', () => expect(lacks([...system, ...both])).toEqual([]));
  it('each part of the system that is not there', () => {
    expect(lacks([system[1]!, ...both])).toMatchObject([
      { code: 'os-part-absent', where: 'bundle', part: 'kernel (amd64)' },
      { code: 'os-part-absent', where: 'bundle', part: 'image (amd64)' },
    ]);
  });
  it('a loader for one firmware, which may not matter, or for both, which does', () => {
    expect(lacks([...system, both[0]!])).toMatchObject([{ code: 'firmware-without-loader', level: 'warning', firmware: 'UEFI (x64)' }]);
    expect(lacks(system).map(({ level }) => level)).toEqual(['error', 'error']);
  });
  it('the loader a blade asks for, told where it asks', () => {
    expect(lacks([...system, ...both], ['blades[1].loader', 'pxelinux'])).toMatchObject([
      { code: 'loader-absent', where: 'blades[1].loader', file: 'loaders/pxelinux.0' },
      { code: 'loader-absent', where: 'blades[1].loader', file: 'loaders/ldlinux.c32' },
    ]);
  });
  it('the plan’s own loader before there is any blade', () => {
    expect(lacks([...system, both[1]!], ['loader', 'undionly'], ['blades', []])).toMatchObject([
      { code: 'loader-absent', where: 'loader' },
    ]);
  });
  it('what starts under Secure Boot, where no signed pair is whole, and says that the system has to be signed as well', () => {
    const [shim, signed] = [loader('x86_64-sb/snponly-shim.efi'), loader('x86_64-sb/snponly.efi')];
    const [first, second] = ['loaders/x86_64-sb/snponly-shim.efi', 'loaders/x86_64-sb/snponly.efi'];
    const asked: Change = ['blades[1].loader', 'secure-boot'];
    const absent = (file: string) => ({ code: 'loader-absent', level: 'error', where: 'blades[1].loader', loader: 'secure-boot', file });
    expect(lacks([...system, ...both], asked)).toMatchObject([absent(first), absent(second)]);
    expect(lacks([...system, ...both, shim], asked)).toMatchObject([absent(second)]);
    expect(lacks([...system, ...both, shim, signed], asked)).toEqual([]);
    const others = [loader('x86_64-sb/ipxe-shim.efi'), loader('x86_64-sb/ipxe.efi')];
    expect(lacks([...system, ...both, signed, ...others], asked)).toEqual([]);
    const flatcar = { ...wholeBundle('amd64'), parts: [...wholeBundle('amd64').parts, shim, signed] };
    expect(told(planWith(['loader', 'secure-boot']), flatcar)).toMatchObject([
      { code: 'secure-boot-os-unsigned', level: 'warning', where: 'loader', os: 'Flatcar Container Linux' },
    ]);
  });
  it('everything of an architecture that only one blade has, told at that blade', () => {
    expect(lacks([...system, ...both], ['blades[2].arch', 'arm64'])).toMatchObject([
      { part: 'kernel (arm64)', where: 'blades[2].arch' },
      { part: 'initrd (arm64)', where: 'blades[2].arch' },
      { part: 'image (arm64)', where: 'blades[2].arch' },
      { code: 'firmware-without-loader', level: 'error', firmware: 'UEFI (arm64)' },
    ]);
  });
  it('no image where the live system brings its own, but its root file system', () => {
    const fcos = { name: 'lab', os: { family: 'fedora-coreos', version: '44.20260802.3.1' } };
    const live = [system[0]!, system[1]!];
    expect(told(planWith(), { ...fcos, parts: [...live, part('os/r', 'rootfs'), ...both] })).toEqual([]);
    expect(told(planWith(), { ...fcos, parts: [...live, ...both] })).toMatchObject([{ part: 'rootfs (amd64)' }]);
  });
});

/** A plan that needs everything of the sample's bundle. */
const clusterChanges: Change[] = [
  ['architecture', 'small'],
  ['kubernetes', { cni: 'flannel', addons: ['metrics-server'] }],
  ['network.vip', '10.20.30.9'],
];
const cluster = planWith(...clusterChanges);
const mixed = planWith(...clusterChanges, ['blades[2].arch', 'arm64']);
const without = (bundle: PartsAtHand, ...paths: string[]): PartsAtHand => ({
  ...bundle,
  parts: bundle.parts.filter(({ path }) => !paths.includes(path)),
});
const changedPart = (bundle: PartsAtHand, path: string, change: Partial<At>): PartsAtHand => ({
  ...bundle,
  parts: bundle.parts.map((one) => (one.path === path ? { ...one, ...change } : one)),
});

/** How a part is called where it is missed. */
const calledBy = ({ kind, path, arch, image }: At): RegExp => {
  if (image) return new RegExp(image.reference.split('/').at(-1)!.split(':')[0]!);
  const names: Record<string, RegExp> = { loader: new RegExp(path), 'cni-plugins': /cni-plugins/ };
  if (kind === 'binary') return new RegExp(path.split('/').at(-1)!);
  return names[kind] ?? (kind === 'manifest' ? /no manifest/ : new RegExp(`${kind} \\(${arch}\\)`));
};

describe('a bundle for a cluster', () => {
  it('that is whole lacks nothing, for one architecture or two', () => {
    expect(told(cluster, wholeBundle('amd64'))).toEqual([]);
    expect(told(cluster, wholeBundle('amd64', 'arm64'))).toEqual([]);
    expect(told(mixed, wholeBundle('amd64', 'arm64'))).toEqual([]);
  });

  /** All but the key, which nothing needs. */
  const neededOf = ({ parts }: PartsAtHand) => parts.filter(({ kind }) => kind !== 'signing-key');

  it('lacks exactly the one part that was taken out, and names it', () => {
    const bundle = wholeBundle('amd64', 'arm64');
    fc.assert(
      fc.property(fc.constantFrom(...neededOf(bundle)), (part) => {
        const found = bundleLacks(mixed, without(bundle, part.path));
        expect(found.map(({ what }) => what)).toEqual([expect.stringMatching(calledBy(part))]);
        if (part.arch === 'arm64' && part.kind !== 'loader') expect(found[0]!.what).toContain('arm64');
      }),
      { numRuns: 3 * bundle.parts.length },
    );
  });

  it('lacks every one of several parts at once, as long as kubeadm is there to tell its images', () => {
    const bundle = wholeBundle('amd64');
    const others = neededOf(bundle).filter(({ images }) => images === undefined);
    fc.assert(
      fc.property(fc.subarray(others, { minLength: 2, maxLength: 6 }), (parts) => {
        const found = bundleLacks(cluster, without(bundle, ...parts.map(({ path }) => path))).map(({ what }) => what);
        for (const one of parts) expect(found).toContainEqual(expect.stringMatching(calledBy(one)));
      }),
    );
  });

  it('is asked for nothing of a cluster when the plan has none', () => {
    const onlySystem = {
      ...wholeBundle('amd64'),
      parts: wholeBundle('amd64').parts.filter(({ satisfies, kind }) => !satisfies && kind !== 'cni-plugins'),
    };
    expect(told(planWith(), onlySystem)).toEqual([]);
  });

  it('without any Kubernetes lacks all of it in one line, and what is beside it', () => {
    const { kubernetes: _, ...bundle } = { ...wholeBundle('amd64') };
    const bare = without(bundle, 'manifests/metrics-server.yaml');
    expect(told(cluster, bare)).toMatchObject([
      { code: 'kubernetes-absent', where: 'kubernetes' },
      { code: 'cluster-part-absent', part: 'manifest', need: 'addon/metrics-server', where: 'kubernetes.addons[0]' },
    ]);
  });

  it('lacks what kubeadm lists and what a manifest names', () => {
    const list = [...kubeadmImagesOf('1.36.4'), 'registry.k8s.io/new-controller:v1'];
    const kubeadm = changedPart(wholeBundle('amd64'), 'bin/amd64/kubeadm', { images: list });
    expect(told(cluster, kubeadm)).toMatchObject([{ part: 'registry.k8s.io/new-controller:v1', where: 'kubernetes' }]);
    const flannel = changedPart(wholeBundle('amd64'), 'manifests/flannel.yaml', {
      images: ['ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1'],
    });
    expect(told(cluster, flannel)).toMatchObject([{ part: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1', where: 'kubernetes.cni' }]);
    const noImages = changedPart(wholeBundle('amd64'), 'manifests/metrics-server.yaml', { images: [] });
    expect(told(cluster, without(noImages, 'images/amd64/metrics-server_v0.8.0.tar'))).toEqual([]);
  });

  it('lacks an image that is there but not marked as what the blades choose it by', () => {
    const unmarked = changedPart(wholeBundle('amd64'), 'images/amd64/etcd_3.7.0-0.tar', { satisfies: ['menu'] });
    expect(told(cluster, unmarked)).toMatchObject([{ code: 'cluster-part-absent', part: 'registry.k8s.io/etcd:3.7.0-0' }]);
  });

  it('needs kube-vip only where an address moves', () => {
    const noVip = without(wholeBundle('amd64'), 'images/amd64/kube-vip_v1.2.3.tar');
    expect(told(planWith(clusterChanges[0]!, clusterChanges[1]!), noVip)).toEqual([]);
    expect(told(cluster, noVip)).toMatchObject([{ need: 'vip/kube-vip', where: 'network.vip' }]);
    expect(told(planWith(...clusterChanges, ['architecture', 'laptop']), noVip)).toEqual([]);
  });

  it('says nothing of a field that cannot be read', () => {
    expect(told(planWith(['kubernetes', 7]), wholeBundle('amd64'))).toEqual([]);
    expect(told(planWith(...clusterChanges, ['blades[0].arch', 'mips']), wholeBundle('amd64'))).toEqual([]);
  });
});

const ofVersion = (version: string): PartsAtHand => {
  const bundle = wholeBundle('amd64');
  const renamed = (reference: string) => reference.replace(/v1\.36\.4$/, `v${version}`);
  return {
    ...bundle,
    kubernetes: { version },
    parts: bundle.parts.map(({ image, images, ...one }) => ({
      ...one,
      ...(one.kind === 'binary' ? { version } : {}),
      ...(images ? { images: images.map(renamed) } : {}),
      ...(image ? { image: { reference: renamed(image.reference) } } : {}),
    })),
  };
};
const withOs = (bundle: PartsAtHand, os: Partial<NonNullable<PartsAtHand['os']>>): PartsAtHand => ({
  ...bundle,
  os: { ...bundle.os!, ...os },
});

describe('the versions in a bundle', () => {
  it.each<[string, Loose<Plan>, PartsAtHand, object[]]>([
    [
      'another than the plan asks for',
      planWith(...clusterChanges, ['kubernetes.version', '1.36.2']),
      wholeBundle('amd64'),
      [{ code: 'kubernetes-version-other', level: 'error', where: 'kubernetes.version', wanted: '1.36.2', found: '1.36.4' }],
    ],
    ['the one that the plan asks for', planWith(...clusterChanges, ['kubernetes.version', '1.36.4']), wholeBundle('amd64'), []],
    ['too old', cluster, ofVersion('1.33.9'), [{ code: 'kubernetes-too-old', level: 'error', oldest: '1.34' }]],
    ['the oldest', cluster, ofVersion('1.34.0'), []],
    ['newer than we know', cluster, ofVersion('1.38.0'), [{ code: 'kubernetes-too-new', level: 'error', newest: '1.37' }]],
    [
      'a kubelet ahead of the control plane',
      cluster,
      changedPart(wholeBundle('amd64'), 'bin/amd64/kubelet', { version: 'v1.37.0' }),
      [{ code: 'kubernetes-skew', level: 'error', program: 'kubelet', version: '1.37.0' }],
    ],
    ['a kubelet three minors behind', cluster, changedPart(wholeBundle('amd64'), 'bin/amd64/kubelet', { version: '1.33.0' }), []],
    [
      'a kubelet four minors behind',
      cluster,
      changedPart(wholeBundle('amd64'), 'bin/amd64/kubelet', { version: '1.32.9' }),
      [{ code: 'kubernetes-skew', program: 'kubelet' }],
    ],
    [
      'a kubeadm of the minor before',
      cluster,
      changedPart(wholeBundle('amd64'), 'bin/amd64/kubeadm', { version: '1.35.1' }),
      [{ code: 'kubernetes-skew', program: 'kubeadm' }],
    ],
    [
      'images of another version',
      cluster,
      { ...wholeBundle('amd64'), kubernetes: { version: '1.36.5' } },
      ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) => ({ part: `${name}:v1.36.5` })),
    ],
    [
      'containerd 1.x with Kubernetes 1.38',
      cluster,
      withOs(ofVersion('1.38.0'), { containerd: '1.7.21' }),
      [{ code: 'kubernetes-too-new' }, { code: 'containerd-refused', level: 'error' }, { code: 'sandbox-image-absent' }],
    ],
    [
      'containerd below the tested ones, past its end, with another sandbox image',
      cluster,
      withOs(wholeBundle('amd64'), { containerd: '2.1.5' }),
      [
        { code: 'containerd-untested', level: 'warning', wanted: '2.2.0, 2.3.0' },
        { code: 'containerd-ended', level: 'warning', ends: '2026-07-03' },
        { code: 'sandbox-image-absent', level: 'warning', image: 'registry.k8s.io/pause:3.10' },
      ],
    ],
    ['containerd newer than all that is known', cluster, withOs(wholeBundle('amd64'), { containerd: '2.4.0' }), []],
    [
      'an Ignition that cannot read our configs',
      planWith(),
      withOs(wholeBundle('amd64'), { ignition: '2.9.0' }),
      [{ code: 'ignition-too-old', level: 'error', takes: '3.2.0', written: '3.3.0' }],
    ],
    [
      'a kernel of another release than its initrd',
      planWith(),
      changedPart(wholeBundle('amd64'), 'os/amd64/flatcar_production_pxe.vmlinuz', { version: '4593.2.5' }),
      [{ code: 'os-live-mixed', level: 'error', parts: 'kernel 4593.2.5, initrd 4757.1.0' }],
    ],
    [
      'an image of another release than the live system',
      planWith(),
      changedPart(wholeBundle('amd64'), 'os/amd64/flatcar_production_image.bin.bz2', { version: '4790.0.0' }),
      [{ code: 'os-image-other', level: 'warning', live: '4757.1.0', image: '4790.0.0' }],
    ],
  ])('%s', (_, plan, bundle, expected) => {
    const found = told(plan, bundle);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });

  it('of a release that is known by itself are known without being told', () => {
    const bundle = wholeBundle('amd64');
    const known = { ...bundle, os: { family: 'flatcar', version: '4593.2.5' } };
    expect(told(cluster, known)).toContainEqual(expect.objectContaining({ code: 'containerd-untested', containerd: '2.1.5' }));
  });

  it('refuse Kubernetes on a system with cgroup version 1', () => {
    const old = withOs(wholeBundle('amd64'), { family: 'container-linux', version: '2512.3.0', containerd: '2.2.5' });
    expect(told(cluster, old)).toMatchObject([{ code: 'kubernetes-needs-cgroup2', level: 'error' }]);
  });
});

describe('the signing key', () => {
  const image = 'os/amd64/flatcar_production_image.bin.bz2';
  const live = 'os/amd64/flatcar_production_pxe_image.cpio.gz';
  const by = (subkey: string, signed: string): Partial<At> => ({ provenance: { by: 'openpgp', key: 'F8', subkey, signed } });
  const old = by('8837E271', '2024-10-01T00:00:00Z');
  const recent = by('1EF52974', '2025-10-01T00:00:00Z');
  const signedBy = (one: Partial<At>, other: Partial<At>) => changedPart(changedPart(wholeBundle('amd64'), live, one), image, other);
  const noKey = (bundle: PartsAtHand) => without(bundle, 'keys/flatcar.asc');

  it('is missed, and nothing fails without it, where the image was signed by a subkey made since the live system', () => {
    expect(told(planWith(), noKey(signedBy(old, recent)))).toMatchObject([
      { code: 'signing-key-newer', level: 'warning', live: '8837E271', image: '1EF52974' },
    ]);
    expect(told(planWith(), signedBy(old, recent))).toEqual([]);
  });
  it('is of no use otherwise', () => {
    for (const [one, other] of [
      [recent, recent],
      [recent, old],
      [{}, recent],
    ] as const)
      expect(told(planWith(), noKey(signedBy(one, other)))).toEqual([]);
  });
});

describe('a disk rule', () => {
  it('that takes only disks smaller than what is written is told, each where it is', () => {
    const large = changedPart(wholeBundle('amd64'), 'os/amd64/flatcar_production_image.bin.bz2', { size: 2 ** 30 });
    const plan = planWith(['disk', { maxGiB: 8 }], ['blades[1].disk', { maxGiB: 100 }], ['blades[2].disk', { maxGiB: 9.5 }]);
    expect(told(plan, large)).toMatchObject([
      { code: 'disk-rule-small', level: 'warning', where: 'disk.maxGiB', largest: 8, needed: 10 },
      { code: 'disk-rule-small', where: 'blades[2].disk.maxGiB' },
    ]);
  });
});
