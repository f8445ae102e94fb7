import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import type { Plan } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { exportForms, exportPlan } from './exports.ts';

function plan(...changes: Change[]): Plan {
  const { plan: found, problems } = checkPlan(changed(...changes));
  if (!found) throw new Error(problems.map(({ what }) => what).join());
  return found;
}
const text = (form: Parameters<typeof exportPlan>[1], ...changes: Change[]) => exportPlan(plan(...changes), form).text;
/** Blades of the file are in another order than their slots. */
const shuffled: Change[] = [
  ['blades[0]', { slot: 'c1/2', macs: ['d0:00:67:13:0d:01', 'd0:00:67:13:0d:11'], hostname: 'slave-1' }],
  ['blades[1]', { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'], hostname: 'master', role: 'control-plane' }],
];

describe('exportPlan', () => {
  it('names each file after the plan, and no two alike', () => {
    const names = exportForms.map((form) => exportPlan(plan(), form).name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^three-nodes[-.]/);
  });
  it('as /etc/hosts', () => {
    expect(text('hosts', ...shuffled)).toBe(
      [
        '# Blades of three-nodes, in the order of their slots.',
        '10.20.30.40\tmaster\t# c1/1',
        '10.20.30.41\tslave-1\t# c1/2',
        '10.20.30.42\tslave-2\t# c1/3',
        '',
      ].join('\n'),
    );
    expect(text('hosts', ['network.searchDomains', ['rack.example.org']])).toContain(
      '10.20.30.40\tmaster.rack.example.org master\t# c1/1\n',
    );
  });
  it('as an Ansible inventory', () => {
    expect(text('ansible', ...shuffled)).toBe(`# Blades of three-nodes, in the order of their slots.
master ansible_host=10.20.30.40 slot=c1/1 mac=d0:00:67:13:0d:00 macs=d0:00:67:13:0d:00
slave-1 ansible_host=10.20.30.41 slot=c1/2 mac=d0:00:67:13:0d:01 macs=d0:00:67:13:0d:01,d0:00:67:13:0d:11
slave-2 ansible_host=10.20.30.42 slot=c1/3 mac=d0:00:67:13:0d:02 macs=d0:00:67:13:0d:02

[kube_control_plane]
master

[etcd]
master

[kube_node]
slave-1
slave-2

[k8s_cluster:children]
kube_control_plane
kube_node

[all:vars]
ansible_user=core
`);
  });
  it('as tables for NetBox', () => {
    const lines = (form: Parameters<typeof exportPlan>[1]) =>
      text(form, ...shuffled)
        .trim()
        .split('\r\n');
    expect(lines('netbox').slice(0, 2)).toEqual([
      'name,role,manufacturer,device_type,status,site,description',
      'master,control-plane,Generic,generic,planned,three-nodes,slot c1/1',
    ]);
    expect(lines('netbox-interfaces')[1]).toBe('master,nic1,other,true,d0:00:67:13:0d:00');
    expect(lines('netbox-macs')[3]).toBe('d0:00:67:13:0d:11,slave-1,nic2,true');
    expect(lines('netbox-addresses').slice(0, 3)).toEqual([
      'address,status,device,interface,is_primary,dns_name',
      '10.20.30.40/24,active,master,nic1,true,master',
      '10.20.30.41/24,active,slave-1,nic1,true,slave-1',
    ]);
  });
  it('as the firewall matrix, for a spreadsheet and to read, in both languages', () => {
    expect(text('firewall-csv')).toMatch(/^From,From addresses,To,To addresses,Protocol,Ports,Needed,Why\r\n/);
    const markdown = text('firewall-md').split('\n');
    expect(markdown[0]).toBe('# Firewall matrix of three-nodes');
    expect(new Set(markdown.filter((line) => line.startsWith('|')).map((line) => line.split('|').length))).toEqual(new Set([10]));
    expect(exportPlan(plan(), 'firewall-md', 'zh-CN').text).toContain('| 来源 |');
  });
});
