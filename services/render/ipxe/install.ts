// The iPXE scripts of an armed blade: kernel and initrd by HTTP, for as long as it takes, and only on a machine of the planned architecture.

import type { Arch } from '../../domain/bundle.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { type BootedSystem, fileName, fileUrl, type Site } from '../site.ts';

/** Seconds between attempts, the last one for ever: a technician may be mending the cable. A ladder of labels, as iPXE cannot multiply. */
const pauses = [2, 5, 10, 20, 30];
const first = pauses[0];
const ladder = pauses.map((pause, index) => `:after-${pause}\nset pause ${pauses[index + 1] ?? pause}\ngoto fresh\n`).join('');

/** The NIC that was booted from, whichever of the blade's it is. */
export const bootedNic = '${netX/mac:hexhyp}';

/** Kernel and initrds; the kernel's arguments name the initrds, without which an EFI kernel does not find them. */
function loadLines(site: Site, system: BootedSystem | undefined): string {
  if (!system) return 'echo The bundle on the laptop has no complete system to install.\ngoto again\n';
  const { kernel, initrds } = system.os;
  const args = [...initrds.map((initrd) => `initrd=${fileName(initrd)}`), ...system.kernelArguments].join(' ');
  const initrdLines = initrds.map((initrd) => `initrd ${fileUrl(site, initrd)} || goto again\n`).join('');
  return `imgfree\nkernel ${fileUrl(site, kernel)} ${args} || goto again\n${initrdLines}boot || goto again\n`;
}

/** iPXE for BIOS calls every x86 `i386`, so only ARM tells itself from the rest. */
const ifPlanned: Readonly<Record<Arch, string>> = {
  amd64: 'iseq ${buildarch} arm64 && goto other || goto attempt',
  arm64: 'iseq ${buildarch} arm64 && goto attempt || goto other',
};

/** Where the two scripts of a blade are served. */
export interface ScriptUrls {
  readonly script: string;
  readonly otherArchitecture: string;
}

/**
 * Loads the live system. After a failure it asks for its script again, since that may have changed meanwhile; the pause outlives the script,
 * so the first line sets it only once.
 */
export const installScript = (
  { slot, hostname, arch }: PlannedBlade,
  site: Site,
  urls: ScriptUrls,
  system: BootedSystem | undefined,
): string => `#!ipxe
isset \${pause} || set pause ${first}
${ifPlanned[arch]}
:attempt
echo Rackstrap: slot ${slot} (${hostname}) loads its live system into RAM. No disk is touched before the laptop says so.
${loadLines(site, system)}:other
chain --replace ${urls.otherArchitecture} || goto again
:again
echo Rackstrap: the live system could not be loaded. Check this blade's cable and that the laptop is serving.
echo Trying again in \${pause} s.
sleep \${pause}
goto after-\${pause}
${ladder}:fresh
chain --replace ${urls.script} || goto attempt
`;

/** Says what is wrong, and asks again: the plan may be corrected meanwhile. That it was asked for is how the laptop knows. */
export const otherArchitectureScript = ({ slot, hostname, arch }: PlannedBlade, urls: ScriptUrls): string => `#!ipxe
echo Rackstrap: slot ${slot} (${hostname}) is planned as ${arch}, and this machine is \${buildarch}. It is not installed.
echo Correct the plan, or put the right machine into the slot.
:wait
echo Asking again in ${pauses.at(-1)} s.
sleep ${pauses.at(-1)}
chain --replace ${urls.script} || goto wait
`;
