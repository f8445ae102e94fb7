// What a client is to boot: the loader for its architecture, our iPXE its script, UEFI HTTP boot a URL, an operating system nothing.

import type { TableBlade } from '../../domain/boot-table.ts';
import type { ClientInfo } from '../../protocol/dhcp/index.ts';
import type { Rules } from './rules.ts';

/** A blade, or the menu of machines that are not planned. */
export type Bootable = Pick<TableBlade, 'loaders' | 'forceLoader' | 'script'>;

export type Boot =
  /** A path for TFTP from the laptop, or a URL. */
  | { readonly boot: 'file'; readonly name: string; readonly isScript: boolean }
  | { readonly boot: 'nothing' }
  | { readonly boot: 'missing'; readonly reason: string };

/** Old BIOS ROMs that send no option 93 are x86 BIOS, which is 0. */
const architectureWhenSilent = [0];

/** `isLoaded`: the iPXE that speaks is the one we sent, not the NIC's own. */
export function bootFor(client: ClientInfo, blade: Bootable, rules: Rules, isLoaded: () => boolean): Boot {
  if (client.kind === 'os') return { boot: 'nothing' };
  if (client.kind === 'ipxe' && (!blade.forceLoader || isLoaded())) return { boot: 'file', name: blade.script, isScript: true };
  const loader = loaderFor(client, blade);
  if (loader === undefined)
    return { boot: 'missing', reason: `no loader for client architecture ${client.architectures.join(', ') || '0'}` };
  const name = client.kind === 'http-boot' ? `${rules.table.httpBase}/files/${loader}` : loader;
  return { boot: 'file', name, isScript: false };
}

/** The first architecture of those it lists that there is a loader for. */
function loaderFor({ architectures }: ClientInfo, blade: Bootable): string | undefined {
  const listed = architectures.length > 0 ? architectures : architectureWhenSilent;
  const found = listed.find((architecture) => blade.loaders[architecture] !== undefined);
  return found === undefined ? undefined : blade.loaders[found];
}
