// The virtual blades ask for addresses as the real programs in the captures did: the same options, in the same order, with the same bytes.

import { describe, expect, it } from 'vitest';
import { decode, isMalformed, type Message, option } from '../../services/protocol/dhcp/index.ts';
import { ask, type DhcpProgram, ipxe, liveSystem, type Option, uefiHttp, uefiPxe } from '../../services/simulator/net/dhcp-programs.ts';
import { dhcpPackets } from '../captures/pcap.ts';

/** DISCOVER and REQUEST of a capture, in order. */
const asked = (capture: string): Message[] =>
  dhcpPackets(capture)
    .map(({ bytes }) => decode(bytes))
    .filter((message): message is Message => !isMalformed(message) && message.op === 'request');

const isDiscover = ({ options }: Message) => options.get(option.messageType)?.[0] === 1;

/** The options a REQUEST names its offer by, as the capture has them. */
const chosenIn = ({ options }: Message): Option[] =>
  [...options].filter(([code]) => code === option.serverId || code === option.requestedAddress);

/** What `program` would have sent in the place of `real`. */
function played(program: DhcpProgram, real: Message): Message {
  const identity = { mac: real.chaddr.subarray(0, 6), uuid: real.options.get(option.uuid)?.subarray(1) ?? new Uint8Array(16) };
  return ask(identity, program, real.xid, isDiscover(real) ? 'discover' : 'request', isDiscover(real) ? [] : chosenIn(real));
}

const told = (message: Message) => ({ ...message, secs: 0, options: [...message.options] });
/** Bus and device numbers of the captured NIC, which a virtual one does not have. */
const withoutDevice = ([code, value]: Option): Option => [code, code === option.ipxe ? value.subarray(7) : value];

const firmware: [name: string, program: DhcpProgram, capture: string, from: number, count: number][] = [
  ['the iPXE of a NIC ROM', ipxe('rom'), 'bios-bcastreply', 0, 2],
  ['undionly.kpxe', ipxe('undionly'), 'bios-undionly-loop', 2, 2],
  ['UEFI PXE', uefiPxe, 'uefi-pxe-snponly', 0, 2],
  ['snponly.efi', ipxe('snponly'), 'uefi-pxe-snponly', 2, 3],
  ['ipxe.efi', ipxe('ipxe-efi'), 'uefi-pxe-ipxeefi', 2, 2],
  ['UEFI HTTP boot', uefiHttp, 'uefi-httpboot', 0, 2],
];

describe('a virtual blade', () => {
  it.each(firmware)('asks as %s does', (_, program, capture, from, count) => {
    const captured = asked(capture).slice(from, from + count);
    expect(captured.length).toBe(count);
    for (const real of captured) {
      const [mine, theirs] = [told(played(program, real)), told(real)];
      expect({ ...mine, options: mine.options.map(withoutDevice) }).toEqual({ ...theirs, options: theirs.options.map(withoutDevice) });
    }
  });

  it('asks as the live system does, but for its own host name and DUID', () => {
    for (const real of asked('networkd-duid').slice(0, 2)) {
      const mine = played(liveSystem, real);
      const own: readonly number[] = [option.clientId, option.hostname];
      const shared = ([code, value]: Option): Option => [code, own.includes(code) ? new Uint8Array() : value];
      expect([...mine.options].map(shared)).toEqual([...real.options].map(shared));
      expect(mine.options.get(option.clientId)?.[0]).toBe(0xff);
    }
  });
});
