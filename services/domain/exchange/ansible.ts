// A plan's blades as an Ansible inventory in INI form, in the groups that Kubernetes playbooks use (kubespray's names).

import type { Plan } from '../plan/plan.ts';
import { isEtcdMember, takesPods } from '../plan/roles.ts';
import { type ListedMachine, machinesOf } from './machines.ts';

/** Nothing in these values has a blank or quote, which INI inventories would split at. */
const hostLine = ({ hostname, ip, slot, macs }: ListedMachine) =>
  `${hostname} ansible_host=${ip} slot=${slot} mac=${macs[0]} macs=${macs.join(',')}`;

const group = (name: string, lines: readonly string[]) => [`[${name}]`, ...lines, ''].join('\n');

/** Every host once with its variables, then the groups by name. A group without a host is there, and empty. */
export function ansibleInventory(plan: Plan): string {
  const machines = machinesOf(plan);
  const named = (fits: (machine: ListedMachine) => boolean) => machines.filter(fits).map(({ hostname }) => hostname!);
  return [
    `# Blades of ${plan.name}, in the order of their slots.`,
    ...machines.map(hostLine),
    '',
    group(
      'kube_control_plane',
      named(({ role }) => role === 'control-plane'),
    ),
    group(
      'etcd',
      named(({ role }) => isEtcdMember(role)),
    ),
    group(
      'kube_node',
      named(({ role }) => takesPods(plan, role!)),
    ),
    group('k8s_cluster:children', ['kube_control_plane', 'kube_node']),
    group('all:vars', ['ansible_user=core']),
  ].join('\n');
}
