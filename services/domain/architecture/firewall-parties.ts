// Who takes part in what the firewall matrix lists.

import { movingVip } from '../kubernetes/endpoint.ts';
import type { Said } from '../language.ts';
import { cidrText } from '../network/address.ts';
import { podRanges } from '../plan/cluster-ranges.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../plan/plan.ts';

export interface Party {
  readonly who: Said;
  readonly addresses: readonly string[];
}

/** A place outside that is asked by name. */
export interface Outside extends Party {
  readonly port: string;
}

const addressesOf = (blades: readonly PlannedBlade[]) => blades.map(({ address }) => address);

const say = (en: string, zhCn: string): Said => ({ en, 'zh-CN': zhCn });

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'http:' ? '80' : '443');

/** Hosts of these addresses, those with one port together. */
function outside(who: Said, addresses: readonly string[]): Outside[] {
  const urls = addresses.map((address) => new URL(address));
  const ports = new Set(urls.map(portOf));
  return [...ports].map((port) => {
    const hosts = urls.filter((url) => portOf(url) === port).map(({ hostname }) => hostname);
    return { who, addresses: [...new Set(hosts)], port };
  });
}

export function partiesOf(plan: Plan) {
  const { laptop, dns, ntp, dhcp } = plan.network;
  const { mirrors = [], proxy } = plan.kubernetes ?? {};
  const blades = plannedBlades(plan);
  const central = addressesOf(blades.filter(({ role }) => role === 'control-plane'));
  const vip = movingVip(plan);
  const all = addressesOf(blades);
  return {
    laptop: { who: say('this laptop', '本笔记本'), addresses: [laptop] },
    blades: { who: say('all blades', '所有刀片'), addresses: all },
    central: { who: say('control-plane blades', '控制平面刀片'), addresses: central },
    api: { who: say('the Kubernetes API', 'Kubernetes API'), addresses: [...(vip ? [vip] : []), ...central] },
    vip: { who: say('the VIP', 'VIP'), addresses: vip ? [vip] : [] },
    pods: {
      who: say('all blades and their pods', '所有刀片及其 Pod'),
      addresses: [...all, ...podRanges(plan).map(({ value }) => cidrText(value))],
    },
    dns: { who: say('DNS servers', 'DNS 服务器'), addresses: dns },
    ntp: { who: say('time servers', '时间服务器'), addresses: ntp },
    relays: { who: say('DHCP relays', 'DHCP 中继'), addresses: dhcp.relayed.map(({ gateway }) => gateway) },
    starting: { who: say('blades that start', '正在启动的刀片'), addresses: ['0.0.0.0'] },
    everybody: { who: say('this laptop (broadcast)', '本笔记本（广播）'), addresses: ['255.255.255.255'] },
    network: { who: say('this network (broadcast)', '本网络（广播）'), addresses: [plan.network.subnet] },
    operators: { who: say('operators', '运维人员'), addresses: [] },
    users: { who: say('users of the services', '业务用户'), addresses: [] },
    mirrors: outside(
      say('image mirrors', '镜像站'),
      mirrors.flatMap(({ urls }) => urls),
    ),
    proxies: outside(
      say('the proxy', '代理'),
      [proxy?.http, proxy?.https].filter((one) => one !== undefined),
    ),
  } as const;
}

export type Parties = ReturnType<typeof partiesOf>;
