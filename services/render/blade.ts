// One blade's entry in the boot table: its loaders, its script, and every document written for it.

import type { Permission, TableBlade, TableDocument } from '../domain/boot-table.ts';
import type { Manifest } from '../domain/bundle.ts';
import { contains, parseCidr } from '../domain/network/address.ts';
import { hyphenated } from '../domain/network/mac.ts';
import type { Plan, PlannedBlade } from '../domain/plan/plan.ts';
import type { StaticNetwork } from './family/family.ts';
import { installedIgnition } from './ignition/installed.ts';
import { liveIgnition } from './ignition/live.ts';
import { bootedNic, installScript } from './ipxe/install.ts';
import { localScript } from './ipxe/local.ts';
import { bladeLoaders } from './loaders.ts';
import { staticNic } from './network/networkd.ts';
import { installMenu, localMenu, menuPath } from './pxelinux/menu.ts';
import type { Site } from './site.ts';

/** What is decided about one blade, beside the plan. */
export interface BladeInput {
  readonly blade: PlannedBlade;
  readonly permission: Permission;
  readonly tokens: TableBlade['tokens'];
  /** The text of /etc/hosts. */
  readonly hosts: string;
}

const ignitionType = 'application/vnd.coreos.ignition+json';
const textType = 'text/plain; charset=utf-8';

const script = (body: string): TableDocument => ({ body, contentType: textType, kind: 'script', release: 'open' });
const forReview = (body: string): TableDocument => ({ body, contentType: textType, kind: 'document', release: 'open' });
const liveConfig = (body: string): TableDocument => ({ body, contentType: ignitionType, kind: 'config', release: 'open' });
const installedConfig = (body: string): TableDocument => ({ body, contentType: ignitionType, kind: 'document', release: 'token' });

/** The prefix length and default route where `address` lives: a subnet behind a relay has its own. */
function surroundings({ network }: Plan, address: string): { prefixLength: number; gateway?: string } {
  const relayed = network.dhcp.relayed.find(({ subnet }) => contains(parseCidr(subnet)!, address));
  const { prefixLength } = parseCidr(relayed?.subnet ?? network.subnet)!;
  const gateway = relayed?.gateway ?? network.gateway;
  return gateway ? { prefixLength, gateway } : { prefixLength };
}

function staticNetwork(plan: Plan, { slot, macs, address }: PlannedBlade): StaticNetwork {
  const { prefixLength, ...route } = surroundings(plan, address);
  const { dns, searchDomains, ntp } = plan.network;
  return { slot, macs, address: `${address}/${prefixLength}`, ...route, dns, searchDomains, ntp };
}

const urlName = ({ macs }: PlannedBlade): string => hyphenated(macs[0]!);

/** Where the blade's documents are served. */
const documentUrl = (site: Site, blade: PlannedBlade, name: string): string => `${site.httpBase}/blade/${urlName(blade)}/${name}`;

const kernelArguments = (site: Site, blade: PlannedBlade, bootNic: string): string[] =>
  site.os?.family.liveArguments({ configUrl: documentUrl(site, blade, 'live.ign'), bootNic, ...site.plan.access }) ?? [];

/** The systems' configs are there whatever the permission: an agent fetches the installed one after its go has turned the blade to `local`. */
function configs({ blade, tokens, hosts }: BladeInput, site: Site): Record<string, TableDocument> {
  const homeUrl = `${site.httpBase}/home/${urlName(blade)}`;
  const network = staticNetwork(site.plan, blade);
  const review = { hosts: forReview(hosts), network: forReview(staticNic(network)) };
  if (!site.os) return review;
  return {
    'live.ign': liveConfig(liveIgnition(blade, homeUrl, tokens.live, site, site.os)),
    'installed.ign': installedConfig(installedIgnition({ blade, network, hosts, homeUrl, token: tokens.installed }, site, site.os)),
    ...review,
  };
}

function bootScript({ blade, permission }: BladeInput, site: Site): string {
  if (permission === 'local') return localScript(blade);
  return installScript(blade, site, documentUrl(site, blade, 'boot.ipxe'), kernelArguments(site, blade, bootedNic));
}

/** PXELINUX asks for a file per NIC, in the directory it came from; only blades that are sent to it have one. */
function menus({ blade, permission }: BladeInput, site: Site, loader: string | undefined): Record<string, string> {
  if (blade.loader !== 'pxelinux' || !loader) return {};
  const menu = (mac: string) =>
    permission === 'local' ? localMenu(blade) : installMenu(blade, site, kernelArguments(site, blade, hyphenated(mac)));
  return Object.fromEntries(blade.macs.map((mac) => [menuPath(loader, mac), menu(mac)]));
}

export function tableBlade(input: BladeInput, site: Site, manifest: Manifest): TableBlade {
  const { blade, permission, tokens } = input;
  const loading = bladeLoaders(blade, manifest);
  return {
    slot: blade.slot,
    macs: blade.macs,
    address: blade.address,
    hostname: blade.hostname,
    permission,
    ...loading,
    script: documentUrl(site, blade, 'boot.ipxe'),
    documents: { 'boot.ipxe': script(bootScript(input, site)), ...configs(input, site) },
    tftp: menus(input, site, loading.loaders[0]),
    tokens,
  };
}
