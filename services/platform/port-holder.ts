// Who holds a port of this laptop: "dnsmasq (pid 812)", so that a technician knows what to stop.

import { readdir, readFile, readlink } from 'node:fs/promises';

/** The process that holds the port, from Linux's /proc; undefined where that cannot be told (another system, or another user's process). */
export async function portHolder(protocol: 'udp' | 'tcp', port: number): Promise<string | undefined> {
  const tables = await Promise.all([protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
  const inodes = new Set(tables.flatMap((table) => socketsOn(port, protocol, table)));
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (await holds(pid, inodes)) return `${(await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a process')).trim()} (pid ${pid})`;
  }
  return undefined;
}

/** `st` of /proc/net/tcp: listening. UDP sockets have no such state. */
const listening = '0A';

/** Inodes in a /proc/net table: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …`, the port in hexadecimal. */
function socketsOn(port: number, protocol: 'udp' | 'tcp', table: string): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && (protocol === 'udp' || state === listening))
    .flatMap((fields) => fields[9] ?? []);
}

async function holds(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const links = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(links.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.some((target) => inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''));
}
