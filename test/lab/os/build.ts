// Builds the lab OS from Debian packages, once for each state of the files beside this one, and keeps it in the cache.

import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, forgetOld, inputsHash } from '../cache.ts';
import { spawnLogged } from '../spawn.ts';

const here = import.meta.dirname;
export const cacheDirectory = join(here, '../../../.cache/lab');

export interface LabOs {
  /** Where the files lie. */
  readonly directory: string;
  readonly version: string;
  readonly kernel: string;
  readonly initrd: string;
  readonly image: string;
}

const files = {
  kernel: 'lab_production_pxe.vmlinuz',
  initrd: 'lab_production_pxe_image.cpio.gz',
  image: 'lab_production_image.bin',
} as const;

/** Tools of the host that the scripts call → the Debian package they come in. */
const tools = {
  mmdebstrap: 'mmdebstrap',
  mksquashfs: 'squashfs-tools',
  cpio: 'cpio',
  sgdisk: 'gdisk',
  'mkfs.vfat': 'dosfstools',
  mcopy: 'mtools',
  'mkfs.ext4': 'e2fsprogs',
  'grub-mkimage': 'grub2-common',
} as const;
const grubParts = { '/usr/lib/grub/i386-pc/boot.img': 'grub-pc-bin', '/usr/lib/grub/x86_64-efi/linux.mod': 'grub-efi-amd64-bin' } as const;

const found = (tool: string) => (process.env.PATH ?? '').split(':').some((directory) => existsSync(join(directory, tool)));

/** The Debian packages the build lacks, or why it cannot run here at all. */
export function cannotBuild(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'The lab OS is built on Linux as root (mmdebstrap, chroot).';
  const missing = [
    ...Object.entries(tools).flatMap(([tool, name]) => (found(tool) ? [] : [name])),
    ...Object.entries(grubParts).flatMap(([file, name]) => (existsSync(file) ? [] : [name])),
  ];
  return missing.length > 0 ? `Debian packages are missing: apt-get install --no-install-recommends ${missing.join(' ')}` : undefined;
}

/** The scripts and what they put into the system; not this file, which only runs them. Debian's own packages move on without a new hash; the cache is then the older, working system. */
const isInput = (name: string): boolean => !name.endsWith('.ts');

/** As a specification of a bundle takes it: numbers and dots. */
const versionOf = (hash: string): string => `12.${BigInt(`0x${hash}`)}`;

/** Minutes a step may take on a slow, shared machine before something must be wrong. */
const stepMinutes = 20;

async function build(directory: string, say: (line: string) => void): Promise<void> {
  const log = join(directory, 'build.log');
  const step = async (what: string, script: string) => {
    const started = Date.now();
    say(`lab OS: ${what} …`);
    // A mount namespace of its own: no mount outlives a build that is killed.
    await spawnLogged('unshare', ['--mount', join(here, script), directory], { log, minutes: stepMinutes });
    say(`lab OS: ${what}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
  };
  await step('root tree and initramfs from Debian packages', 'root.sh');
  await step('live system', 'live.sh');
  await step('disk image', 'disk.sh');
  renameSync(join(directory, 'vmlinuz'), join(directory, files.kernel));
  const packages = execFileSync('chroot', [join(directory, 'root'), 'dpkg-query', '--show'], { encoding: 'utf8' });
  writeFileSync(join(directory, 'packages'), packages);
  rmSync(join(directory, 'root'), { recursive: true });
  rmSync(join(directory, 'initramfs'));
}

/**
 * The lab OS, built now or taken from the cache. A build that fails leaves nothing that looks like one.
 * @throws Error naming the missing Debian packages, or the step that failed with the end of its log
 */
export async function labOs(say: (line: string) => void = console.error): Promise<LabOs> {
  const hash = inputsHash(here, isInput);
  const directory = join(cacheDirectory, `os-${hash}`);
  await cached(directory, async (unfinished) => {
    const reason = cannotBuild();
    if (reason) throw new Error(reason);
    forgetOld(cacheDirectory, '', [directory]);
    await build(unfinished, say);
  });
  const path = (name: string) => join(directory, name);
  return { directory, version: versionOf(hash), kernel: path(files.kernel), initrd: path(files.initrd), image: path(files.image) };
}

if (import.meta.main) console.log((await labOs()).directory);
