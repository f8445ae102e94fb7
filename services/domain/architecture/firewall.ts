// The firewall matrix: who has to reach whom, on which ports and why, for the site's network team.
//
// Not in it, because nothing outside the machine itself speaks to them: the controller manager (10257) and the scheduler (10259), which
// listen on loopback, and etcd where there is only one member.

import type { Language, Said } from '../language.ts';
import { usualNodePorts } from '../network/propose.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../plan/plan.ts';

/** Someone a rule is about; without addresses it is whoever the site allows. */
export interface FirewallSide {
  readonly who: string;
  readonly addresses: readonly string[];
}

export interface FirewallRow {
  readonly from: FirewallSide;
  readonly to: FirewallSide;
  /** `arp`: not a port, but a switch that inspects ARP has to let it pass. */
  readonly protocol: 'tcp' | 'udp' | 'arp';
  /** `6443`, `2379-2380`, `53`; empty for ARP. */
  readonly ports: string;
  readonly why: string;
  /** `installing`: close it again after hand-over, when the laptop leaves. */
  readonly needed: 'installing' | 'always';
}

interface Party {
  readonly who: Said;
  readonly addresses: readonly string[];
}

type Line = readonly [from: Party, to: Party, protocol: FirewallRow['protocol'], ports: string, why: Said];

const addressesOf = (blades: readonly PlannedBlade[]) => blades.map(({ address }) => address);

function partiesOf(plan: Plan) {
  const { laptop, vip, dns, ntp, dhcp } = plan.network;
  const blades = plannedBlades(plan);
  const central = addressesOf(blades.filter(({ role }) => role === 'control-plane'));
  return {
    laptop: { who: { en: 'this laptop', 'zh-CN': '本笔记本' }, addresses: [laptop] },
    blades: { who: { en: 'all blades', 'zh-CN': '所有刀片' }, addresses: addressesOf(blades) },
    central: { who: { en: 'control-plane blades', 'zh-CN': '控制平面刀片' }, addresses: central },
    api: { who: { en: 'the Kubernetes API', 'zh-CN': 'Kubernetes API' }, addresses: [...(vip ? [vip] : []), ...central] },
    vip: { who: { en: 'the VIP', 'zh-CN': 'VIP' }, addresses: vip ? [vip] : [] },
    dns: { who: { en: 'DNS servers', 'zh-CN': 'DNS 服务器' }, addresses: dns },
    ntp: { who: { en: 'time servers', 'zh-CN': '时间服务器' }, addresses: ntp },
    relays: { who: { en: 'DHCP relays', 'zh-CN': 'DHCP 中继' }, addresses: dhcp.relayed.map(({ gateway }) => gateway) },
    starting: { who: { en: 'blades that start', 'zh-CN': '正在启动的刀片' }, addresses: ['0.0.0.0'] },
    everybody: { who: { en: 'this laptop (broadcast)', 'zh-CN': '本笔记本（广播）' }, addresses: ['255.255.255.255'] },
    operators: { who: { en: 'operators', 'zh-CN': '运维人员' }, addresses: [] },
    users: { who: { en: 'users of the services', 'zh-CN': '业务用户' }, addresses: [] },
  } as const satisfies Record<string, Party>;
}

type Parties = ReturnType<typeof partiesOf>;

const say = (en: string, zhCn: string): Said => ({ en, 'zh-CN': zhCn });

/** Only where there is somebody on both sides. */
const when = (wanted: boolean, ...lines: Line[]): Line[] => (wanted ? lines : []);

const kubelet = say('kubelet: logs, exec, metrics', 'kubelet：日志、exec、指标');
const etcd = say('etcd: clients and the members among each other', 'etcd：客户端访问及成员之间同步');
const toApi = say('kubelet, kube-proxy and pods ask the API', 'kubelet、kube-proxy 和 Pod 访问 API');
const vxlan = say('flannel VXLAN: pods of one blade to those of another', 'flannel VXLAN：不同刀片上的 Pod 互通');
const gratuitousArp = say('the VIP is announced by gratuitous ARP when it moves', 'VIP 漂移时通过免费 ARP 通告');

/** A single blade speaks to itself. */
function clusterLines(plan: Plan, { blades, central, api, vip }: Parties): Line[] {
  const several = blades.addresses.length > 1;
  // By routes pods speak under their own addresses, inside one network.
  const inVxlan = several && plan.kubernetes?.flannel?.backend !== 'host-gw';
  return [
    ...when(several, [blades, api, 'tcp', '6443', toApi]),
    ...when(central.addresses.length > 1, [central, central, 'tcp', '2379-2380', etcd]),
    ...when(several, [central, blades, 'tcp', '10250', kubelet]),
    ...when(inVxlan, [blades, blades, 'udp', '8472', vxlan]),
    ...when(vip.addresses.length > 0, [central, vip, 'arp', '', gratuitousArp]),
  ];
}

const names = say('names outside the cluster', '解析集群外的名称');
const services = say('services with a node port', 'NodePort 服务');
const balancer = say('health check of a load balancer, where the site has one', '站点负载均衡器的健康检查（如有）');
const clocks = say('clocks', '时钟同步');

function siteLines(plan: Plan, { blades, api, dns, ntp, operators, users }: Parties): Line[] {
  const nodePorts = plan.network.nodePorts ?? usualNodePorts;
  return [
    [operators, api, 'tcp', '6443', say('kubectl', 'kubectl')],
    [operators, blades, 'tcp', '22', say('SSH', 'SSH')],
    [users, blades, 'tcp', nodePorts, services],
    [users, blades, 'udp', nodePorts, services],
    [users, blades, 'tcp', '10256', balancer],
    ...when(dns.addresses.length > 0, [blades, dns, 'udp', '53', names], [blades, dns, 'tcp', '53', names]),
    ...when(ntp.addresses.length > 0, [blades, ntp, 'udp', '123', clocks]),
  ];
}

/** TFTP answers from a port of its own for each transfer (RFC 1350 section 4). */
const anyHighPort = '1024-65535';

const dhcp = say('DHCP', 'DHCP');
const tftp = say('TFTP: the first loader', 'TFTP：第一级引导程序');
const proxy = say('boot service beside the DHCP server of the site', '与站点 DHCP 并存的引导服务');
const http = say('scripts, system, progress', '脚本、系统文件、进度上报');
const firstClock = say('clocks before anything that checks certificates', '校验证书之前先同步时钟');
const watching = say('watching the cluster come up', '观察集群启动');

function installingLines(plan: Plan, { laptop, blades, api, relays, starting, everybody }: Parties): Line[] {
  return [
    [starting, everybody, 'udp', '67', dhcp],
    [laptop, blades, 'udp', '68', dhcp],
    ...when(relays.addresses.length > 0, [relays, laptop, 'udp', '67', dhcp], [laptop, relays, 'udp', '67', dhcp]),
    ...when(plan.network.dhcp.mode === 'proxy', [blades, laptop, 'udp', '4011', proxy]),
    [blades, laptop, 'udp', '69', tftp],
    [laptop, blades, 'udp', anyHighPort, tftp],
    [blades, laptop, 'tcp', '80', http],
    [blades, laptop, 'udp', '123', firstClock],
    [laptop, api, 'tcp', '6443', watching],
  ];
}

/** Every flow a good plan needs, those of the laptop last; words in one language. */
export function firewallMatrix(plan: Plan, language: Language = 'en'): FirewallRow[] {
  const parties = partiesOf(plan);
  const side = ({ who, addresses }: Party): FirewallSide => ({ who: who[language], addresses });
  const rows = (lines: readonly Line[], needed: FirewallRow['needed']) =>
    lines.map(([from, to, protocol, ports, why]) => ({ from: side(from), to: side(to), protocol, ports, why: why[language], needed }));
  return [
    ...rows([...clusterLines(plan, parties), ...siteLines(plan, parties)], 'always'),
    ...rows(installingLines(plan, parties), 'installing'),
  ];
}
