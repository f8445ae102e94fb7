// Installs the Debian packages that a check needs, and says which; services that come with them are kept from starting.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Need, packages } from './packages.ts';

const policyFile = '/usr/sbin/policy-rc.d';
/** Exit code by which Debian's invoke-rc.d learns that a service must not be started. */
const startForbidden = '#!/bin/sh\nexit 101\n';

const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
const isRoot = () => process.getuid?.() === 0;

const installed = (name: string) =>
  spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' }).stdout.trim() === 'installed';

const apt = (...words: string[]) =>
  spawnSync('apt-get', ['-y', '-qq', '-o', 'Dpkg::Use-Pty=0', ...words], {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** Runs `work` while no package may start its service: a DHCP server must never come up on the machine's own network. */
function withoutStartingServices(work: () => boolean): boolean {
  const had = existsSync(policyFile) ? readFileSync(policyFile) : undefined;
  writeFileSync(policyFile, startForbidden, { mode: 0o755 });
  try {
    return work();
  } finally {
    if (had) writeFileSync(policyFile, had, { mode: 0o755 });
    else rmSync(policyFile);
  }
}

/** What is still missing of `needs`, after installing it where that is allowed. */
export function ensurePackages(...needs: Need[]): string[] {
  if (!isDebian()) return [];
  const missing = [...new Set(needs.flatMap((need) => packages[need]))].filter((name) => !installed(name));
  if (missing.length === 0) return [];
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!isRoot() || process.env.RACKSTRAP_NO_SETUP === '1') {
    console.error(`Debian packages missing (checks that need them are skipped): ${command}`);
    return missing;
  }
  console.error(`installing Debian packages: ${missing.join(' ')}`);
  withoutStartingServices(() => apt('update') && apt('install', '--no-install-recommends', ...missing));
  return missing.filter((name) => !installed(name));
}

if (import.meta.main) {
  const left = ensurePackages(...(process.argv.slice(2) as Need[]));
  process.exit(left.length === 0 ? 0 : 1);
}
