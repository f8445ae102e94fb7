// Every flow of the firewall matrix: inside the cluster, with the site, and with the laptop while it installs.
//
// Not in it, because nothing outside the machine itself speaks to them: the controller manager (10257), the scheduler (10259), kube-vip's own
// figures (2112) and etcd's (2381), which listen on loopback, and etcd itself where there is only one member.

import { nodeCheckPort } from '../cluster/checks.ts';
import { goesByRoutes, podNetworkFacts } from '../kubernetes/pod-networks.ts';
import type { Said } from '../language.ts';
import { usualNodePorts } from '../network/propose.ts';
import type { Plan } from '../plan/plan.ts';
import type { Outside, Parties, Party } from './firewall-parties.ts';

/** `arp`: not a port, but a switch that inspects ARP has to let it pass. */
export type Protocol = 'tcp' | 'udp' | 'arp';

export type Line = readonly [from: Party, to: Party, protocol: Protocol, ports: string, why: Said];

const say = (en: string, zhCn: string): Said => ({ en, 'zh-CN': zhCn });

/** Only where there is somebody on both sides. */
const when = (wanted: boolean, ...lines: Line[]): Line[] => (wanted ? lines : []);

const kubelet = say('kubelet: logs, exec, metrics', 'kubelet：日志、exec、指标');
const addons = say('add-ons that ask kubelets, such as metrics', '询问 kubelet 的附加组件，如指标');
const etcd = say('etcd: clients and the members among each other', 'etcd：客户端访问及成员之间同步');
const toApi = say('kubelet, kube-proxy and pods ask the API', 'kubelet、kube-proxy 和 Pod 访问 API');
const routed = say('flannel host-gw: pods speak under their own addresses', 'flannel host-gw：Pod 以自己的地址互通');
const gratuitousArp = say('the VIP is announced by gratuitous ARP when it moves', 'VIP 漂移时通过免费 ARP 通告');
const allPorts = '1-65535';

/** A single blade speaks to itself. */
export function clusterLines({ kubernetes }: Plan, { blades, central, api, vip, pods }: Parties): Line[] {
  if (!kubernetes) return [];
  const several = blades.addresses.length > 1;
  const byRoutes = goesByRoutes(kubernetes);
  const between = podNetworkFacts[kubernetes.cni].flows.map(({ protocol, ports, why }): Line => [blades, blades, protocol, ports, why]);
  return [
    ...when(several, [blades, api, 'tcp', '6443', toApi]),
    ...when(central.addresses.length > 1, [central, central, 'tcp', '2379-2380', etcd]),
    ...when(several, [central, blades, 'tcp', '10250', kubelet]),
    ...when(several && kubernetes.addons.length > 0, [blades, blades, 'tcp', '10250', addons]),
    ...when(several && !byRoutes, ...between),
    ...when(several && byRoutes, [pods, pods, 'tcp', allPorts, routed], [pods, pods, 'udp', allPorts, routed]),
    ...when(vip.addresses.length > 0, [central, vip, 'arp', '', gratuitousArp]),
  ];
}

const names = say('names outside the cluster', '解析集群外的名称');
const services = say('services with a node port', 'NodePort 服务');
const balancer = say('health check of a load balancer, where the site has one', '站点负载均衡器的健康检查（如有）');
const clocks = say('clocks', '时钟同步');
const images = say('images, once the laptop is gone', '笔记本离开后拉取镜像');

function toServices({ kubernetes, network }: Plan, { api, blades, operators, users }: Parties): Line[] {
  if (!kubernetes) return [];
  const nodePorts = network.nodePorts ?? usualNodePorts;
  return [
    [operators, api, 'tcp', '6443', say('kubectl', 'kubectl')],
    [users, blades, 'tcp', nodePorts, services],
    [users, blades, 'udp', nodePorts, services],
    [users, blades, 'tcp', '10256', balancer],
  ];
}

export function siteLines(plan: Plan, parties: Parties): Line[] {
  const { blades, dns, ntp, operators, mirrors, proxies } = parties;
  const fetched = (from: readonly Outside[]) => from.map((host): Line => [blades, host, 'tcp', host.port, images]);
  return [
    ...toServices(plan, parties),
    [operators, blades, 'tcp', '22', say('SSH', 'SSH')],
    ...when(dns.addresses.length > 0, [blades, dns, 'udp', '53', names], [blades, dns, 'tcp', '53', names]),
    ...when(ntp.addresses.length > 0, [blades, ntp, 'udp', '123', clocks]),
    ...fetched(mirrors),
    ...fetched(proxies),
  ];
}

/** TFTP answers from a port of its own for each transfer (RFC 1350 section 4). */
const anyHighPort = '1024-65535';

const dhcp = say('DHCP', 'DHCP');
const tftp = say('TFTP: the first loader', 'TFTP：第一级引导程序');
const proxy = say('boot service beside the DHCP server of the site', '与站点 DHCP 并存的引导服务');
const http = say('scripts, system, progress', '脚本、系统文件、进度上报');
const firstClock = say('clocks before anything that checks certificates', '校验证书之前先同步时钟');
const free = say('whether anybody has the planned addresses already', '探测计划中的地址是否已被占用');
const watching = say('watching the cluster come up', '观察集群启动');
const expiry = say('until when the certificates of etcd hold', '查看 etcd 证书的有效期');
const accepting = say('acceptance test: pods with the network of their node', '验收测试：使用节点网络的 Pod');

function watchingLines({ kubernetes }: Plan, { laptop, blades, central, api }: Parties): Line[] {
  if (!kubernetes) return [];
  return [
    [laptop, api, 'tcp', '6443', watching],
    [laptop, central, 'tcp', '2379-2380', expiry],
    ...when(blades.addresses.length > 1, [central, blades, 'tcp', String(nodeCheckPort), accepting]),
  ];
}

export function installingLines(plan: Plan, parties: Parties): Line[] {
  const { laptop, blades, relays, starting, everybody, network } = parties;
  return [
    [starting, everybody, 'udp', '67', dhcp],
    [laptop, blades, 'udp', '68', dhcp],
    ...when(relays.addresses.length > 0, [relays, laptop, 'udp', '67', dhcp], [laptop, relays, 'udp', '67', dhcp]),
    ...when(plan.network.dhcp.mode === 'proxy', [blades, laptop, 'udp', '4011', proxy]),
    [laptop, network, 'arp', '', free],
    [blades, laptop, 'udp', '69', tftp],
    [laptop, blades, 'udp', anyHighPort, tftp],
    [blades, laptop, 'tcp', '80', http],
    [blades, laptop, 'udp', '123', firstClock],
    ...watchingLines(plan, parties),
  ];
}
