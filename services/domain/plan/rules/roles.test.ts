import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../problem.ts';
import { checkPlan } from '../check.ts';
import { plannedBlades } from '../plan.ts';
import { type Change, changed } from '../sample.ts';

const found = (...changes: Change[]) => checkPlan(changed(...changes)).problems.map((one) => `${placeOf(one)} ${one.code}`);

const mac = (index: number) =>
  `d0:00:67:13:${Math.floor(index / 256)
    .toString(16)
    .padStart(2, '0')}:${(index % 256).toString(16).padStart(2, '0')}`;
/** One blade in each of these slots, the first ones central where the architecture asks. */
const blades = (slots: readonly string[], central = 0) =>
  slots.map((slot, index) => ({ slot, macs: [mac(index)], ...(index < central ? { role: 'control-plane' } : {}) }));
const slotsOf = (chassis: string, count: number) => Array.from({ length: count }, (_, index) => `${chassis}/${index + 1}`);
const vip: Change = ['network.vip', '10.20.30.9'];
const three: Change = ['chassis', [1, 2, 3].map((number) => ({ name: `c${number}`, slots: 8, firstIp: `10.20.30.${number * 20}` }))];
const apart: Change = ['placement.controlPlane', 'one-per-chassis'];

describe('roles', () => {
  const cases: [string, Change[], string[]][] = [
    ['a small cluster of three', [['architecture', 'small'], vip, ['blades', blades(slotsOf('c1', 3))]], []],
    ['a small cluster that says its roles', [['architecture', 'small'], vip, ['blades', blades(slotsOf('c1', 3), 3)]], []],
    [
      'a worker in a small cluster',
      [['architecture', 'small'], vip],
      ['blades[1].role plan-role-contradicts', 'blades[2].role plan-role-contradicts'],
    ],
    [
      'a small cluster of four',
      [['architecture', 'small'], vip, ['chassis[0].slots', 4], ['blades', blades(slotsOf('c1', 4))]],
      ['etcd.evenReason plan-etcd-even'],
    ],
    [
      'a small cluster of four with a reason',
      [
        ['architecture', 'small'],
        vip,
        ['chassis[0].slots', 4],
        ['blades', blades(slotsOf('c1', 4))],
        ['etcd.evenReason', 'one is on its way'],
      ],
      ['etcd.evenReason plan-etcd-even-wanted'],
    ],
    [
      'a reason that is nothing but blanks',
      [['architecture', 'small'], vip, ['chassis[0].slots', 4], ['blades', blades(slotsOf('c1', 4))], ['etcd.evenReason', '  ']],
      ['etcd.evenReason plan-value-wrong', 'etcd.evenReason plan-etcd-even'],
    ],
    [
      'a small cluster without a VIP',
      [
        ['architecture', 'small'],
        ['blades', blades(slotsOf('c1', 3))],
      ],
      ['network.vip plan-vip-missing'],
    ],
    [
      'a VIP that cannot be read',
      [
        ['architecture', 'small'],
        ['network.vip', 'x'],
        ['blades', blades(slotsOf('c1', 3))],
      ],
      ['network.vip plan-value-wrong'],
    ],
    ['a VIP of one blade', [vip], ['network.vip plan-vip-useless']],
    ['a development cluster of one', [['blades', blades(['c1/1'], 1)]], []],
    ['a development cluster that says no roles', [['blades', blades(slotsOf('c1', 3))]], ['blades plan-control-plane-count']],
    [
      'a laptop',
      [
        ['architecture', 'laptop'],
        ['blades', blades(['c1/1'])],
      ],
      [],
    ],
    [
      'a laptop of three',
      [
        ['architecture', 'laptop'],
        ['blades', blades(slotsOf('c1', 3))],
      ],
      ['blades plan-blade-count'],
    ],
    ['production', [['architecture', 'production'], vip, three, ['blades', blades(slotsOf('c1', 5), 3)]], []],
    [
      'production without workers or VIP',
      [
        ['architecture', 'production'],
        ['blades', blades(slotsOf('c1', 3), 3)],
      ],
      ['blades plan-worker-count', 'network.vip plan-vip-missing'],
    ],
    ['an unreadable role keeps the numbers open', [['blades[0].role', 'master']], ['blades[0].role plan-value-wrong']],
    ['an unreadable blade too', [['blades[0]', 'x']], ['blades[0] plan-value-wrong']],
    [
      'an unreadable architecture too',
      [
        ['architecture', 'big'],
        ['blades', blades(slotsOf('c1', 3))],
      ],
      ['architecture plan-value-wrong'],
    ],
    // placement
    [
      'central blades in three chassis',
      [['architecture', 'production'], vip, three, apart, ['blades', blades(['c1/1', 'c2/1', 'c3/1', 'c1/2'], 3)]],
      [],
    ],
    [
      'two of them in one chassis',
      [['architecture', 'production'], vip, three, apart, ['blades', blades(['c1/1', 'c2/1', 'c1/5', 'c1/2'], 3)]],
      ['blades[2].slot plan-chassis-shared'],
    ],
    [
      'all of them in one chassis',
      [['architecture', 'small'], vip, apart, ['blades', blades(slotsOf('c1', 3))]],
      ['blades[1].slot plan-chassis-shared', 'blades[2].slot plan-chassis-shared'],
    ],
    [
      'two of them in one chassis when nobody asked',
      [['architecture', 'production'], vip, three, ['blades', blades(['c1/1', 'c2/1', 'c1/5', 'c1/2'], 3)]],
      [],
    ],
    [
      'a central blade where the VIP cannot come',
      [
        ['architecture', 'production'],
        vip,
        ['network.dhcp.relayed', [{ subnet: '10.20.31.0/24', gateway: '10.20.31.1' }]],
        [
          'chassis',
          [
            { name: 'c1', slots: 3, firstIp: '10.20.30.40' },
            { name: 'far', slots: 3, firstIp: '10.20.31.40' },
          ],
        ],
        ['blades', blades(['c1/1', 'c1/2', 'far/1', 'far/2'], 3)],
      ],
      ['blades[2].slot plan-vip-out-of-reach'],
    ],
  ];
  it.each(cases)('%s', (_, changes, problems) => {
    expect(found(...changes).toSorted()).toEqual(problems.toSorted());
  });
  it('names both blades that share a chassis', () => {
    const { problems } = checkPlan(changed(['architecture', 'small'], vip, apart, ['blades', blades(slotsOf('c1', 3))]));
    expect(problems[1]?.params).toEqual({ chassis: 'c1', other: 'c1/1', slot: 'c1/3' });
  });
});

describe('a blade of the plan', () => {
  it('has its role from the architecture, and its labels from its chassis', () => {
    const { plan } = checkPlan(
      changed(
        ['chassis[0].labels', { cabinet: 'A7', 'example.org/disk': 'hdd' }],
        ['blades[1].labels', { 'example.org/disk': 'nvme' }],
        ['blades[1].role', undefined],
      ),
    );
    expect(plannedBlades(plan!).map(({ role, etcdMember, labels }) => ({ role, etcdMember, labels }))).toEqual([
      { role: 'control-plane', etcdMember: true, labels: { cabinet: 'A7', 'example.org/disk': 'hdd' } },
      { role: 'worker', etcdMember: false, labels: { cabinet: 'A7', 'example.org/disk': 'nvme' } },
      { role: 'worker', etcdMember: false, labels: { cabinet: 'A7', 'example.org/disk': 'hdd' } },
    ]);
  });
});

describe('labels', () => {
  it.each([
    [{ cabinet: 'A7' }, []],
    [{ 'example.org/disk': 'nvme', role: '' }, []],
    [{ Ünder: 'x' }, ['blades[0].labels["Ünder"] plan-label']],
    [{ cabinet: 'A 7' }, ['blades[0].labels.cabinet plan-label']],
    [{ 'a/b/c': 'x' }, ['blades[0].labels["a/b/c"] plan-label']],
    [{ '/b': 'x' }, ['blades[0].labels["/b"] plan-label']],
    [{ a: 'x'.repeat(64) }, ['blades[0].labels.a plan-label']],
    [{ cabinet: 7 }, ['blades[0].labels.cabinet plan-value-unquoted']],
  ])('%j', (labels, problems) => {
    expect(found(['blades[0].labels', labels])).toEqual(problems);
  });
});

it('no two blades share an address unless the check says so', () => {
  const rack = fc.record({
    firstIps: fc.array(fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }), { minLength: 1, maxLength: 4 }),
    step: fc.integer({ min: 1, max: 3 }),
    perChassis: fc.integer({ min: 1, max: 12 }),
    slots: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(rack, ({ firstIps, step, perChassis, slots }) => {
      const chassis = firstIps.map((last, index) => ({ name: `c${index}`, slots, step, ...(last ? { firstIp: `10.20.30.${last}` } : {}) }));
      const { plan } = checkPlan(
        changed(
          ['network.gateway', undefined],
          ['addressing', { firstIp: '10.20.30.1', step, perChassis }],
          ['chassis', chassis],
          [
            'blades',
            blades(
              chassis.flatMap(({ name }) => slotsOf(name, slots)),
              1,
            ),
          ],
        ),
      );
      if (plan) expect(new Set(plannedBlades(plan).map(({ address }) => address)).size).toBe(plan.blades.length);
    }),
  );
});
