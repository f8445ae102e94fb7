// The iPXE script of a blade that boots its own disk: installed, or not armed.

import type { PlannedBlade } from '../../domain/plan/plan.ts';

/** BIOS numbers of the disks that are tried: the plan may have chosen a disk that is not the firmware's first; one without a boot record is passed over. */
const drives = ['0x80', '0x81', '0x82', '0x83'];

/** FAT label of the boot partition that Flatcar and its kin write: iPXE finds a volume by it. */
const bootVolume = 'EFI-SYSTEM';

const sanboot = (drive: string): string => `sanboot --no-describe --drive ${drive} || echo Drive ${drive} does not boot.\n`;

/**
 * Boots the machine's own disk, to the end of a script; labels `bios` and `efi`. Several ways, because firmware differs: under BIOS each disk, then
 * back to the firmware's own boot order. Under UEFI the boot partition's loader; then an error code, which goes on to the next entry of the boot
 * order, while success would stop EDK2 in its menu. That way EDK2 tries the network over IPv6 and HTTP first, which takes two minutes.
 */
export const bootsDisk = `iseq \${platform} efi && goto efi || goto bios
:bios
${drives.map(sanboot).join('')}exit
:efi
iseq \${buildarch} arm64 && set loader bootaa64.efi || set loader bootx64.efi
chain file://${bootVolume}/efi/boot/\${loader} || echo No disk has a boot partition ${bootVolume}.
exit 1
`;

export const localScript = ({ slot, hostname }: PlannedBlade): string => `#!ipxe
echo Rackstrap: slot ${slot} (${hostname}) boots its own disk.
${bootsDisk}`;
