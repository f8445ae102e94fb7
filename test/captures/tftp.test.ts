// Every TFTP packet of every capture of real firmware and real clients goes through the codec.

import { describe, expect, it } from 'vitest';
import { decode, encode, isMalformed, negotiate, type Packet, type Request } from '../../services/protocol/tftp/index.ts';
import { captures, type Datagram, datagrams } from './pcap.ts';

const tftpPort = 69;

/** The datagrams of all transfers: requests go to port 69 and name the client's port, which the rest of the transfer uses. */
function tftpPackets(capture: string): Datagram[] {
  const all = datagrams(capture);
  const clients = new Set(all.filter(({ to }) => to.port === tftpPort).map(({ from }) => `${from.address}:${from.port}`));
  const one = ({ address, port }: Datagram['from']) => clients.has(`${address}:${port}`);
  return all.filter(({ from, to }) => one(from) || one(to));
}

const packet = (bytes: Uint8Array): Packet => {
  const found = decode(bytes);
  if (isMalformed(found)) throw new Error(found.malformed);
  return found;
};
const withTftp = captures().filter((name) => tftpPackets(name).length > 0);
const packets = (capture: string) => tftpPackets(capture).map(({ bytes }) => packet(bytes));
const reads = (capture: string) => packets(capture).filter((found): found is Request => found.kind === 'read');

it('there are captures of firmware and of clients', () => {
  expect(withTftp).toEqual(expect.arrayContaining(['bios-pxelinux', 'uefi-ovmf-pxe', 'tftp-atftp', 'tftp-curl', 'tftp-hpa']));
});

describe.each(withTftp)('%s', (capture) => {
  it('every packet encodes back to its bytes', () => {
    for (const { bytes } of tftpPackets(capture)) expect(encode(packet(bytes))).toEqual(bytes);
  });

  it('what the client asked, we would grant within what it asked', () => {
    for (const { options } of reads(capture)) {
      const { answered } = negotiate(options, 1_000_000, { blockSize: 1468, windowSize: 64 });
      expect([...answered.keys()]).toEqual([...options.keys()]);
      if (options.has('blksize')) expect(answered.get('blksize')).toBe(options.get('blksize'));
    }
  });
});

describe('clients as they are', () => {
  it('UEFI firmware asks for the size, aborts with error 8, and asks again without tsize from a new port', () => {
    const [probe, abort, read] = packets('uefi-ovmf-pxe').filter(({ kind }) => kind === 'read' || kind === 'error');
    expect(probe).toMatchObject({ kind: 'read', options: new Map(Object.entries({ tsize: '0', blksize: '1468', windowsize: '4' })) });
    expect(abort).toMatchObject({ kind: 'error', code: 8, message: 'User aborted the transfer' });
    expect(read).toMatchObject({ kind: 'read', options: new Map(Object.entries({ blksize: '1468', windowsize: '4' })) });
  });

  it('PXELINUX asks for its module, its menu by MAC, kernel and initrd', () => {
    expect(reads('bios-pxelinux').map(({ file }) => file)).toEqual([
      'pxelinux.0',
      'ldlinux.c32',
      'pxelinux.cfg/01-d0-00-67-13-0d-00',
      'vmlinuz',
      'initrd.gz',
    ]);
  });
});
