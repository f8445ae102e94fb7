// Compiles a plan and a bundle into the boot table, with a report that points into the plan.

import type { BootTable, Permission, TableBlade, TableFile } from '../domain/boot-table.ts';
import type { Manifest, Part } from '../domain/bundle.ts';
import { parseCidr } from '../domain/network/address.ts';
import { type Plan, plannedBlades } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { type BladeInput, tableBlade } from './blade.ts';
import { hostsFile } from './hosts/hosts.ts';
import { loaderReport } from './loaders.ts';
import { carriedOs, type Site } from './site.ts';

/** Short, so that a blade that is unplugged or replaced frees nothing for long, and long enough for a firmware's whole boot. */
const LEASE_SECONDS = 120;
/** How the laptop calls itself in DHCP answers. */
const SERVER_NAME = 'rackstrap';

export interface RenderInput {
  /** A plan that the plan's own check found no errors in. */
  readonly plan: Plan;
  readonly manifest: Manifest;
  /** Where a part of the bundle lies on the laptop. */
  readonly fileOf: (path: string) => string;
  readonly permissions: (slot: string) => Permission;
  readonly tokens: (slot: string) => TableBlade['tokens'];
  /** `http://10.20.30.242` or with a port; no slash at the end. */
  readonly httpBase: string;
  readonly revision: number;
  /** The text of the live system's agent and of the installed system's call home. */
  readonly agent: string;
  readonly home: string;
  /** The table of before, of the same plan, bundle and address: entries that are decided as they were are taken over, not rendered again. */
  readonly previous?: BootTable;
}

/** UEFI firmware decides by this whether what it was given is a program. */
const contentTypes: Readonly<Record<string, string>> = { efi: 'application/efi' };

/** Kinds that tell how far a blade is when it asks for one. */
const evident = ['loader', 'kernel', 'initrd', 'image'] as const;

function tableFile(part: Part, file: string): TableFile {
  const { size, sha256 } = part;
  const kind = evident.find((one) => one === part.kind) ?? 'other';
  const contentType = contentTypes[part.path.split('.').at(-1) ?? ''];
  return { file, size, sha256, kind, ...(contentType ? { contentType } : {}) };
}

function dhcp({ network }: Plan): BootTable['dhcp'] {
  const { mode, announceGateway, announceDns, pool, relayed, routerAdvertisement } = network.dhcp;
  return {
    mode,
    leaseSeconds: LEASE_SECONDS,
    ...(announceGateway && network.gateway ? { router: network.gateway } : {}),
    dns: announceDns ? network.dns : [],
    ...(pool ? { pool } : {}),
    // Behind a relay a blade reaches the laptop only through its router: there the plan always names one.
    relayed: relayed.map(({ subnet, gateway }) => ({ ...parseCidr(subnet)!, router: gateway })),
    routerAdvertisement,
  };
}

/** True when nothing was decided anew about the blade of this entry. */
const stands = (entry: TableBlade | undefined, { permission, tokens }: BladeInput): entry is TableBlade =>
  entry?.permission === permission && entry.tokens.live === tokens.live && entry.tokens.installed === tokens.installed;

/**
 * The boot table of a run, and every problem of the plan with this bundle at once. With an error in the report the table is whole but cannot
 * install all blades: those go on asking, or boot their disks.
 */
export function renderBootTable(input: RenderInput): { table: BootTable; report: Problem[] } {
  const { plan, manifest, httpBase, agent, home, revision } = input;
  const { os, report: osReport } = carriedOs(manifest);
  const blades = plannedBlades(plan);
  const hosts = hostsFile(blades);
  const site: Site = { plan, httpBase, os, agent, home };
  const { permissions, tokens } = input;
  const decided = blades.map((blade) => ({ blade, permission: permissions(blade.slot), tokens: tokens(blade.slot), hosts }));
  const table: BootTable = {
    revision,
    server: { address: plan.network.laptop, prefixLength: parseCidr(plan.network.subnet)!.prefixLength, hostname: SERVER_NAME },
    httpBase,
    dhcp: dhcp(plan),
    blades: decided.map((one, index) => {
      const entry = input.previous?.blades[index];
      return stands(entry, one) ? entry : tableBlade(one, site, manifest);
    }),
    files: Object.fromEntries(manifest.parts.map((part) => [part.path, tableFile(part, input.fileOf(part.path))])),
  };
  return { table, report: [...osReport, ...loaderReport(plan, blades, manifest)] };
}
