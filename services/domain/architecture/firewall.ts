// The firewall matrix: who has to reach whom, on which ports and why, for the site's network team.
//
// Not in it, because nothing outside the machine itself speaks to them: the controller manager (10257) and the scheduler (10259), which
// listen on loopback, and etcd where there is only one member.

import type { Language, Said } from '../language.ts';
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

/** What Kubernetes takes when the plan does not say (`--service-node-port-range`). */
export const defaultNodePorts = '30000-32767';

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

/** Between more than one blade only: a single one speaks to itself. */
function clusterLines({ blades, central, api, vip }: Parties): Line[] {
  const several = blades.addresses.length > 1;
  const members = central.addresses.length > 1;
  return [
    ...(several
      ? [
          [
            blades,
            api,
            'tcp',
            '6443',
            { en: 'kubelet, kube-proxy and pods ask the API', 'zh-CN': 'kubelet、kube-proxy 和 Pod 访问 API' },
          ] as const,
        ]
      : []),
    ...(members
      ? [
          [
            central,
            central,
            'tcp',
            '2379-2380',
            { en: 'etcd: clients and the members among each other', 'zh-CN': 'etcd：客户端访问及成员之间同步' },
          ] as const,
        ]
      : []),
    ...(several
      ? [[central, blades, 'tcp', '10250', { en: 'kubelet: logs, exec, metrics', 'zh-CN': 'kubelet：日志、exec、指标' }] as const]
      : []),
    ...(several
      ? [
          [
            blades,
            blades,
            'udp',
            '8472',
            { en: 'flannel VXLAN: pods of one blade to those of another', 'zh-CN': 'flannel VXLAN：不同刀片上的 Pod 互通' },
          ] as const,
        ]
      : []),
    ...(vip.addresses.length > 0
      ? [
          [
            central,
            vip,
            'arp',
            '',
            { en: 'the VIP is announced by gratuitous ARP when it moves', 'zh-CN': 'VIP 漂移时通过免费 ARP 通告' },
          ] as const,
        ]
      : []),
  ];
}

function siteLines(plan: Plan, { blades, api, dns, ntp, operators, users }: Parties): Line[] {
  const nodePorts = plan.network.nodePorts ?? defaultNodePorts;
  const toDns = { en: 'names outside the cluster', 'zh-CN': '解析集群外的名称' };
  const services = { en: 'services with a node port', 'zh-CN': 'NodePort 服务' };
  return [
    [operators, api, 'tcp', '6443', { en: 'kubectl', 'zh-CN': 'kubectl' }],
    [operators, blades, 'tcp', '22', { en: 'SSH', 'zh-CN': 'SSH' }],
    [users, blades, 'tcp', nodePorts, services],
    [users, blades, 'udp', nodePorts, services],
    [
      users,
      blades,
      'tcp',
      '10256',
      { en: 'health check of a load balancer, where the site has one', 'zh-CN': '站点负载均衡器的健康检查（如有）' },
    ],
    ...(dns.addresses.length > 0 ? [[blades, dns, 'udp', '53', toDns] as const, [blades, dns, 'tcp', '53', toDns] as const] : []),
    ...(ntp.addresses.length > 0 ? [[blades, ntp, 'udp', '123', { en: 'clocks', 'zh-CN': '时钟同步' }] as const] : []),
  ];
}

/** TFTP answers from a port of its own for each transfer (RFC 1350 section 4). */
const anyHighPort = '1024-65535';

function installingLines(plan: Plan, { laptop, blades, api, relays, starting, everybody }: Parties): Line[] {
  const dhcp = { en: 'DHCP', 'zh-CN': 'DHCP' };
  const tftp = { en: 'TFTP: the first loader', 'zh-CN': 'TFTP：第一级引导程序' };
  return [
    [starting, everybody, 'udp', '67', dhcp],
    [laptop, blades, 'udp', '68', dhcp],
    ...(relays.addresses.length > 0 ? [[relays, laptop, 'udp', '67', dhcp] as const, [laptop, relays, 'udp', '67', dhcp] as const] : []),
    ...(plan.network.dhcp.mode === 'proxy'
      ? [
          [
            blades,
            laptop,
            'udp',
            '4011',
            { en: 'boot service beside the DHCP server of the site', 'zh-CN': '与站点 DHCP 并存的引导服务' },
          ] as const,
        ]
      : []),
    [blades, laptop, 'udp', '69', tftp],
    [laptop, blades, 'udp', anyHighPort, tftp],
    [blades, laptop, 'tcp', '80', { en: 'scripts, system, progress', 'zh-CN': '脚本、系统文件、进度上报' }],
    [blades, laptop, 'udp', '123', { en: 'clocks before anything that checks certificates', 'zh-CN': '校验证书之前先同步时钟' }],
    [laptop, api, 'tcp', '6443', { en: 'watching the cluster come up', 'zh-CN': '观察集群启动' }],
  ];
}

/** Every flow a good plan needs, those of the laptop last; words in one language. */
export function firewallMatrix(plan: Plan, language: Language = 'en'): FirewallRow[] {
  const parties = partiesOf(plan);
  const side = ({ who, addresses }: Party): FirewallSide => ({ who: who[language], addresses });
  const rows = (lines: readonly Line[], needed: FirewallRow['needed']) =>
    lines.map(([from, to, protocol, ports, why]) => ({ from: side(from), to: side(to), protocol, ports, why: why[language], needed }));
  return [
    ...rows([...clusterLines(parties), ...siteLines(plan, parties)], 'always'),
    ...rows(installingLines(plan, parties), 'installing'),
  ];
}
