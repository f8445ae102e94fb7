import { expect, test } from 'vitest';
import { neighboursIn } from './neighbours.ts';

const printed: [NodeJS.Platform, string][] = [
  ['linux', '10.20.30.9 dev eth1 lladdr d0:00:67:13:0d:07 REACHABLE \n10.20.30.10 dev eth1 lladdr d0:00:67:13:0d:08 router REACHABLE \n'],
  [
    'darwin',
    `? (10.20.30.9) at d0:0:67:13:d:7 on en7 ifscope [ethernet]
? (10.20.30.10) at d0:0:67:13:d:8 on en7 ifscope permanent [ethernet]
? (10.20.30.11) at (incomplete) on en7 ifscope [ethernet]
? (10.20.30.255) at ff:ff:ff:ff:ff:ff on en7 ifscope [ethernet]
`,
  ],
  [
    'win32',
    `
Interface: 10.20.30.242 --- 0x7
  Internet Address      Physical Address      Type
  10.20.30.9            d0-00-67-13-0d-07     dynamic
  10.20.30.10           D0-00-67-13-0D-08     dynamic
  10.20.30.255          ff-ff-ff-ff-ff-ff     static
  224.0.0.22            01-00-5e-00-00-16     static
`.replaceAll('\n', '\r\n'),
  ],
];

test.each(printed)('the machines in the table of %s are those that the system found', (platform, table) => {
  expect(neighboursIn(table, platform)).toEqual([
    { address: '10.20.30.9', mac: 'd0:00:67:13:0d:07' },
    { address: '10.20.30.10', mac: 'd0:00:67:13:0d:08' },
  ]);
});

test('the table of a system that is not known tells nothing', () => {
  expect(neighboursIn('10.20.30.9 d0:00:67:13:0d:07', 'aix')).toEqual([]);
});
