// Where programs of one user on this laptop meet: a socket in a directory, which nobody else may use.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A path, or a TCP port of 127.0.0.1 for a program that has no other way (QEMU on Windows). */
export type SocketPlace = string | number;

/** sun_path of macOS holds 104 bytes with the zero at its end; that of Linux 108. */
const longestPath = 103;

const shortName = (directory: string): string => createHash('sha256').update(directory).digest('hex').slice(0, 16);

/** A directory of this user's own with a short name, the same however this program was started. Throws when somebody else made it. */
function ownDirectory(): string {
  const user = process.getuid?.() ?? 0;
  const directory = `/tmp/rackstrap-${user}`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(directory);
  if (uid !== user || (mode & 0o777) !== 0o700) throw new Error(`${directory} is not this user's own`);
  return directory;
}

/** The path of a socket that belongs to a directory: in it, elsewhere where its path would be too long, or the named pipe of Windows. */
export function socketPath(directory: string, name: string, system: NodeJS.Platform = process.platform): string {
  if (system === 'win32') return `\\\\.\\pipe\\rackstrap-${shortName(directory)}-${name}`;
  const path = join(directory, name);
  return Buffer.byteLength(path) <= longestPath ? path : join(ownDirectory(), `${shortName(directory)}-${name}`);
}
