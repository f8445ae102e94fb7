// Everything of a cluster that the lab's bundle is built from, laid out as the projects' own servers have it, and kept in the cache.

import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, forgetOld, inputsHash } from '../cache.ts';
import { spawnLogged } from '../spawn.ts';
import { builtCommand, cacheDirectory, cachedCommand, sourceOf } from './build.ts';
import { clusterImages } from './images.ts';
import { writeLayout } from './layout.ts';
import { cniPluginCommands, type ProgramName } from './programs.ts';
import { versions } from './versions.ts';

export interface Cluster {
  /** Of what it was made from. */
  readonly hash: string;
  /** Origin → the directory that stands for it: programs, plugins, manifests, each file with its SHA-256 beside it. */
  readonly sources: Readonly<Record<string, string>>;
  /** An OCI layout of all images, each by the name that it is run by. */
  readonly images: string;
}

const arch = 'amd64';
const packMinutes = 15;

/** Kept beside a file, as release servers do. */
export function writeSum(file: string): void {
  writeFileSync(`${file}.sha256`, `${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`);
}

async function nodePrograms(mirror: string): Promise<void> {
  const directory = join(mirror, `release/v${versions.kubernetes}/bin/linux/${arch}`);
  mkdirSync(directory, { recursive: true });
  for (const name of ['kubeadm', 'kubelet', 'kubectl'] as const) {
    linkSync(await builtCommand(name), join(directory, name));
    writeSum(join(directory, name));
  }
}

/** The release's archive: the plugins in its top directory. */
async function cniPlugins(mirror: string, log: string): Promise<void> {
  const { cniPlugins: version } = versions;
  const archive = join(mirror, `v${version}/cni-plugins-linux-${arch}-v${version}.tgz`);
  mkdirSync(dirname(archive), { recursive: true });
  const names = Object.keys(cniPluginCommands) as ProgramName[];
  for (const name of names) await builtCommand(name);
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const words = ['-n', '19', 'tar', ...same, '-czf', archive, '-C', dirname(cachedCommand(names[0]!)), ...names.toSorted()];
  await spawnLogged('nice', words, { log, minutes: packMinutes });
  writeSum(archive);
}

/** Out of the very module that flannel is built from. */
function flannelManifest(mirror: string): void {
  const release = join(mirror, `v${versions.flannel}`);
  mkdirSync(release, { recursive: true });
  copyFileSync(join(sourceOf('flanneld'), 'Documentation/kube-flannel.yml'), join(release, 'kube-flannel.yml'));
}

/** Written to `file` as the release has it, out of the very module that the program is built from (`make release-manifests`). */
export async function metricsServerManifest(file: string, log: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const words = ['kustomize', join(sourceOf('metrics-server'), 'manifests/overlays/release'), '--output', file];
  await spawnLogged(await builtCommand('kubectl'), words, { log, minutes: 1 });
}

/** Name of a directory → the origin it stands for. */
const origins = {
  kubernetes: 'https://dl.k8s.io',
  plugins: 'https://github.com/containernetworking/plugins/releases/download',
  flannel: 'https://github.com/flannel-io/flannel/releases/download',
  metricsServer: 'https://github.com/kubernetes-sigs/metrics-server/releases/download',
} as const;

/** As a bundle's specification names it. */
export const metricsServerAddon = {
  name: 'metrics-server',
  manifest: `${origins.metricsServer}/v${versions.metricsServer}/components.yaml`,
  version: versions.metricsServer,
  licence: 'Apache-2.0',
} as const;

const toolsScript = 'network-tools.sh';

/** A tree of what kube-proxy and flannel call. */
function networkTools(say: (line: string) => void): Promise<string> {
  const hash = inputsHash(import.meta.dirname, (name) => name === toolsScript);
  return cached(join(cacheDirectory, `network-tools-${hash}`), async (unfinished) => {
    say('cluster: network tools from Debian packages …');
    const words = ['-n', '19', join(import.meta.dirname, toolsScript), unfinished];
    await spawnLogged('nice', words, { log: join(cacheDirectory, 'network-tools.log'), minutes: packMinutes });
  });
}

async function assemble(directory: string, say: (line: string) => void): Promise<void> {
  const log = join(directory, 'build.log');
  await nodePrograms(join(directory, 'kubernetes'));
  await cniPlugins(join(directory, 'plugins'), log);
  flannelManifest(join(directory, 'flannel'));
  await metricsServerManifest(join(directory, 'metricsServer', `v${versions.metricsServer}/components.yaml`), log);
  const tree = await networkTools(say);
  say('cluster: container images …');
  await writeLayout(await clusterImages(tree), join(directory, 'images'), arch);
}

/** These only run what the others describe. */
const runners = new Set(['build.ts', 'go-build.ts', 'registry.ts']);
const hashNow = () => inputsHash(import.meta.dirname, (name) => !runners.has(name) && !name.endsWith('.test.ts'));
const directoryOf = (hash: string) => join(cacheDirectory, `cluster-${hash}`);

/**
 * The cluster's parts, made now or taken from the cache. Programs that are not in the cache are built, which takes up to an hour.
 * @throws Error with the end of the log of what failed
 */
export async function cluster(say: (line: string) => void = console.error): Promise<Cluster> {
  const hash = hashNow();
  const directory = directoryOf(hash);
  await cached(directory, async (unfinished) => {
    forgetOld(cacheDirectory, 'cluster-', []);
    await assemble(unfinished, say);
  });
  const sources = Object.fromEntries(Object.entries(origins).map(([name, origin]) => [origin, join(directory, name)]));
  return { hash, sources, images: join(directory, 'images') };
}

if (import.meta.main) console.log(await cluster());
