import { describe, expect, it } from 'vitest';
import { languages } from '../language.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { type FirewallRow, firewallMatrix } from './firewall.ts';

const matrixOf = (...changes: Change[]) => firewallMatrix(planV1.parse(changed(...changes)));
const matrix = (...changes: Change[]) => matrixOf(['kubernetes', {}], ...changes);
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
      'users of the services → all blades tcp 30000-32767',
      'users of the services → all blades udp 30000-32767',
      'users of the services → all blades tcp 10256',
      'operators → all blades tcp 22',
      'all blades → DNS servers udp 53',
      'all blades → DNS servers tcp 53',
    ]);
  });
  it('has etcd between several members, and the VIP', () => {
    const lines = always(matrix(...small));
    expect(lines).toContain('control-plane blades → control-plane blades tcp 2379-2380');
    expect(lines).toContain('control-plane blades → the VIP arp');
  });
  it('has the pods themselves instead of VXLAN where they go by routes', () => {
    const rows = matrix(['kubernetes.flannel', { backend: 'host-gw' }]);
    expect(always(rows).filter((text) => text.endsWith('udp 8472'))).toEqual([]);
    const pods = rows.filter(({ from }) => from.addresses.includes('10.244.0.0/16'));
    expect(pods.map(line)).toEqual(
      ['tcp', 'udp'].map((protocol) => `all blades and their pods → all blades and their pods ${protocol} 1-65535`),
    );
  });
  it('has what another pod network needs', () => {
    const between = (cni: string) => always(matrix(['kubernetes.cni', cni])).filter((text) => text.startsWith('all blades → all blades'));
    expect(between('cilium')).toEqual(['all blades → all blades udp 8472', 'all blades → all blades tcp 4240']);
    expect(between('calico')).toEqual(['all blades → all blades udp 4789']);
  });
  it('has nothing of a cluster where none is planned', () => {
    expect(
      matrixOf()
        .map(line)
        .filter((text) => /6443|10250|8472|10256|3\d{4}|2379|18080/.test(text)),
    ).toEqual([]);
  });
  it('has no VIP where it would have nowhere to move', () => {
    const rows = matrix(['network.vip', '10.20.30.9']);
    expect(rows.flatMap(({ to }) => to.addresses)).not.toContain('10.20.30.9');
  });
  it('has whatever a node fetches images from, each port by itself', () => {
    const rows = matrix(
      ['kubernetes.mirrors', [{ registry: 'ghcr.io', urls: ['https://a.example', 'http://b.example:5000/v2/x', 'https://c.example'] }]],
      ['kubernetes.proxy', { https: 'http://proxy.example:3128' }],
    );
    const outside = rows.filter(({ to }) => /mirrors|proxy/.test(to.who)).map(({ to, ports }) => `${to.addresses.join(' ')} ${ports}`);
    expect(outside).toEqual(['a.example c.example 443', 'b.example 5000', 'proxy.example 3128']);
  });
  it('has kubelets asked by add-ons', () => {
    expect(always(matrix(['kubernetes.addons', ['metrics-server']]))).toContain('all blades → all blades tcp 10250');
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
    expect(installing.filter(({ protocol }) => protocol === 'tcp').map((row) => row.ports)).toEqual(['80', '6443', '2379-2380', '18080']);
    expect(installing.filter(({ protocol }) => protocol === 'arp').map(line)).toEqual(['this laptop → this network (broadcast) arp']);
    expect(installing.some(({ from }) => from.addresses.includes('10.20.31.1'))).toBe(true);
  });
  it('says the same in every language', () => {
    const plan = planV1.parse(changed(['kubernetes', {}], ...small));
    const [one, other] = languages.map((language) => firewallMatrix(plan, language));
    expect(other?.map(({ protocol, ports, needed }) => [protocol, ports, needed])).toEqual(
      one?.map(({ protocol, ports, needed }) => [protocol, ports, needed]),
    );
    expect(other?.map(({ from }) => from.who)).toContain('所有刀片');
  });
});
