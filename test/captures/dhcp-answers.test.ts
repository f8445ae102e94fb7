// What our DHCP service would have said to the firmware and clients in the captures.

import { describe, expect, it } from 'vitest';
import { DhcpMemory } from '../../services/boot/dhcp/index.ts';
import { DhcpServer } from '../../services/boot/dhcp/server.ts';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import { type BootTable, indexTable } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { clientInfo, decode, isMalformed, type Message, macAt, option } from '../../services/protocol/dhcp/index.ts';
import { captures, type Datagram, dhcpPackets } from './pcap.ts';

const read = ({ bytes }: Datagram) => decode(bytes) as Message;
const requests = (capture: string) => dhcpPackets(capture).filter((packet) => read(packet).op === 'request');
/** The address that the capture's own server gave, and that server's. */
const given = (capture: string) => {
  const ack = dhcpPackets(capture)
    .map(read)
    .find(({ op, yiaddr }) => op === 'reply' && yiaddr !== '0.0.0.0');
  return { address: ack?.yiaddr ?? '10.90.0.50', server: [...(ack?.options.get(option.serverId) ?? [10, 90, 0, 1])].join('.') };
};

/** Our service where the capture's was, its client a planned blade. */
function replay(capture: string, forceLoader = false) {
  const { address, server } = given(capture);
  const mac = macAt(read(requests(capture)[0]!).chaddr);
  const table: BootTable = {
    revision: 1,
    server: { address: server, prefixLength: 16, hostname: 'laptop' },
    httpBase: `http://${server}`,
    dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [{ address: '10.88.0.0', prefixLength: 16 }], routerAdvertisement: false },
    blades: [
      {
        slot: 'c1/1',
        macs: [mac],
        address,
        hostname: 'node-1',
        permission: 'armed',
        loaders: { 0: 'loaders/undionly.kpxe', 7: 'loaders/x86_64/snponly.efi', 16: 'loaders/x86_64/snponly.efi' },
        forceLoader,
        script: `http://${server}/script.ipxe`,
        documents: {},
        tftp: {},
        tokens: { live: 'l', installed: 'i' },
      },
    ],
    files: {},
  };
  const indexed = indexTable(table);
  const memory = new DhcpMemory(() => 0);
  const replies: { asked: Message; said: Message; bytes: Uint8Array }[] = [];
  const site = { ports: { dhcpServer: 67, dhcpClient: 68 }, broadcastAddress: '255.255.255.255', probes: false };
  const service = new DhcpServer({ wiring: { table: () => indexed, emit: () => {}, clock: systemClock }, memory, site });
  return {
    memory,
    mac,
    address,
    replies,
    hear: (packet: Datagram) =>
      service.hear(packet.bytes, packet.from, packet.to.port === 4011 ? 'proxy' : 'server', (bytes) =>
        replies.push({ asked: read(packet), said: decode(bytes) as Message, bytes }),
      ),
  };
}

const kindOf = (message: Message) => {
  const info = clientInfo(message);
  return isMalformed(info) ? 'malformed' : info.kind;
};
const expected: Record<string, RegExp> = {
  pxe: /^loaders\//,
  'http-boot': /^http:.*\/files\/loaders\//,
  ipxe: /^http:.*script\.ipxe$/,
  os: /^$/,
};

describe.each(captures().filter((name) => requests(name).length > 0))('%s', (capture) => {
  it('every client that asks is given its address and what its kind boots, in a packet that every client takes', () => {
    const { hear, replies } = replay(capture);
    for (const packet of requests(capture)) hear(packet);
    expect(replies.length).toBeGreaterThan(0);
    for (const { asked, said, bytes } of replies) {
      expect(said).toMatchObject({ op: 'reply', xid: asked.xid, flags: asked.flags, giaddr: asked.giaddr, secs: 0 });
      expect(said.options.get(option.relayInformation)).toEqual(asked.options.get(option.relayInformation));
      expect(said.file).toMatch(expected[kindOf(asked)]!);
      expect(bytes.length).toBeGreaterThanOrEqual(300);
      expect(bytes.length).toBeLessThanOrEqual(576 - 28);
    }
  });
});

describe('the loop of undionly.kpxe handed to everybody', () => {
  it('ends when the plan forces the loader: the ROM gets it, the iPXE that was loaded gets its script', () => {
    const { hear, replies, memory, mac, address } = replay('bios-undionly-loop', true);
    const sessions = Map.groupBy(requests('bios-undionly-loop'), (packet) => read(packet).xid);
    const [rom, loaded] = [...sessions.values()];
    for (const packet of rom!) hear(packet);
    const loader: WireEvent = {
      type: 'transfer-ended',
      transfer: '1',
      protocol: 'tftp',
      address,
      mac,
      file: 'loaders/undionly.kpxe',
      kind: 'loader',
      outcome: 'done',
      sentBytes: 74_213,
      totalBytes: 74_213,
      seconds: 0.1,
    };
    memory.onWireEvent(loader);
    for (const packet of loaded!) hear(packet);
    expect(replies.map(({ said }) => said.file.split('/').at(-1))).toEqual([
      'undionly.kpxe',
      'undionly.kpxe',
      'script.ipxe',
      'script.ipxe',
    ]);
  });
});
