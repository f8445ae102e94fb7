// PXELINUX on a virtual blade: its module and its menu for this MAC by TFTP, then the default entry.

import { hyphenated } from '../domain/network/mac.ts';
import type { NetworkEnding } from './handover.ts';
import { type Machine, print } from './machine.ts';
import type { Lease } from './net/dhcp-client.ts';
import { pxelinuxReads, tftpGet } from './net/tftp-client.ts';

interface Entry {
  readonly kernel?: string;
  readonly initrds: readonly string[];
  readonly append: string;
  /** LOCALBOOT: the firmware's next entry. */
  readonly local: boolean;
}

const nothing: Entry = { initrds: [], append: '', local: false };

/** One line within a label. */
function withLine(entry: Entry, keyword: string, value: string): Entry {
  switch (keyword) {
    case 'KERNEL':
    case 'LINUX':
      return { ...entry, kernel: value };
    case 'INITRD':
      return { ...entry, initrds: value.split(',') };
    case 'APPEND':
      return { ...entry, append: value };
    case 'LOCALBOOT':
      return { ...entry, local: true };
    default:
      return entry;
  }
}

/** The menu's default entry; undefined when it names none. Nobody is at a virtual blade's keyboard to choose another. */
export function defaultEntry(menu: string): Entry | undefined {
  const lines = menu.split('\n').map((line) => /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? ['', '', '']);
  const chosen = lines.find(([, keyword]) => keyword?.toUpperCase() === 'DEFAULT')?.[2];
  const start = lines.findIndex(([, keyword, value]) => keyword?.toUpperCase() === 'LABEL' && value === chosen);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(([, keyword]) => keyword?.toUpperCase() === 'LABEL');
  return rest
    .slice(0, end < 0 ? undefined : end)
    .reduce<Entry>((entry, [, keyword = '', value = '']) => withLine(entry, keyword.toUpperCase(), value), nothing);
}

/** `::path` is from the TFTP root, everything else beside the loader. */
const pathOf = (file: string, directory: string): string => (file.startsWith('::') ? file.slice(2) : `${directory}${file}`);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Loads and boots as the default entry says; without one of them, back to the firmware. */
export async function bootPxelinux(machine: Machine, lease: Lease): Promise<NetworkEnding> {
  machine.state.running = 'PXELINUX';
  const directory = lease.bootFile.slice(0, lease.bootFile.lastIndexOf('/') + 1);
  const get = async (file: string) => {
    const got = await tftpGet(machine, { server: lease.nextServer, from: lease.address, file, manner: pxelinuxReads });
    print(machine, `PXELINUX: ${file}... ${got.kind === 'file' ? 'ok' : got.kind === 'broken' ? got.reason : ''}`);
    return got.kind === 'file' ? got : undefined;
  };
  if (!(await get(`${directory}ldlinux.c32`))) return { to: 'next' };
  const menu = await get(`${directory}pxelinux.cfg/01-${hyphenated(machine.state.mac)}`);
  const entry = menu?.text === undefined ? undefined : defaultEntry(menu.text);
  if (!entry?.kernel || entry.local) return { to: 'next' };
  const initrds = entry.initrds.map((file) => pathOf(file, directory));
  for (const file of [pathOf(entry.kernel, directory), ...initrds]) if (!(await get(file))) return { to: 'next' };
  return { to: 'kernel', kernel: { args: entry.append, initrds: initrds.map(nameOf) } };
}
