// Makes the lab's bundle: the lab OS, and the loaders of Debian's iPXE and PXELINUX packages.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleWriter, type PublicKey, publicKeyOf, publicKeyText, readPublicKey } from '../../services/bundle/index.ts';
import { osPath } from '../../services/domain/os/facts.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { generateKey } from '../../services/platform/ed25519.ts';
import { cacheDirectory, type LabOs, labOs } from './os/build.ts';

export interface LabBundle {
  readonly directory: string;
  /** Signed it, and is forgotten since: whoever serves from it has to trust this public half. */
  readonly key: PublicKey;
  readonly version: string;
  readonly os: LabOs;
}

/** Path in the bundle → file of a Debian package, the package, its licence. */
const loaders = {
  'loaders/undionly.kpxe': ['/usr/lib/ipxe/undionly.kpxe', 'ipxe', 'GPL-2.0-or-later', 'any'],
  'loaders/x86_64/snponly.efi': ['/usr/lib/ipxe/snponly.efi', 'ipxe', 'GPL-2.0-or-later', 'amd64'],
  'loaders/x86_64/ipxe.efi': ['/usr/lib/ipxe/ipxe.efi', 'ipxe', 'GPL-2.0-or-later', 'amd64'],
  'loaders/pxelinux.0': ['/usr/lib/PXELINUX/pxelinux.0', 'pxelinux', 'GPL-2.0-or-later', 'any'],
  'loaders/ldlinux.c32': ['/usr/lib/syslinux/modules/bios/ldlinux.c32', 'syslinux-common', 'GPL-2.0-or-later', 'any'],
} as const;

const versionOf = (name: string) => execFileSync('dpkg-query', ['--show', '--showformat=${Version}', name], { encoding: 'utf8' });

function missingPackages(): string[] {
  const missing = Object.values(loaders).filter(([file]) => !existsSync(file));
  return [...new Set(missing.map(([, name]) => name))];
}

/** Signed with a key made on the spot; its public half lies beside the parts, where only the lab looks for it. */
const keyFile = (directory: string) => join(directory, 'lab.pub');

async function assemble(directory: string, os: LabOs): Promise<void> {
  const [writer, key] = [bundleWriter(directory), generateKey()];
  for (const [path, [file, name, licence, arch]] of Object.entries(loaders))
    await writer.addFile({ path, kind: 'loader', arch, version: versionOf(name), licence, source: `Debian package ${name}` }, file);
  for (const kind of ['kernel', 'initrd', 'image'] as const) {
    const part = { path: osPath('amd64', basename(os[kind])), kind, arch: 'amd64', version: os.version } as const;
    await writer.addFile({ ...part, licence: 'various; Debian main', source: 'test/lab/os' }, os[kind]);
  }
  const head = { name: 'lab', version: os.version, created: new Date().toISOString(), tool: 'rackstrap lab' };
  writer.finish({ ...head, os: { family: 'lab', version: os.version } }, key);
  writeFileSync(keyFile(directory), publicKeyText(publicKeyOf(key.publicKey, 'lab')));
}

/**
 * The bundle, made now or taken from the cache.
 * @throws Error naming the Debian packages that are missing
 */
export async function labBundle(say: (line: string) => void = console.error): Promise<LabBundle> {
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`Debian packages are missing: apt-get install --no-install-recommends ${missing.join(' ')}`);
  const os = await labOs(say);
  const directory = join(cacheDirectory, `signed-bundle-${os.version}`);
  if (!existsSync(directory)) {
    const unfinished = mkdtempSync(join(cacheDirectory, 'bundling-'));
    try {
      await assemble(unfinished, os);
      chmodSync(unfinished, 0o755);
      renameSync(unfinished, directory);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return { directory, key: orRefuse(await readPublicKey(keyFile(directory))), version: os.version, os };
}

if (import.meta.main) console.log((await labBundle()).directory);
