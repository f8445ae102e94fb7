// The boot menu for PXELINUX, for machines that are not planned: the local disk, and iPXE for the rest where the bundle carries it.

import { menuEntries } from '../../domain/menu.ts';
import { entryUrl, menuSeconds } from './ipxe.ts';

/** iPXE in the form of a Linux kernel, which takes its commands from the kernel's command line. */
export const ipxeKernel = 'loaders/ipxe.lkrn';

/** PXELINUX counts in tenths of a second. */
const timeout = menuSeconds * 10;

const entries = (httpBase: string): string =>
  menuEntries
    .map(({ name }) => `LABEL ${name}\n  KERNEL ::${ipxeKernel}\n  APPEND dhcp && chain --replace ${entryUrl(httpBase, name)}\n`)
    .join('');

const choices = menuEntries.map(({ name, title }) => `SAY   ${name.padEnd(20)} ${title.en}\n`).join('');

const explained = (hasIpxe: boolean): string =>
  hasIpxe
    ? `SAY Nothing is installed from here. Type what this machine is to be, to tell the laptop:\n${choices}`
    : `SAY It can only boot its own disk: the bundle on the laptop has no ${ipxeKernel} for more.\n`;

/** Its text; the local disk after the time-out. `resident` keeps the ROM's network driver, which some BIOSes need to find the disk. */
export const pxelinuxMenu = (httpBase: string, hasIpxe: boolean): string => `# machines that are not planned
DEFAULT local
PROMPT 1
TIMEOUT ${timeout}
SAY Rackstrap: this machine is not in the plan. It boots its own disk in ${menuSeconds} seconds.
${explained(hasIpxe)}LABEL local
  LOCALBOOT 0
LABEL resident
  LOCALBOOT 4
${hasIpxe ? entries(httpBase) : ''}`;
