import { describe, expect, it } from 'vitest';
import { placeOf } from '../../problem.ts';
import { checkPlan } from '../check.ts';
import { type Change, changed, sampleKey as key } from '../sample.ts';

const found = (...changes: Change[]) => checkPlan(changed(...changes)).problems.map((one) => `${placeOf(one)} ${one.code}`);

describe('rules', () => {
  const cases: [string, Change[], string[]][] = [
    // slots and blades
    ['a chassis twice', [['chassis[1]', { name: 'c1', slots: 2 }]], ['chassis[1].name plan-chassis-twice']],
    ['a slot of no chassis', [['blades[1].slot', 'c9/2']], ['blades[1].slot plan-chassis-unknown']],
    ['a slot beyond the chassis', [['blades[2].slot', 'c1/4']], ['blades[2].slot plan-slot-beyond']],
    ['a slot twice', [['blades[2].slot', 'c1/1']], ['blades[2].slot plan-address-twice', 'blades[2].slot plan-slot-twice']],
    ['a MAC address twice', [['blades[2].macs[0]', 'D0-00-67-13-0D-00']], ['blades[2].macs[0] plan-mac-twice']],
    ['a MAC address twice in one blade', [['blades[0].macs[1]', 'd0:00:67:13:0d:00']], ['blades[0].macs[1] plan-mac-twice']],
    ['a multicast MAC address', [['blades[0].macs[0]', '01:00:5e:00:00:01']], ['blades[0].macs[0] plan-mac-not-a-port']],
    ['a MAC address of zeros', [['blades[0].macs[0]', '00:00:00:00:00:00']], ['blades[0].macs[0] plan-mac-not-a-port']],
    ['a host name twice', [['blades[1].hostname', 'master']], ['blades[1].hostname plan-hostname-twice']],
    [
      'a host name that another blade has from its slot',
      [
        ['blades[0].hostname', 'c1-2'],
        ['blades[1].hostname', undefined],
      ],
      ['blades[1].slot plan-hostname-twice'],
    ],
    ['no address', [['chassis[0].firstIp', undefined]], [0, 1, 2].map((index) => `blades[${index}] plan-address-none`)],
    [
      'no address of one',
      [
        ['chassis[0].firstIp', undefined],
        ['blades[0].ip', '10.20.30.40'],
        ['blades[1].ip', '10.20.30.41'],
      ],
      ['blades[2] plan-address-none'],
    ],
    // addresses
    ['an address outside', [['blades[0].ip', '10.20.31.40']], ['blades[0].ip plan-address-outside']],
    [
      'addresses by rule that leave the subnet',
      [['chassis[0].firstIp', '10.20.30.254']],
      ['blades[1].slot plan-address-reserved', 'blades[2].slot plan-address-outside'],
    ],
    ['the network address', [['blades[0].ip', '10.20.30.0']], ['blades[0].ip plan-address-reserved']],
    ['the broadcast address', [['network.vip', '10.20.30.255']], ['network.vip plan-address-reserved', 'network.vip plan-vip-useless']],
    ['the laptop outside', [['network.laptop', '10.20.31.242']], ['network.laptop plan-address-outside']],
    ['the gateway outside', [['network.gateway', '10.20.31.1']], ['network.gateway plan-address-outside']],
    ["the laptop's address", [['blades[0].ip', '10.20.30.242']], ['blades[0].ip plan-address-twice']],
    ["the gateway's address by rule", [['chassis[0].firstIp', '10.20.30.1']], ['blades[0].slot plan-address-twice']],
    [
      "the VIP at a blade's address",
      [['network.vip', '10.20.30.41']],
      ['blades[1].slot plan-address-twice', 'network.vip plan-vip-useless'],
    ],
    ['an address twice', [['blades[0].ip', '10.20.30.42']], ['blades[2].slot plan-address-twice']],
    [
      'an address in the pool',
      [['network.dhcp', { pool: { first: '10.20.30.42', last: '10.20.30.50' } }]],
      ['blades[2].slot plan-address-in-pool'],
    ],
    [
      'the laptop in the pool',
      [['network.dhcp', { pool: { first: '10.20.30.200', last: '10.20.30.250' } }]],
      ['network.laptop plan-address-in-pool'],
    ],
    [
      'a pool backwards',
      [['network.dhcp', { pool: { first: '10.20.30.210', last: '10.20.30.200' } }]],
      ['network.dhcp.pool plan-pool-order'],
    ],
    [
      'a pool outside',
      [['network.dhcp', { pool: { first: '10.20.31.1', last: '10.20.31.9' } }]],
      ['network.dhcp.pool.first plan-address-outside', 'network.dhcp.pool.last plan-address-outside'],
    ],
    [
      'a pool that proxy mode never uses',
      [['network.dhcp', { mode: 'proxy', pool: { first: '10.20.30.200', last: '10.20.30.210' } }]],
      ['network.dhcp.pool plan-pool-unused'],
    ],
    ['a menu that nobody is shown', [['network.dhcp', { menu: true }]], ['network.dhcp.menu plan-menu-unused']],
    ['a menu for the pool', [['network.dhcp', { menu: true, pool: { first: '10.20.30.200', last: '10.20.30.210' } }]], []],
    ['no menu', [['network.dhcp', { menu: false }]], []],
    ['DNS at the laptop', [['network.dns', ['10.20.0.53', '10.20.30.242']]], ['network.dns[1] plan-needs-laptop']],
    ['NTP at the laptop', [['network.ntp', ['10.20.30.242']]], ['network.ntp[0] plan-needs-laptop']],
    ['the gateway at the laptop', [['network.gateway', '10.20.30.242']], ['network.gateway plan-needs-laptop']],
    ['an IPv6 address', [['network.gateway', '2001:db8::1']], ['network.gateway plan-ipv6-not-yet']],
    ['an IPv6 network', [['network.subnet', '2001:db8::/64']], ['network.subnet plan-ipv6-not-yet']],
    ['an IPv6 chassis', [['chassis[0].firstIp', '2001:db8::1']], ['chassis[0].firstIp plan-ipv6-not-yet']],
    // ranges
    [
      'pods over services',
      [
        ['network.pods', '10.100.0.0/16'],
        ['network.services', '10.100.128.0/20'],
      ],
      ['network.services plan-ranges-overlap'],
    ],
    ['pods over the subnet', [['network.pods', '10.20.0.0/16']], ['network.pods plan-ranges-overlap']],
    [
      'a relayed subnet over the subnet',
      [['network.dhcp', { relayed: [{ subnet: '10.20.30.0/25', gateway: '10.20.30.2' }] }]],
      ['network.dhcp.relayed[0].subnet plan-ranges-overlap'],
    ],
    [
      'a relay outside its subnet',
      [['network.dhcp', { relayed: [{ subnet: '10.20.31.0/24', gateway: '10.20.33.1' }] }]],
      ['network.dhcp.relayed[0].gateway plan-address-outside'],
    ],
    [
      'a blade in a relayed subnet',
      [
        ['network.dhcp', { relayed: [{ subnet: '10.20.31.0/24', gateway: '10.20.31.1' }] }],
        ['blades[0].ip', '10.20.31.40'],
      ],
      [],
    ],
    [
      "a blade at the relay's address",
      [
        ['network.dhcp', { relayed: [{ subnet: '10.20.31.0/24', gateway: '10.20.31.1' }] }],
        ['blades[0].ip', '10.20.31.1'],
      ],
      ['blades[0].ip plan-address-twice'],
    ],
    ['pods in a loopback range', [['network.pods', '127.0.0.0/8']], ['network.pods plan-subnet-special']],
    [
      'a subnet that is too small',
      [
        ['network.subnet', '10.20.30.40/30'],
        ['network.laptop', '10.20.30.41'],
        ['network.gateway', undefined],
        ['chassis[0].firstIp', '10.20.30.41'],
      ],
      ['network.subnet plan-subnet-small', 'blades[2].slot plan-address-reserved', 'blades[0].slot plan-address-twice'],
    ],
    ['node ports backwards', [['network.nodePorts', '32767-30000']], ['network.nodePorts plan-node-ports']],
    ['node ports beyond the last port', [['network.nodePorts', '30000-70000']], ['network.nodePorts plan-node-ports']],
    ['node ports over the API server', [['network.nodePorts', '6000-7000']], ['network.nodePorts plan-node-ports']],
    [
      'a gateway to announce that is not there',
      [
        ['network.gateway', undefined],
        ['network.dhcp', { announceGateway: true }],
      ],
      ['network.dhcp.announceGateway plan-nothing-to-announce'],
    ],
    [
      'DNS servers to announce that are not there',
      [
        ['network.dns', []],
        ['network.dhcp', { announceDns: true }],
      ],
      ['network.dhcp.announceDns plan-nothing-to-announce'],
    ],
    // disks and access
    ['disk sizes backwards', [['blades[1].disk', { minGiB: 200, maxGiB: 100 }]], ['blades[1].disk plan-disk-sizes']],
    ['one serial number for several blades', [['disk.serial', 'S1']], ['disk.serial plan-disk-one-machine']],
    ['a bad SSH key', [['access.sshKeys', [key, 'ssh-ed25519 AAAA']]], ['access.sshKeys[1] plan-ssh-key']],
    ['nobody can log in', [['access.sshKeys', []]], ['access plan-nobody-can-log-in']],
    ['the console is a way in', [['access', { autologin: true }]], []],
  ];
  it.each(cases)('%s', (_, changes, problems) => {
    expect(found(...changes)).toEqual(problems);
  });
});

describe('a plan with many mistakes', () => {
  it('has all of them told at once: rules see what can be read beside what cannot', () => {
    expect(
      found(
        ['name', 'Not A Name'],
        ['colour', 'red'],
        ['blades[0].macs[0]', 'nonsense'],
        ['blades[2].macs[0]', 'd0:00:67:13:0d:01'],
        ['blades[1].ip', '10.99.0.1'],
        ['network.pods', '10.20.0.0/16'],
        ['access.sshKeys', ['x']],
      ).toSorted(),
    ).toEqual([
      'access.sshKeys[0] plan-ssh-key',
      'blades[0].macs[0] plan-value-wrong',
      'blades[1].ip plan-address-outside',
      'blades[2].macs[0] plan-mac-twice',
      'colour plan-field-unknown',
      'name plan-value-wrong',
      'network.pods plan-ranges-overlap',
    ]);
  });
  it.each<[string, Change, string[]]>([
    ['the subnet', ['network.subnet', 'x'], ['network.subnet plan-value-wrong']],
    ['the network', ['network', null], ['network plan-field-missing']],
    ['the chassis', ['chassis', 'c1'], ['chassis plan-value-wrong']],
    ['the name of a chassis', ['chassis[0].name', 'C 1'], ['chassis[0].name plan-value-wrong']],
    ['the first address of a chassis', ['chassis[0].firstIp', 'x'], ['chassis[0].firstIp plan-value-wrong']],
    ['the step of a chassis', ['chassis[0].step', 'x'], ['chassis[0].step plan-value-wrong']],
    ['an address by hand', ['blades[0].ip', 'x'], ['blades[0].ip plan-value-wrong']],
    ['a host name', ['blades[0].hostname', 'x y'], ['blades[0].hostname plan-value-wrong']],
    ['a blade', ['blades[0]', 'x'], ['blades[0] plan-value-wrong']],
    ['the SSH keys', ['access.sshKeys', 'x'], ['access.sshKeys plan-value-wrong']],
    [
      'the gateway that is announced',
      ['network', { subnet: '10.20.30.0/24', laptop: '10.20.30.242', gateway: 'x', dhcp: { announceGateway: true } }],
      ['network.gateway plan-value-wrong'],
    ],
  ])('does not complain of what follows from %s being unreadable', (_, change, problems) => {
    expect(found(change)).toEqual(problems);
  });
});

it('names the other blade of a pair by its slot and by its path', () => {
  const [twice] = checkPlan(changed(['blades[2].macs[0]', 'd0:00:67:13:0d:00'])).problems;
  expect(twice?.what).toBe('The MAC address d0:00:67:13:0d:00 is already used at c1/1 (blades[0].macs[0]).');
});
