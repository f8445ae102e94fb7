// Compiles a plan and a bundle into the boot table, with a report that points into the plan.

import type { BootTable, Permission, TableBlade, TableFile, TablePiece } from '../domain/boot-table.ts';
import type { Manifest, Part } from '../domain/bundle.ts';
import { parseCidr } from '../domain/network/address.ts';
import { bundleLacks } from '../domain/plan/bundle-fit.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { type BladeInput, holdsSecrets, tableBlade } from './blade.ts';
import { hostsFile } from './hosts/hosts.ts';
import type { ClusterKeys } from './kubernetes/keys.ts';
import { firstBootRoom } from './kubernetes/room.ts';
import { bootMenu } from './menu/menu.ts';
import { type BladePrograms, carriedOs, type Site } from './site.ts';

/** Short, so that a blade that is unplugged or replaced frees nothing for long, and long enough for a firmware's whole boot. */
const LEASE_SECONDS = 120;
/** How the laptop calls itself in DHCP answers. */
const SERVER_NAME = 'rackstrap';

export interface PreviousTable {
  readonly table: BootTable;
  /** The cluster had begun when it was rendered. */
  readonly begun: boolean;
}

export interface RenderInput {
  /** A plan that the plan's own check found no errors in. */
  readonly plan: Plan;
  readonly manifest: Manifest;
  /** The files on the laptop that a part of the bundle is. */
  readonly piecesOf: (path: string) => readonly TablePiece[];
  /** Parts that the bundle should have, and that were found missing or damaged. */
  readonly withheld?: readonly Part[];
  readonly permissions: (slot: string) => Permission;
  readonly tokens: (slot: string) => TableBlade['tokens'];
  /** Whether the config of the blade's installed system, with the secrets in it, lies ready for it now. */
  readonly releases: (slot: string) => boolean;
  /** Where plan and bundle have a cluster. */
  readonly keys?: ClusterKeys;
  /** `http://10.20.30.242` or with a port; no slash at the end. */
  readonly httpBase: string;
  readonly revision: number;
  readonly programs: BladePrograms;
  /** The table of before, of the same plan, bundle and address: entries that are decided as they were are taken over, not rendered again. */
  readonly previous?: PreviousTable;
}

/** UEFI firmware decides by this whether what it was given is a program. */
const contentTypes: Readonly<Record<string, string>> = { efi: 'application/efi' };

/** What asking for a part of this kind tells of how far a blade is: its initrd asks for the rest of the live system. */
const evidence: Partial<Record<Part['kind'], TableFile['kind']>> = {
  loader: 'loader',
  kernel: 'kernel',
  initrd: 'initrd',
  rootfs: 'initrd',
  image: 'image',
};

function tableFile(part: Part, pieces: readonly TablePiece[]): TableFile {
  const { size, sha256 } = part;
  const kind = evidence[part.kind] ?? 'other';
  const contentType = contentTypes[part.path.split('.').at(-1) ?? ''];
  return { pieces, size, sha256, kind, ...(contentType ? { contentType } : {}) };
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

/** True when nothing was decided anew about the blade of this entry. What lies ready for one says whether it begins the cluster or joins it. */
const stands = (entry: TableBlade | undefined, { permission, tokens, releases }: BladeInput, hasJustBegun: boolean): entry is TableBlade =>
  entry?.permission === permission &&
  entry.tokens.live === tokens.live &&
  entry.tokens.installed === tokens.installed &&
  releases === holdsSecrets(entry) &&
  !(releases && hasJustBegun);

/** The systems of the architectures that the blades have. */
const carriedSystems = (blades: readonly PlannedBlade[], manifest: Manifest): Site['systems'] =>
  Object.fromEntries(
    [...new Set(blades.map(({ arch }) => arch))].flatMap((arch) => {
      const os = carriedOs(manifest, arch);
      return os ? [[arch, os]] : [];
    }),
  );

/**
 * The boot table of a run, and every problem of the plan with this bundle at once. With an error in the report the table is whole but cannot
 * install all blades: those go on asking, or boot their disks.
 */
export function renderBootTable(input: RenderInput): { table: BootTable; report: Problem[] } {
  const { plan, manifest, httpBase, programs, revision } = input;
  const blades = plannedBlades(plan);
  const systems = carriedSystems(blades, manifest);
  const hosts = hostsFile(blades);
  const menu = bootMenu(plan, manifest, httpBase);
  const site: Site = { plan, manifest, httpBase, systems, programs, keys: input.keys };
  const { permissions, tokens, releases, previous } = input;
  const hasJustBegun = previous?.begun !== (input.keys?.begun === true);
  const decided = blades.map((blade) => ({
    blade,
    permission: permissions(blade.slot),
    tokens: tokens(blade.slot),
    releases: releases(blade.slot),
    hosts,
  }));
  const table: BootTable = {
    revision,
    server: { address: plan.network.laptop, prefixLength: parseCidr(plan.network.subnet)!.prefixLength, hostname: SERVER_NAME },
    httpBase,
    dhcp: dhcp(plan),
    blades: decided.map((one, index) => {
      const entry = previous?.table.blades[index];
      return stands(entry, one, hasJustBegun) ? entry : tableBlade(one, site, manifest);
    }),
    ...(menu ? { menu } : {}),
    files: Object.fromEntries(manifest.parts.map((part) => [part.path, tableFile(part, input.piecesOf(part.path))])),
    withheld: Object.fromEntries((input.withheld ?? []).map(({ path, sha256 }) => [path, sha256])),
  };
  return { table, report: [...bundleLacks(plan, manifest), ...firstBootRoom(blades, site)] };
}
