// The boot menu's part of the boot table: its loaders and its scripts, where the plan gives addresses to machines it does not know.

import type { TableMenu } from '../../domain/boot-table.ts';
import type { Manifest } from '../../domain/bundle.ts';
import { loadersFor } from '../../domain/loaders.ts';
import { menuEntries } from '../../domain/menu.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { entryScript, menuScript, menuScriptUrl, scriptName, waitingScripts } from './ipxe.ts';
import { ipxeKernel, pxelinuxMenu } from './pxelinux.ts';

const bios = 0;
const pxelinux = 'loaders/pxelinux.0';

/** Only machines with an address of ours are shown it, and those that are not planned get one from the pool only. */
const isWanted = ({ mode, pool, menu = true }: Plan['network']['dhcp']): boolean => mode === 'full' && pool !== undefined && menu;

/** As for blades; where the bundle has no iPXE for BIOS, PXELINUX has a menu too. */
function loadersOf(plan: Plan, carried: ReadonlySet<string>): Pick<TableMenu, 'loaders' | 'forceLoader'> {
  const { loaders, forceLoader } = loadersFor(plan.loader, carried);
  return { loaders: { ...(carried.has(pxelinux) ? { [bios]: pxelinux } : {}), ...loaders }, forceLoader };
}

/** Undefined where there is none: without a pool, or when the plan does not want it. */
export function bootMenu(plan: Plan, manifest: Manifest, httpBase: string): TableMenu | undefined {
  if (!isWanted(plan.network.dhcp)) return undefined;
  const carried = new Set(manifest.parts.map(({ path }) => path));
  const entries = menuEntries.map((entry) => [scriptName(entry.name), entryScript(httpBase, entry)] as const);
  return {
    ...loadersOf(plan, carried),
    script: menuScriptUrl(httpBase),
    scripts: { 'menu.ipxe': menuScript(httpBase), ...Object.fromEntries(entries) },
    waiting: waitingScripts(httpBase),
    tftp: { 'loaders/pxelinux.cfg/default': pxelinuxMenu(httpBase, carried.has(ipxeKernel)) },
  };
}
