// Where containerd fetches images once the laptop is gone: the site's mirrors of each registry, and the proxy to what lies beyond.

import { clusterDomain } from '../../domain/kubernetes/endpoint.ts';
import { cidrText } from '../../domain/network/address.ts';
import { podRanges, serviceRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { modes, type SystemFile, type SystemUnit } from '../system/parts.ts';

/** `config_path` of containerd's registries: a directory for each, by the name that images have. */
export const registriesDirectory = '/etc/containerd/certs.d';

type Mirror = NonNullable<NonNullable<Plan['kubernetes']>['mirrors']>[number];

/** Docker's images are kept under another name than they have. */
const ownServer = (registry: string): string => (registry === 'docker.io' ? 'registry-1.docker.io' : registry);

const caPath = (registry: string): string => `${registriesDirectory}/${registry}/ca.crt`;

/** With a path of its own the address is complete; otherwise containerd adds `/v2`. Nothing is pushed to a mirror. */
const host = (url: string, { registry, ca }: Mirror): string => `
[host."${url}"]
  capabilities = ["pull", "resolve"]
${new URL(url).pathname === '/' ? '' : '  override_path = true\n'}${ca ? `  ca = "${caPath(registry)}"\n` : ''}`;

/** containerd asks the hosts in their order, and the registry itself at last. Addresses of the plan have no quotes or backslashes. */
const hostsFile = (mirror: Mirror): SystemFile => ({
  path: `${registriesDirectory}/${mirror.registry}/hosts.toml`,
  mode: modes.readable,
  text: `server = "https://${ownServer(mirror.registry)}"\n${mirror.urls.map((url) => host(url, mirror)).join('')}`,
});

/** For each registry that has mirrors; none without. */
export const mirrorFiles = ({ kubernetes }: Plan): SystemFile[] =>
  (kubernetes?.mirrors ?? []).flatMap((mirror) => [
    hostsFile(mirror),
    ...(mirror.ca ? [{ path: caPath(mirror.registry), mode: modes.readable, text: mirror.ca }] : []),
  ]);

/** What is never behind the proxy: the node itself, all machines of the plan, and everything inside the cluster. */
function without(plan: Plan, except: readonly string[]): string {
  const { subnet, dhcp, siteRoutes } = plan.network;
  const inside = [...podRanges(plan), ...serviceRanges(plan)].map(({ value }) => cidrText(value));
  const machines = [subnet, ...dhcp.relayed.map((one) => one.subnet), ...siteRoutes];
  const here = ['localhost', '127.0.0.1', '::1'];
  return [...new Set([...here, ...machines, ...inside, '.svc', `.${clusterDomain}`, ...except])].join(',');
}

/** systemd takes a percent sign for the begin of a specifier. */
const setting = (name: string, value: string): string => `Environment="${name}=${value.replaceAll('%', '%%')}"\n`;

type Dropin = NonNullable<SystemUnit['dropins']>[number];

/** For containerd.service; none without a proxy that has an address. kubeadm is not told of it, and so neither are the API servers. */
export function proxyDropin(plan: Plan): Dropin | undefined {
  const { http, https, except = [] } = plan.kubernetes?.proxy ?? {};
  if (!http && !https) return undefined;
  const addresses = [...(http ? [setting('HTTP_PROXY', http)] : []), ...(https ? [setting('HTTPS_PROXY', https)] : [])];
  return { name: '20-rackstrap-proxy.conf', contents: `[Service]\n${addresses.join('')}${setting('NO_PROXY', without(plan, except))}` };
}
