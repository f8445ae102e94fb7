import { describe, expect, it } from 'vitest';
import { languages } from '../language.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { type FirewallRow, firewallMatrix } from './firewall.ts';

const matrix = (...changes: Change[]) => firewallMatrix(planV1.parse(changed(...changes)));
const line = ({ from, to, protocol, ports }: FirewallRow) => `${from.who} → ${to.who} ${protocol} ${ports}`.trim();
const always = (rows: readonly FirewallRow[]) => rows.filter(({ needed }) => needed === 'always').map(line);

const small: Change[] = [
  ['architecture', 'small'],
  ['network.vip', '10.20.30.9'],
  ...[0, 1, 2].map((index): Change => [`blades[${index}].role`, undefined]),
];

describe('the firewall matrix', () => {
  it('of one central blade and its workers', () => {
    expect(always(matrix())).toEqual([
      'all blades → the Kubernetes API tcp 6443',
      'control-plane blades → all blades tcp 10250',
      'all blades → all blades udp 8472',
      'operators → the Kubernetes API tcp 6443',
      'operators → all blades tcp 22',
      'users of the services → all blades tcp 30000-32767',
      'users of the services → all blades udp 30000-32767',
      'users of the services → all blades tcp 10256',
      'all blades → DNS servers udp 53',
      'all blades → DNS servers tcp 53',
    ]);
  });
  it('has etcd between several members, and the VIP', () => {
    const lines = always(matrix(...small));
    expect(lines).toContain('control-plane blades → control-plane blades tcp 2379-2380');
    expect(lines).toContain('control-plane blades → the VIP arp');
  });
  it('has no VXLAN where pods go by routes', () => {
    const between = (...changes: Change[]) => always(matrix(...changes)).filter((text) => text.endsWith('udp 8472'));
    expect(between(['kubernetes', {}])).toHaveLength(1);
    expect(between(['kubernetes', { flannel: { backend: 'host-gw' } }])).toEqual([]);
  });
  it('of one blade alone has nothing between blades', () => {
    const rows = matrix(['architecture', 'laptop'], ['blades', [{ slot: 'c1/1', macs: ['d0:00:67:13:0d:00'] }]]);
    expect(always(rows).filter((text) => !/^(operators|users)|DNS/.test(text))).toEqual([]);
  });
  it("has the plan's own addresses and node ports", () => {
    const rows = matrix(...small, ['network.nodePorts', '31000-31999'], ['network.ntp', ['10.20.0.123']]);
    const [api] = rows;
    expect(api?.from.addresses).toEqual(['10.20.30.40', '10.20.30.41', '10.20.30.42']);
    expect(api?.to.addresses).toEqual(['10.20.30.9', '10.20.30.40', '10.20.30.41', '10.20.30.42']);
    expect(rows.filter(({ ports }) => ports === '31000-31999')).toHaveLength(2);
    expect(rows.find(({ to }) => to.who === 'time servers')?.to.addresses).toEqual(['10.20.0.123']);
  });
  it('ends with what is only needed while the laptop is there', () => {
    const rows = matrix(
      ['network.dhcp', { mode: 'proxy', relayed: [{ subnet: '10.20.31.0/24', gateway: '10.20.31.1' }] }],
      ['network.dns', []],
    );
    const first = rows.findIndex(({ needed }) => needed === 'installing');
    const installing = rows.slice(first);
    expect(installing.every(({ needed }) => needed === 'installing')).toBe(true);
    const ports = installing.filter(({ protocol }) => protocol === 'udp').map((row) => row.ports);
    expect(new Set(ports)).toEqual(new Set(['67', '68', '69', '123', '4011', '1024-65535']));
    expect(installing.filter(({ protocol }) => protocol === 'tcp').map((row) => row.ports)).toEqual(['80', '6443']);
    expect(installing.some(({ from }) => from.addresses.includes('10.20.31.1'))).toBe(true);
  });
  it('says the same in every language', () => {
    const plan = planV1.parse(changed(...small));
    const [one, other] = languages.map((language) => firewallMatrix(plan, language));
    expect(other?.map(({ protocol, ports, needed }) => [protocol, ports, needed])).toEqual(
      one?.map(({ protocol, ports, needed }) => [protocol, ports, needed]),
    );
    expect(other?.map(({ from }) => from.who)).toContain('所有刀片');
  });
});
