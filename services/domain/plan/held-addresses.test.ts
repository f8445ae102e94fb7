import { expect, test } from 'vitest';
import { addressesInUse, addressesToAsk } from './held-addresses.ts';
import type { Plan } from './plan.ts';
import { type Change, changed } from './sample.ts';
import { planV1 } from './v1.ts';

const planOf = (...changes: Change[]): Plan =>
  planV1.parse(
    changed(
      ['architecture', 'small'],
      ['network.vip', '10.20.30.9'],
      ...[0, 1, 2].map((i): Change => [`blades[${i}].role`, undefined]),
      ...changes,
    ),
  );
const plan = planOf();
const own = ['02:00:00:00:00:01'];
const stranger = '02:00:00:00:00:99';
const [first, second] = plan.blades.map(({ macs }) => macs[0]!) as [string, string];
const asked = (slots: readonly string[], of = plan) => addressesToAsk({ plan: of, slots, own });

test('asked for are the slots that are armed, the laptop and the address that moves', () => {
  expect(asked(['c1/2']).map(({ where, address }) => `${where} ${address}`)).toEqual([
    'network.laptop 10.20.30.242',
    'network.vip 10.20.30.9',
    'c1/2 10.20.30.41',
  ]);
});

test('nothing behind a router is asked for, and no VIP that moves nowhere', () => {
  const relayed = planOf(
    ['network.dhcp.relayed', [{ subnet: '10.20.40.0/25', gateway: '10.20.40.1' }]],
    ['blades[1].ip', '10.20.40.9'],
    ['architecture', 'development'],
  );
  expect(asked(['c1/1', 'c1/2'], relayed).map(({ where }) => where)).toEqual(['network.laptop', 'c1/1']);
});

test('whoever is to have an address may have it already', () => {
  const heard = [
    { address: '10.20.30.242', mac: own[0]! },
    { address: '10.20.30.9', mac: second },
    { address: '10.20.30.40', mac: first },
  ];
  expect(addressesInUse(asked(['c1/1', 'c1/2']), heard, plan)).toEqual([]);
});

test('anybody else is named, by the slot too when it is a blade of the plan', () => {
  const heard = [
    { address: '10.20.30.242', mac: stranger },
    { address: '10.20.30.9', mac: stranger },
    { address: '10.20.30.40', mac: second },
    { address: '10.20.30.77', mac: stranger },
  ];
  expect(addressesInUse(asked(['c1/1']), heard, plan).map(({ where, params }) => [where, params?.holder])).toEqual([
    ['network.laptop', stranger],
    ['network.vip', stranger],
    ['c1/1', `${second} (c1/2)`],
  ]);
});

test('two machines with one address are both named', () => {
  const heard = [first, stranger, second].map((mac) => ({ address: '10.20.30.40', mac }));
  expect(addressesInUse(asked(['c1/1']), heard, plan)).toHaveLength(2);
});
