import { expect, it } from 'vitest';
import { type Loose, readLoosely } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { type Adapter, overlapsWithAdapters } from './adapters.ts';

const cable = { name: 'enp3s0', addresses: [{ address: '10.20.30.242', prefixLength: 24 }] };
const having = (name: string, address: string, prefixLength: number): Adapter => ({ name, addresses: [{ address, prefixLength }] });
const found = (adapters: readonly Adapter[], ...changes: Change[]) =>
  overlapsWithAdapters(readLoosely(planV1, changed(...changes)) as Loose<Plan>, adapters).map(
    ({ level, where, params }) => `${level} ${where} ${params?.adapter} ${params?.net}`,
  );

it.each<[string, Adapter[], Change[], string[]]>([
  ['only the cable', [cable], [], []],
  ['Wi-Fi elsewhere', [cable, having('wlan0', '192.168.1.7', 24)], [], []],
  ['Wi-Fi in the subnet', [cable, having('wlan0', '10.20.30.7', 24)], [], ['error network.subnet wlan0 10.20.30.0/24']],
  ['a virtual machine, whose networks are inside it', [having('wlan0', '10.20.30.7', 8)], [['architecture', 'laptop']], []],
  [
    'a VPN around everything private',
    [cable, having('tun0', '10.8.0.2', 8)],
    [],
    ['error network.subnet tun0 10.0.0.0/8', 'warning network.pods tun0 10.0.0.0/8', 'warning network.services tun0 10.0.0.0/8'],
  ],
  [
    'a site in the pods',
    [cable, having('wlan0', '10.100.3.9', 24)],
    [['network.pods', '10.100.0.0/16']],
    ['warning network.pods wlan0 10.100.3.0/24'],
  ],
  [
    'an IPv6 site in the second pods',
    [having('wlan0', 'fd00:10::5', 64)],
    [['network.pods', ['10.100.0.0/16', 'fd00:10::/48']]],
    ['warning network.pods[1] wlan0 fd00:10::/64'],
  ],
  [
    'a relayed subnet at home too',
    [having('wlan0', '10.20.31.9', 24)],
    [['network.dhcp.relayed', [{ subnet: '10.20.31.0/24', gateway: '10.20.31.1' }]]],
    ['error network.dhcp.relayed[0].subnet wlan0 10.20.31.0/24'],
  ],
  ['loopback under a virtual rack', [having('lo', '127.0.0.1', 8)], [['network.subnet', '127.20.30.0/24']], []],
  [
    'link-local and what is no address',
    [having('enp3s0', 'fe80::1', 64), having('x', 'fe80::1%eth0', 64)],
    [['network.pods', 'fe80::/10']],
    [],
  ],
  ['a plan without a network', [having('wlan0', '10.20.30.7', 24)], [['network', null]], []],
])('%s', (_, adapters, changes, expected) => {
  expect(found(adapters, ...changes)).toEqual(expected);
});
