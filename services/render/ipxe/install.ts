// The iPXE script of an armed blade: kernel and initrd by HTTP, for as long as it takes.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { fileName, fileUrl, type Site } from '../site.ts';

/** Seconds between attempts, the last one for ever: a technician may be mending the cable. A ladder of labels, as iPXE cannot multiply. */
const pauses = [2, 5, 10, 20, 30];
const first = pauses[0];
const ladder = pauses.map((pause, index) => `:after-${pause}\nset pause ${pauses[index + 1] ?? pause}\ngoto fresh\n`).join('');

/** The NIC that was booted from, whichever of the blade's it is. */
export const bootedNic = '${netX/mac:hexhyp}';

/** Kernel and initrds; the kernel's arguments name the initrds, without which an EFI kernel does not find them. */
function loadLines(site: Site, kernelArguments: readonly string[]): string {
  if (!site.os) return 'echo The bundle on the laptop has no complete system to install.\ngoto again\n';
  const { kernel, initrds } = site.os;
  const args = [...initrds.map((initrd) => `initrd=${fileName(initrd)}`), ...kernelArguments].join(' ');
  const initrdLines = initrds.map((initrd) => `initrd ${fileUrl(site, initrd)} || goto again\n`).join('');
  return `imgfree\nkernel ${fileUrl(site, kernel)} ${args} || goto again\n${initrdLines}boot || goto again\n`;
}

/**
 * Loads the live system. After a failure it asks for its script again at `scriptUrl`, since that may have changed meanwhile; the pause
 * outlives the script, so the first line sets it only once.
 */
export const installScript = (
  { slot, hostname }: PlannedBlade,
  site: Site,
  scriptUrl: string,
  kernelArguments: readonly string[],
): string => `#!ipxe
isset \${pause} || set pause ${first}
:attempt
echo Rackstrap: slot ${slot} (${hostname}) loads its live system into RAM. No disk is touched before the laptop says so.
${loadLines(site, kernelArguments)}:again
echo Rackstrap: the live system could not be loaded. Check this blade's cable and that the laptop is serving.
echo Trying again in \${pause} s.
sleep \${pause}
goto after-\${pause}
${ladder}:fresh
chain --replace ${scriptUrl} || goto attempt
`;
