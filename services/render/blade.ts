// One blade's entry in the boot table: its loaders, its script, and every document written for it.

import { otherArchitecture } from '../domain/blade/other-architecture.ts';
import type { Permission, TableBlade, TableDocument } from '../domain/boot-table.ts';
import type { Manifest } from '../domain/bundle.ts';
import { cidrText, contains, familyOf, parseCidr } from '../domain/network/address.ts';
import { hyphenated } from '../domain/network/mac.ts';
import { serviceRanges } from '../domain/plan/cluster-ranges.ts';
import type { Plan, PlannedBlade } from '../domain/plan/plan.ts';
import { families } from './family/families.ts';
import type { OsFamily, StaticNetwork } from './family/family.ts';
import { bootedNic, installScript, otherArchitectureScript, type ScriptUrls } from './ipxe/install.ts';
import { localScript } from './ipxe/local.ts';
import { bladeLoaders } from './loaders.ts';
import { installMenu, localMenu, menuPath } from './pxelinux/menu.ts';
import { type CarriedOs, fileUrl, type Site } from './site.ts';
import { installedParts } from './system/installed.ts';
import { liveParts } from './system/live.ts';

/** What is decided about one blade, beside the plan. */
export interface BladeInput {
  readonly blade: PlannedBlade;
  readonly permission: Permission;
  readonly tokens: TableBlade['tokens'];
  /** The config of its installed system lies ready for it. */
  readonly releases: boolean;
  /** The text of /etc/hosts. */
  readonly hosts: string;
}

const textType = 'text/plain; charset=utf-8';

const script = (body: string): TableDocument => ({ body, contentType: textType, kind: 'script', release: 'open' });
/** For people to read, and what proves no stage. */
const open = (body: string): TableDocument => ({ body, contentType: textType, kind: 'document', release: 'open' });

/** The prefix length and default route where `address` lives: a subnet behind a relay has its own. */
function surroundings({ network }: Plan, address: string): { prefixLength: number; gateway?: string } {
  const relayed = network.dhcp.relayed.find(({ subnet }) => contains(parseCidr(subnet)!, address));
  const { prefixLength } = parseCidr(relayed?.subnet ?? network.subnet)!;
  const gateway = relayed?.gateway ?? network.gateway;
  return gateway ? { prefixLength, gateway } : { prefixLength };
}

/**
 * The addresses of services, where a node of the cluster has no default route: what has no route at all is refused by the kernel before kube-proxy
 * can lead it to a pod.
 */
const servicesOnLink = (plan: Plan, gateway: string | undefined): string[] =>
  plan.kubernetes && gateway === undefined
    ? serviceRanges(plan)
        .filter(({ value }) => familyOf(value.address) === 'ipv4')
        .map(({ value }) => cidrText(value))
    : [];

function staticNetwork(plan: Plan, { slot, macs, address }: PlannedBlade): StaticNetwork {
  const { prefixLength, ...route } = surroundings(plan, address);
  const { dns, searchDomains, ntp } = plan.network;
  return {
    slot,
    macs,
    address: `${address}/${prefixLength}`,
    ...route,
    onLink: servicesOnLink(plan, route.gateway),
    dns,
    searchDomains,
    ntp,
  };
}

const urlName = ({ macs }: PlannedBlade): string => hyphenated(macs[0]!);

/** Where the blade's documents are served. */
const documentUrl = ({ httpBase }: Pick<Site, 'httpBase'>, blade: PlannedBlade, name: string): string =>
  `${httpBase}/blade/${urlName(blade)}/${name}`;

/** `live.ign`, `installed.yaml`: a name that tells the form. */
const configName = (system: 'live' | 'installed', { writer }: OsFamily): string => `${system}.${writer.extension}`;

/** The URL that the go of an install names. */
export const installedConfigUrl = (httpBase: string, blade: PlannedBlade, { os }: Pick<Manifest, 'os'>): string =>
  documentUrl({ httpBase }, blade, configName('installed', families[os.family]));

const kernelArguments = (site: Site, blade: PlannedBlade, os: CarriedOs, bootNic: string): string[] =>
  os.family.liveArguments({
    configUrl: documentUrl(site, blade, configName('live', os.family)),
    ...(os.rootfs ? { rootfsUrl: fileUrl(site, os.rootfs) } : {}),
    bootNic,
    ...site.plan.access,
  });

/** A document that is given to the live system once, with the token of this arming. */
export const holdsSecrets = ({ documents }: Pick<TableBlade, 'documents'>): boolean =>
  Object.values(documents).some(({ kind }) => kind === 'secrets');

/** The config of the live system is there whatever the permission; that of the installed one only from its go until its agent has it. */
function configs({ blade, tokens, releases, hosts }: BladeInput, site: Site): Record<string, TableDocument> {
  const os = site.systems[blade.arch];
  if (!os) return { hosts: open(hosts) };
  const { contentType, write } = os.family.writer;
  const homeUrl = `${site.httpBase}/home/${urlName(blade)}`;
  const network = os.family.network.installed(staticNetwork(site.plan, blade));
  const live = liveParts(blade, { url: homeUrl, token: tokens.live }, site, os);
  const installed = () => write(installedParts({ blade, network, hosts, home: { url: homeUrl, token: tokens.installed } }, site, os));
  return {
    [configName('live', os.family)]: { body: write(live), contentType, kind: 'config', release: 'open' },
    ...(releases ? { [configName('installed', os.family)]: { body: installed(), contentType, kind: 'secrets', release: 'token' } } : {}),
    hosts: open(hosts),
    network: open(network.files![0]!.text),
  };
}

const scriptUrls = (site: Site, blade: PlannedBlade): ScriptUrls => ({
  script: documentUrl(site, blade, 'boot.ipxe'),
  otherArchitecture: documentUrl(site, blade, otherArchitecture),
});

function scripts({ blade, permission }: BladeInput, site: Site): Record<string, TableDocument> {
  if (permission === 'local') return { 'boot.ipxe': script(localScript(blade)) };
  const urls = scriptUrls(site, blade);
  const os = site.systems[blade.arch];
  const system = os && { os, kernelArguments: kernelArguments(site, blade, os, bootedNic) };
  return {
    'boot.ipxe': script(installScript(blade, site, urls, system)),
    [otherArchitecture]: open(otherArchitectureScript(blade, urls)),
  };
}

/** PXELINUX asks for a file per NIC, in the directory it came from; only blades that are sent to it have one. */
function menus({ blade, permission }: BladeInput, site: Site, loader: string | undefined): Record<string, string> {
  if (blade.loader !== 'pxelinux' || !loader) return {};
  const os = site.systems[blade.arch];
  const menu = (mac: string) => {
    if (permission === 'local') return localMenu(blade);
    return installMenu(blade, os && { os, kernelArguments: kernelArguments(site, blade, os, hyphenated(mac)) });
  };
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
    documents: { ...scripts(input, site), ...configs(input, site) },
    tftp: menus(input, site, loading.loaders[0]),
    tokens,
  };
}
