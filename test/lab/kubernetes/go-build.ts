// Builds commands of one published Go module from a scratch module of our own, at the versions that module itself was released with.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnLogged } from '../spawn.ts';

export interface GoModule {
  readonly path: string;
  /** `v1.37.1` */
  readonly version: string;
  /** What another module is replaced by: its path → a published version of it. */
  readonly replaced?: (file: GoModFile) => Readonly<Record<string, string>>;
  /** Variables set by the linker: `k8s.io/component-base/version.gitVersion` → `v1.37.1`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Part of it is C: the host's compiler links that in statically. */
  readonly cgo?: boolean;
}

/** What `go mod edit -json` tells of a go.mod, as far as it is read here. */
export interface GoModFile {
  readonly Go: string;
  readonly Godebug?: readonly { readonly Key: string; readonly Value: string }[] | null;
  readonly Replace?: readonly { readonly Old: { readonly Path: string }; readonly New: { readonly Path: string } }[] | null;
}

/** A whole control-plane program from an empty cache, on two cores that others use as well. */
const longestMinutes = 60;

const goJson = (...words: string[]) => JSON.parse(execFileSync('go', words, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }));

/** Why nothing can be built here; undefined when it can. */
export function cannotBuild(): string | undefined {
  try {
    execFileSync('go', ['version'], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'needs the Go toolchain';
  }
}

/** Where the sources of a module lie, fetched by the first who asks. */
export const goModuleDirectory = ({ path, version }: GoModule): string =>
  (goJson('mod', 'download', '-json', `${path}@${version}`) as { Dir: string }).Dir;

/** The module's own `replace` and `godebug` lines count only where it is the main module: the scratch module repeats what matters of them. */
function scratchGoMod({ path, version, replaced }: GoModule): string {
  const { GoMod } = goJson('mod', 'download', '-json', `${path}@${version}`) as { GoMod: string };
  const file = goJson('mod', 'edit', '-json', GoMod) as GoModFile;
  return [
    'module rackstrap.invalid/lab',
    `go ${file.Go}`,
    ...(file.Godebug ?? []).map(({ Key, Value }) => `godebug ${Key}=${Value}`),
    `require ${path} ${version}`,
    ...Object.entries(replaced?.(file) ?? {}).map(([other, at]) => `replace ${other} => ${other} ${at}`),
    '',
  ].join('\n');
}

/** Without names of symbols and lines for a debugger: a third of the size. */
const linkerFlags = ({ variables = {}, cgo }: GoModule): string =>
  ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`), ...(cgo ? ['-extldflags -static'] : [])].join(
    ' ',
  );

/**
 * Builds one command, e.g. `cmd/kubeadm`, or the module itself when `command` is empty, for Linux on `arch` into `file`; static, without paths of this machine in it. Takes minutes.
 * @throws Error with the end of its log
 */
export async function goBuild(module: GoModule, command: string, arch: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const scratch = mkdtempSync(join(dirname(file), 'building-'));
  try {
    writeFileSync(join(scratch, 'go.mod'), scratchGoMod(module));
    const settings = [`CGO_ENABLED=${module.cgo ? 1 : 0}`, 'GOOS=linux', `GOARCH=${arch}`];
    const build = ['go', '-C', scratch, 'build', '-mod=mod', '-trimpath', `-ldflags=${linkerFlags(module)}`, '-o', 'built'];
    const words = ['-n', '19', 'env', ...settings, ...build, join(module.path, command)];
    await spawnLogged('nice', words, { log: `${file}.log`, minutes: longestMinutes });
    renameSync(join(scratch, 'built'), file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
