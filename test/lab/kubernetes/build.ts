// The real programs of a cluster, built from their published Go modules and kept in the cache: where no release server is, the lab has its own.
//
// node test/lab/kubernetes/build.ts [--version 1.37.1] [--arch amd64] [kubeadm kubelet …]      (all of them when none is named)

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cannotBuild, goBuild, goModuleDirectory } from './go-build.ts';
import { type ProgramName, programs } from './programs.ts';
import { versions } from './versions.ts';

export const cacheDirectory = join(import.meta.dirname, '../../../.cache/kubernetes');

export interface BuildOptions {
  /** Of Kubernetes. */
  readonly version?: string;
  readonly arch?: string;
  readonly say?: (line: string) => void;
}

/** Where a program lies once it is built. */
export const cachedCommand = (name: ProgramName, { version, arch = 'amd64' }: BuildOptions = {}): string =>
  join(cacheDirectory, programs(version)[name].release, arch, name);

/**
 * Where this program lies: taken from the cache, or built now, which takes minutes.
 * @throws Error when there is no Go toolchain, or with the end of the build's log
 */
export async function builtCommand(name: ProgramName, options: BuildOptions = {}): Promise<string> {
  const { version, arch = 'amd64', say = console.error } = options;
  const file = cachedCommand(name, options);
  if (existsSync(file)) return file;
  const reason = cannotBuild();
  if (reason) throw new Error(`${name} ${reason}`);
  const { module, command } = programs(version)[name];
  say(`building ${name} ${module.version} for ${arch}; its log is ${file}.log`);
  await goBuild(module, command, arch, file);
  return file;
}

/** The sources of a published module, where something other than a Go program is made from them. */
export const sourceOf = (name: ProgramName): string => goModuleDirectory(programs()[name].module);

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { version: text, arch: text } });
  const known = Object.keys(programs(values.version ?? versions.kubernetes));
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`name some of ${known.join(', ')}; not ${unknown.join(', ')}`);
  for (const name of positionals.length > 0 ? positionals : known) console.log(await builtCommand(name as ProgramName, values));
}

if (import.meta.main) await main();
