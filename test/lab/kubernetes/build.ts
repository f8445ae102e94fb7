// The real Kubernetes programs, built from the published Go modules of one release and kept in the cache: where no release server is, the lab has its own.
//
// node test/lab/kubernetes/build.ts [--version 1.37.1] [--arch amd64] kubeadm kubelet …

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type GoModFile, type GoModule, goBuild } from './go-build.ts';

/** The newest release whose module the proxy hands out. */
const usualVersion = '1.37.1';

const commands = ['kubeadm', 'kubelet', 'kubectl', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'] as const;
export type KubernetesCommand = (typeof commands)[number];

const cacheDirectory = join(import.meta.dirname, '../../../.cache/kubernetes');
const stagingPrefix = './staging/src/';

/** Kubernetes 1.37.1 is developed with libraries in its own tree, which are published as 0.37.1. */
function publishedStaging(version: string, { Replace }: GoModFile): Record<string, string> {
  const staged = (Replace ?? []).filter(({ New }) => New.Path.startsWith(stagingPrefix));
  return Object.fromEntries(staged.map(({ Old }) => [Old.Path, version.replace(/^1\./, 'v0.')]));
}

function kubernetes(version: string): GoModule {
  const [major, minor] = version.split('.');
  const told = { gitVersion: `v${version}`, gitMajor: major!, gitMinor: minor!, gitTreeState: 'clean' };
  const variables = Object.entries(told).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]);
  return {
    path: 'k8s.io/kubernetes',
    version: `v${version}`,
    replaced: (file) => publishedStaging(version, file),
    variables: Object.fromEntries(variables),
  };
}

export interface BuildOptions {
  readonly version?: string;
  readonly arch?: string;
  readonly say?: (line: string) => void;
}

/**
 * Where this program of Kubernetes lies: taken from the cache, or built now, which takes minutes.
 * @throws Error with the end of the build's log
 */
export async function kubernetesCommand(command: KubernetesCommand, options: BuildOptions = {}): Promise<string> {
  const { version = usualVersion, arch = 'amd64', say = console.error } = options;
  const file = cachedCommand(command, options);
  if (existsSync(file)) return file;
  say(`building ${command} ${version} for ${arch}; its log is ${file}.log`);
  await goBuild(kubernetes(version), `cmd/${command}`, arch, file);
  return file;
}

/** Where it lies once it is built. */
export const cachedCommand = (command: KubernetesCommand, { version = usualVersion, arch = 'amd64' }: BuildOptions = {}): string =>
  join(cacheDirectory, version, arch, command);

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { version: text, arch: text } });
  const unknown = positionals.filter((name) => !commands.some((command) => command === name));
  if (unknown.length > 0 || positionals.length === 0)
    throw new Error(`name some of ${commands.join(', ')}; not ${unknown.join(', ') || 'nothing'}`);
  for (const command of positionals) console.log(await kubernetesCommand(command as KubernetesCommand, values));
}

if (import.meta.main) await main();
