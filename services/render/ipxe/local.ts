// The iPXE script of a blade that boots its own disk: installed, or not armed.

import type { PlannedBlade } from '../../domain/plan/plan.ts';

/** BIOS numbers of the disks that are tried: the plan may have chosen a disk that is not the firmware's first; one without a boot record is passed over. */
const drives = ['0x80', '0x81', '0x82', '0x83'];

const sanboot = (drive: string): string => `sanboot --no-describe --drive ${drive} || echo Drive ${drive} does not boot.\n`;

/**
 * Several ways, because firmware differs: under BIOS each disk, then back to the firmware's own boot order. Under UEFI an error code goes back
 * to the boot order and on to the next entry, while success would stop EDK2 in its menu.
 */
export const localScript = ({ slot, hostname }: PlannedBlade): string => `#!ipxe
echo Rackstrap: slot ${slot} (${hostname}) boots its own disk.
iseq \${platform} efi && goto efi || goto bios
:bios
${drives.map(sanboot).join('')}exit
:efi
exit 1
`;
