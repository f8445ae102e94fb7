// Where atftpd is: the only TFTP server of Debian with windows. Its package and tftpd-hpa exclude one another, so it is not installed but
// unpacked beside the other things that are made once.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(import.meta.dirname, '../../.cache/atftpd');
const unpacked = join(directory, 'usr/sbin/atftpd');
const installed = '/usr/sbin/atftpd';

/** The program, fetched from Debian when it is not there; undefined where that cannot be done. */
export function atftpd(): string | undefined {
  if (existsSync(installed)) return installed;
  if (!existsSync(unpacked)) unpack();
  return existsSync(unpacked) ? unpacked : undefined;
}

function unpack(): void {
  mkdirSync(directory, { recursive: true });
  const run = (command: string, ...words: string[]) => spawnSync(command, words, { cwd: directory, stdio: 'ignore' });
  run('apt-get', 'download', 'atftpd');
  const found = readdirSync(directory).find((name) => name.endsWith('.deb'));
  if (found) run('dpkg', '-x', found, '.');
}
