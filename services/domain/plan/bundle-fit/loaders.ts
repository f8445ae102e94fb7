// What brings the blades up: loaders for the firmware that they may have, and with Secure Boot a kernel that this firmware takes.

import { type LoaderWish, loadersLacking } from '../../loaders.ts';
import { osFacts } from '../../os/index.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { entriesOf } from '../rules/entries.ts';
import type { Fitting } from './at-hand.ts';
import { familyOf } from './system.ts';

/** The plan's own loader where a blade has none of its own, and while there is no blade yet. */
function wishes(plan: Loose<Plan>): LoaderWish[] {
  const [own, usual] = [plan.loader ?? 'auto', plan.arch ?? 'amd64'];
  const blades = entriesOf(plan.blades, 'blades');
  if (blades.length === 0) return [{ loader: own, arch: usual, where: 'loader' }];
  return blades.map(({ value: { loader, arch }, where }) => ({
    arch: arch ?? usual,
    ...(loader ? { loader, where: `${where}.loader` } : { loader: own, where: 'loader' }),
  }));
}

/**
 * iPXE's shim knows the key of iPXE alone, and no family's kernel is signed by Microsoft: Flatcar signs with a key of its own (flatcar/Flatcar#501),
 * Fedora with one that only the shim on its disks brings along (ipxe.org/cmd/shim). Told once for each place in the plan that asks for it.
 */
function secureBoot({ bundle }: Fitting, asked: readonly LoaderWish[]): Problem[] {
  const family = familyOf(bundle);
  const places = new Set(asked.filter(({ loader }) => loader === 'secure-boot').map(({ where }) => where));
  if (!family) return [];
  return [...places].map((where) => at(where, warning(problem('secure-boot-os-unsigned', { os: osFacts[family].title }))));
}

/** `loader-absent`, `firmware-without-loader`, `secure-boot-os-unsigned`. */
export function loaderFit(fitting: Fitting): Problem[] {
  const asked = wishes(fitting.plan);
  const carried = new Set(fitting.bundle.parts.map(({ path }) => path));
  return [...loadersLacking(asked, carried), ...secureBoot(fitting, asked)];
}
