// Every DHCP packet of every capture of real firmware and real clients goes through the codec.

import { describe, expect, it } from 'vitest';
import { type ClientInfo, clientInfo, decode, encode, isMalformed, type Message, option } from '../../services/protocol/dhcp/index.ts';
import { captures, dhcpPackets } from './pcap.ts';

const decoded = (bytes: Uint8Array): Message => {
  const message = decode(bytes);
  if (isMalformed(message)) throw new Error(message.malformed);
  return message;
};
const info = (message: Message): ClientInfo => {
  const found = clientInfo(message);
  if (isMalformed(found)) throw new Error(found.malformed);
  return found;
};
const withDhcp = captures().filter((name) => dhcpPackets(name).length > 0);
/** The requests of a capture as `kind type architecture`. */
const story = (capture: string) =>
  dhcpPackets(capture)
    .map(({ bytes }) => decoded(bytes))
    .filter(({ op }) => op === 'request')
    .map(info)
    .map(({ kind, type, architectures }) => [kind, type, ...architectures].join(' '));

describe.each(withDhcp)('%s', (capture) => {
  it('every packet decodes, and encodes back to the same meaning', () => {
    for (const { bytes } of dhcpPackets(capture)) {
      const message = decoded(bytes);
      expect(decode(encode(message))).toEqual(message);
    }
  });

  it('every packet keeps its fixed part to the byte', () => {
    for (const { bytes } of dhcpPackets(capture)) expect(encode(decoded(bytes)).slice(0, 240)).toEqual(bytes.slice(0, 240));
  });

  it('every request tells who sent it', () => {
    for (const { bytes } of dhcpPackets(capture)) {
      const message = decoded(bytes);
      if (message.op === 'request') expect(info(message).mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    }
  });
});

describe('clients as they are', () => {
  it('OVMF asks for PXE, then the iPXE it loaded speaks', () => {
    expect(story('uefi-ovmf-pxe').filter((line, index, all) => line !== all[index - 1])).toEqual([
      'pxe discover 7',
      'pxe request 7',
      'ipxe discover 7',
      'ipxe request 7',
    ]);
  });

  it('OVMF HTTP boot is told from PXE by its vendor class', () => {
    expect(story('uefi-ovmf-http')[0]).toBe('http-boot discover 16');
  });

  it.each(['dhclient', 'udhcpc', 'dhcpcd', 'networkd-duid'])('%s is an operating system', (capture) => {
    expect(new Set(story(capture).map((line) => line.split(' ')[0]))).toEqual(new Set(['os']));
  });

  it('the NIC ROM of a virtual machine is an iPXE that can HTTP, and its UUID reads as SMBIOS has it', () => {
    const [first] = dhcpPackets('bios-ipxe-virtio');
    expect(info(decoded(first!.bytes))).toMatchObject({
      kind: 'ipxe',
      type: 'discover',
      architectures: [0],
      uuid: '11112222-3333-4444-5555-666677778888',
      maximumSize: 1472,
      broadcast: false,
    });
  });

  it('a relay is known by its address, and its option 82 is kept byte for byte', () => {
    const relayed = dhcpPackets('relay-option82')
      .map(({ bytes }) => decoded(bytes))
      .filter(({ giaddr }) => giaddr !== '0.0.0.0');
    expect(relayed.length).toBeGreaterThan(0);
    for (const message of relayed) expect(message.options.get(option.relayInformation)?.length).toBeGreaterThan(0);
    expect(info(relayed.find(({ op }) => op === 'request')!).relay).toEqual({ address: '10.88.0.1' });
  });
});
