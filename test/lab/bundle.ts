// Makes the lab's bundle as an engineer would, with `rackstrap bundle build` from a specification: the lab OS, loaders of Debian's packages, and with Kubernetes every part of a cluster.

import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { cached, forgetOld } from './cache.ts';
import { rackstrap } from './cli.ts';
import { type Cluster, cluster, metricsServerAddon, writeSum } from './kubernetes/cluster.ts';
import { startImages } from './kubernetes/registry.ts';
import { versions } from './kubernetes/versions.ts';
import { cacheDirectory, type LabOs, labOs } from './os/build.ts';

export interface LabBundle {
  readonly directory: string;
  /** `lab-12.…`: its name once it is imported. */
  readonly id: string;
  /** The public half of the key that signed it and is forgotten since: whoever serves from it has to trust this. */
  readonly keyFile: string;
  readonly os: LabOs;
}

const loaderDirectories = ['/usr/lib/ipxe', '/usr/lib/PXELINUX', '/usr/lib/syslinux/modules/bios'];

/** A file of each Debian package that the loaders come from. */
const loaderPackages = {
  '/usr/lib/ipxe/undionly.kpxe': 'ipxe',
  '/usr/lib/PXELINUX/pxelinux.0': 'pxelinux',
  '/usr/lib/syslinux/modules/bios/ldlinux.c32': 'syslinux-common',
} as const;

function assertPackages(): void {
  const missing = Object.entries(loaderPackages).flatMap(([file, name]) => (existsSync(file) ? [] : [name]));
  if (missing.length > 0) throw new Error(`Debian packages are missing: apt-get install --no-install-recommends ${missing.join(' ')}`);
}

/** Where the lab OS would be published; a directory stands for it. */
const osOrigin = 'https://lab.invalid';

/** As a mirror of the lab OS has it: `<arch>/<version>/<file>`, and the SHA-256 beside it. */
function osMirror(directory: string, { version, kernel, initrd, image }: LabOs): void {
  const release = join(directory, 'amd64', version);
  mkdirSync(release, { recursive: true });
  for (const file of [kernel, initrd, image]) {
    const mirrored = join(release, basename(file));
    linkSync(file, mirrored);
    writeSum(mirrored);
  }
}

/** What of the specification is about the cluster; `registry` is the address that stands for every registry. */
const clusterSpec = (registry: string) => ({
  kubernetes: { version: versions.kubernetes },
  cni: { flannel: versions.flannel, plugins: versions.cniPlugins },
  vip: { kubeVip: versions.kubeVip },
  addons: [metricsServerAddon],
  registries: Object.fromEntries(['registry.k8s.io', 'ghcr.io'].map((host) => [host, { mirrors: [`${registry}/${host}`] }])),
});

const versionOf = (os: LabOs, parts: Cluster | undefined): string =>
  parts ? `${os.version}-kubernetes-${versions.kubernetes}-${parts.hash}` : os.version;

/** Runs `bundle build` in `bench`, where everything lies that it takes; the bundle goes to `home`, and the public half of its key beside it. */
async function build(bench: string, home: string, os: LabOs, parts: Cluster | undefined): Promise<void> {
  const within = (name: string) => join(bench, name);
  osMirror(within('os'), os);
  const images = parts && (await startImages(parts.images, bench));
  try {
    const spec = {
      apiVersion: 'rackstrap/bundle-spec/v1',
      name: 'lab',
      version: versionOf(os, parts),
      os: { family: 'lab', version: os.version, from: osOrigin },
      loaders: { directories: loaderDirectories },
      ...(images ? clusterSpec(images.address) : {}),
      sources: { [osOrigin]: within('os'), ...parts?.sources },
    };
    writeFileSync(within('spec.yaml'), stringify(spec));
    await rackstrap('bundle', 'keygen', '--out', within('lab.key'), '--comment', 'lab');
    await rackstrap('bundle', 'build', '--spec', within('spec.yaml'), '--out', join(home, 'bundle'), '--key', within('lab.key'));
    renameSync(within('lab.key.pub'), join(home, 'lab.key.pub'));
  } finally {
    await images?.stop();
  }
}

/**
 * The bundle, made now or taken from the cache.
 * @throws Error naming the Debian packages that are missing, or with the end of the log of what failed
 */
export async function labBundle(form: { kubernetes: boolean }, say: (line: string) => void = console.error): Promise<LabBundle> {
  assertPackages();
  const os = await labOs(say);
  const parts = form.kubernetes ? await cluster(say) : undefined;
  const id = `lab-${versionOf(os, parts)}`;
  const home = await cached(join(cacheDirectory, `built-${id}`), async (unfinished) => {
    say(`bundle: ${id} is built …`);
    forgetOld(cacheDirectory, 'built-', []);
    const bench = mkdtempSync(join(cacheDirectory, 'bundling-'));
    try {
      await build(bench, unfinished, os, parts);
    } finally {
      rmSync(bench, { recursive: true, force: true });
    }
  });
  return { directory: join(home, 'bundle'), id, keyFile: join(home, 'lab.key.pub'), os };
}

/** A stick with the bundle on it: of the same files, and it can be pulled out. */
export function stickWith({ directory }: LabBundle): { readonly directory: string; pullOut(): void } {
  const stick = mkdtempSync(join(cacheDirectory, 'stick-'));
  const bundle = join(stick, 'bundle');
  execFileSync('cp', ['--archive', '--link', directory, bundle]);
  return { directory: bundle, pullOut: () => rmSync(stick, { recursive: true, force: true }) };
}

if (import.meta.main) console.log((await labBundle({ kubernetes: process.argv.includes('--kubernetes') })).directory);
