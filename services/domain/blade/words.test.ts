import { describe, expect, it } from 'vitest';
import { problem } from '../problem.ts';
import type { Event, Happening } from './events.ts';
import { bytesInWords, describeEvent } from './words.ts';

const slot = 'c1/1';
const mac = 'd0:00:67:13:0d:00';
const disk = {
  name: 'vda',
  serial: 'D1',
  wwn: '',
  model: 'QEMU',
  sizeBytes: 20e9,
  transport: 'virtio',
  removable: false,
  readOnly: false,
  blank: true,
};
const machine = { serial: 'S1', uuid: '', product: 'X11', memoryBytes: 64e9, bootId: 'a', nics: [], disks: [{ ...disk, contents: '' }] };
const transfer = { slot, transfer: '1', protocol: 'tftp', address: '10.20.30.40', file: 'snponly.efi', kind: 'loader' } as const;
const ended = { type: 'transfer-ended', ...transfer, sentBytes: 245_760, totalBytes: 245_760, seconds: 0.31 } as const;

const said: readonly [Happening, string][] = [
  [
    { type: 'dhcp-heard', slot, mac, message: 'discover', client: 'pxe', architecture: 7 },
    `its firmware (PXE) asks for an address (${mac}, UEFI)`,
  ],
  [
    { type: 'dhcp-heard', slot, mac, message: 'discover', client: 'ipxe', architecture: 27 },
    `iPXE asks for an address (${mac}, architecture 27)`,
  ],
  [
    { type: 'dhcp-heard', slot, mac, message: 'request', client: 'os', requested: '10.20.30.40' },
    'an operating system takes the address 10.20.30.40',
  ],
  [
    { type: 'dhcp-heard', slot, mac, message: 'request', client: 'pxe', otherServer: '10.20.30.1' },
    'its firmware (PXE) takes the address of another server, 10.20.30.1',
  ],
  [
    { type: 'dhcp-answered', slot, mac, message: 'offer', client: 'pxe', address: '10.20.30.40', bootFile: 'snponly.efi' },
    'offered 10.20.30.40, to boot snponly.efi',
  ],
  [
    { type: 'dhcp-answered', slot, mac, message: 'nak', client: 'pxe', reason: '10.9.9.9 is not its address' },
    'refused: 10.9.9.9 is not its address',
  ],
  [{ type: 'transfer-started', ...transfer, totalBytes: 245_760 }, 'asks for the loader snponly.efi by TFTP (246 kB)'],
  [{ ...ended, outcome: 'done' }, 'has the loader snponly.efi: 246 kB in 0.3 s'],
  [{ ...ended, outcome: 'probe' }, 'asked for the size of the loader snponly.efi'],
  [
    { ...ended, outcome: 'timeout', reason: 'no answer to block 3' },
    'no longer answers while fetching the loader snponly.efi: no answer to block 3',
  ],
  [{ type: 'agent-started', slot, bootId: 'a', clockOffsetSeconds: -86_400 }, 'its agent runs; its clock was 86400 s behind'],
  [{ type: 'inventory', slot, inventory: machine }, 'is X11, serial S1, 64 GB of memory, disks: vda 20 GB (blank)'],
  [
    { type: 'install-permitted', slot, bootId: 'a', disk: 'vda', diskSerial: 'D1', wiped: 'gpt' },
    'may write disk vda (serial D1) once; it loses gpt',
  ],
  [{ type: 'install-progress', slot, step: 'writing', percent: 40, bytes: 1.2e9 }, 'has written 40 % (1.2 GB)'],
  [
    { type: 'booted', slot, bootId: 'b', address: '10.20.30.40', hostname: 'c1-1', machineId: 'm' },
    'is up from its own disk as c1-1 at 10.20.30.40',
  ],
  [{ type: 'node-step', slot, step: 'images', done: 3, of: 7 }, 'has 3 of 7 container images in place'],
  [
    { type: 'node-step', slot, step: 'cni-plugins', done: 0, of: 1, error: 'no space left on device' },
    'has 0 of 1 archives of network plugins and cannot go on: no space left on device',
  ],
  [
    { type: 'bundle-trusted', manifestSha256: 'ab', words: 'capable various', comment: 'Build office' },
    'the bundle is signed by a trusted key: Build office, capable various',
  ],
  [
    { type: 'bundle-accepted', manifestSha256: 'ab', trust: 'unsigned', words: [], how: 'command-line' },
    'the bundle is accepted on the command line although nobody signed it (its manifest has SHA-256 ab)',
  ],
  [
    { type: 'bundle-accepted', manifestSha256: 'ab', trust: 'unknown-key', words: ['capable', 'various'], how: 'console' },
    'the bundle is accepted on the console although it is signed by an unknown key, capable / various (its manifest has SHA-256 ab)',
  ],
  [{ type: 'armed', slots: ['c1/1', 'c1/2'], arming: 2 }, 'armed (2): c1/1, c1/2'],
  [{ type: 'diagnosed', slot, problem: problem('run-paused') }, 'The run is paused; no new disk is written. Resume the run.'],
];

describe('an event in words', () => {
  it.each(said)('$type', (happening, words) => {
    expect(describeEvent({ ...happening, seq: 1, at: 0 } as Event)).toBe(words);
  });

  it.each(said)('$type is said in Chinese too', (happening) => {
    const words = describeEvent({ ...happening, seq: 1, at: 0 } as Event, 'zh-CN');
    expect(words).toMatch(/\p{Script=Han}/u);
    expect(words).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [170e6, '170 MB'],
    [2.5e15, '2500 TB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(bytesInWords(bytes)).toBe(words);
  });
});
