import { describe, expect, it } from 'vitest';
import { placeOf } from '../../problem.ts';
import { checkPlan } from '../check.ts';
import { type Change, changed } from '../sample.ts';

const found = (...changes: Change[]) => checkPlan(changed(...changes)).problems.map((one) => `${one.level} ${placeOf(one)} ${one.code}`);
const blades = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    slot: `c1/${index + 1}`,
    macs: [`d0:00:67:13:0d:${index.toString(16).padStart(2, '0')}`],
    ...(index === 0 ? { role: 'control-plane' } : {}),
  }));
const six = (range: Change[1]): Change[] => [
  ['network.pods', ['10.100.0.0/16', 'fd00:100::/48']],
  ['network.services', range],
];

describe("the cluster's own ranges", () => {
  const cases: [string, Change[], string[]][] = [
    [
      'as on the plan of 2017',
      [
        ['network.pods', '192.168.0.0/16'],
        ['network.podPrefix', 26],
        ['network.services', '10.10.0.0/22'],
      ],
      [],
    ],
    // families
    ['both families', six(['10.101.0.0/20', 'fd00:101::/112']), []],
    ['a list of one', [['network.pods', ['10.100.0.0/16']]], []],
    ['one family twice', [['network.pods', ['10.100.0.0/16', '10.102.0.0/16']]], ['error network.pods[1] plan-ranges-same-family']],
    ['IPv6 services first', six(['fd00:101::/112', '10.101.0.0/20']), ['error network.services[0] plan-services-family']],
    [
      'IPv6 services alone',
      six('fd00:101::/112'),
      ['error network.services plan-services-family', 'warning network.services plan-families-differ'],
    ],
    ['IPv6 for pods only', six('10.101.0.0/20'), ['warning network.services plan-families-differ']],
    // overlaps
    ['the default services under the pods', [['network.pods', '10.96.0.0/14']], ['error network.services plan-ranges-overlap']],
    ['the subnet under the default pods', [['network.pods', '10.20.0.0/16']], ['error network.pods plan-ranges-overlap']],
    ['IPv6 pods over IPv6 services', six(['10.101.0.0/20', 'fd00:100:0:1::/112']), ['error network.services[1] plan-ranges-overlap']],
    [
      'a route of the site in the pods',
      [['network.siteRoutes', ['172.16.0.0/12', '10.244.7.0/24']]],
      ['error network.pods plan-ranges-overlap'],
    ],
    [
      'a route of the site around everything',
      [['network.siteRoutes', ['10.0.0.0/8']]],
      ['error network.pods plan-ranges-overlap', 'error network.services plan-ranges-overlap'],
    ],
    ['routes of the site in each other, and the subnet in one', [['network.siteRoutes', ['10.20.0.0/16', '10.20.30.0/24']]], []],
    [
      'an IPv6 route of the site',
      [['network.siteRoutes', ['fd00:100::/32']], ...six(['10.101.0.0/20', 'fd00:101::/112'])],
      ['error network.pods[1] plan-ranges-overlap'],
    ],
    ['a route that is none', [['network.siteRoutes', ['10.20.30.1/24']]], ['error network.siteRoutes[0] plan-range-unaligned']],
    ['a DNS server in the pods', [['network.dns', ['10.244.0.53']]], ['error network.dns[0] plan-address-in-range']],
    [
      'time servers, one of them in the services',
      [['network.ntp', ['ntp.example.org', '10.96.0.10']]],
      ['error network.ntp[1] plan-address-in-range'],
    ],
    // each node's part
    ['a part larger than the range', [['network.podPrefix', 15]], ['error network.podPrefix plan-pod-prefix']],
    ['parts without room', [['network.podPrefix', 31]], ['error network.podPrefix plan-pod-prefix']],
    [
      'more parts than Kubernetes counts',
      [
        ['network.pods', '11.0.0.0/8'],
        ['network.podPrefix', 25],
      ],
      ['error network.podPrefix plan-pod-prefix'],
    ],
    ['a range smaller than the default part', [['network.pods', '10.100.0.0/25']], ['error network.pods plan-pod-prefix']],
    [
      'an IPv6 range smaller than the default part',
      [
        ['network.pods', ['10.100.0.0/16', 'fd00::/80']],
        ['network.services', ['10.101.0.0/20', 'fd01::/112']],
      ],
      ['error network.pods[1] plan-pod-prefix'],
    ],
    ['fewer parts than nodes', [['network.pods', '10.100.0.0/23']], ['error network.pods plan-pods-few-nodes']],
    [
      'hardly more parts than nodes',
      [
        ['network.pods', '10.100.0.0/22'],
        ['chassis[0].slots', 4],
        ['blades', blades(4)],
      ],
      ['warning network.pods plan-pods-no-growth'],
    ],
    ['a quarter more parts than nodes', [['network.pods', '10.100.0.0/22']], []],
    ['parts that cannot be read', [['network.podPrefix', 0]], ['error network.podPrefix plan-value-wrong']],
    // services
    ['services too large', [['network.services', '172.0.0.0/11']], ['error network.services plan-services-large']],
    ['the largest services', [['network.services', '172.16.0.0/12']], []],
    ['services too small', [['network.services', '10.101.0.0/29']], ['error network.services plan-services-small']],
    ['the smallest services', [['network.services', '10.101.0.0/28']], []],
    ['IPv6 services too large', six(['10.101.0.0/20', 'fd00:101::/107']), ['error network.services[1] plan-services-large']],
    ['IPv6 services too small', six(['10.101.0.0/20', 'fd00:101::/125']), ['error network.services[1] plan-services-small']],
    // what cannot be read hides only itself
    ['no network at all', [['network', undefined]], ['error network plan-field-missing']],
    [
      'pods that cannot be read',
      [
        ['network.pods', 'x'],
        ['network.services', '10.101.0.0/29'],
      ],
      ['error network.pods plan-value-wrong', 'error network.services plan-services-small'],
    ],
    [
      'one of two ranges that cannot be read',
      [['network.pods', ['10.20.30.0/25', 'x']]],
      ['error network.pods[1] plan-value-wrong', 'error network.pods[0] plan-ranges-overlap', 'error network.pods[0] plan-pod-prefix'],
    ],
  ];
  it.each(cases)('%s', (_, changes, problems) => {
    expect(found(...changes)).toEqual(problems);
  });
});

describe('a rule of the whole rack', () => {
  it('gives addresses to chassis without a rule of their own', () => {
    expect(found(['chassis[0].firstIp', undefined], ['addressing', { firstIp: '10.20.30.100', perChassis: 16 }])).toEqual([]);
  });
  it('is complained of where it stands', () => {
    const fromRack: Change = ['chassis[0].firstIp', undefined];
    expect(found(fromRack, ['addressing', { firstIp: '2001:db8::1', perChassis: 16 }])).toEqual([
      'error addressing.firstIp plan-ipv6-not-yet',
    ]);
    expect(found(fromRack, ['addressing', { firstIp: 'x', perChassis: 16 }])).toEqual(['error addressing.firstIp plan-value-wrong']);
    expect(found(fromRack, ['addressing', { firstIp: '10.20.30.1' }])).toEqual(['error addressing.perChassis plan-field-missing']);
  });
});
