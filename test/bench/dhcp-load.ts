// DHCP load by perfdhcp (Kea's), from a machine directly attached: every exchange is a new client's DISCOVER, OFFER, REQUEST, ACK.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Namespace } from '../interop/namespace.ts';

/** perfdhcp's first client; the next ones count up. */
const firstMac = 0x000c01020304;
/** The MAC of its client number `index`, from 0. */
export const macOf = (index: number): string =>
  (firstMac + index)
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');

export interface Load {
  /** Exchanges begun per second. */
  readonly rate: number;
  readonly seconds: number;
}

export interface Outcome {
  /** Of the exchanges begun, the share that was not ended. */
  readonly lost: number;
  /** Milliseconds from DISCOVER to OFFER and from REQUEST to ACK, one each per packet answered. */
  readonly times: readonly number[];
}

/** Offsets in the packet, in perfdhcp's words: options 50 and 54 by the place of their code, whatever its manual says. */
const offsets = ['-X', '4', '-O', '33', '-E', '8', '-I', '243', '-S', '249'];
/** Answers may come this long after the last request. */
const graceMicroseconds = 500_000;

/** Runs the load inside `client`, whose own address is `address`; pinned to CPU 1 so that the server has the other to itself. */
export async function exchanges(client: Namespace, address: string, directory: string, { rate, seconds }: Load): Promise<Outcome> {
  const templates = [template(directory, 'discover', 1), template(directory, 'request', 3, [50, 4, 0, 0, 0, 0, 54, 4, 0, 0, 0, 0])];
  const place = ['-4', '-g', 'single', '-B', '-l', address, '-L', '68', '-N', '67'];
  const amount = ['-r', `${rate}`, '-p', `${seconds}`, '-R', `${rate * seconds}`, '-W', `${graceMicroseconds}`, '-x', 't'];
  const words = ['-c', '1', 'perfdhcp', ...place, ...templates.flatMap((file) => ['-T', file]), ...offsets, ...amount, '255.255.255.255'];
  const { output } = await client.run('taskset', words, seconds + 30);
  const [begun = 0] = counts(output, 'sent packets');
  const [, ended = 0] = counts(output, 'received packets');
  if (begun === 0) throw new Error(`perfdhcp sent nothing:\n${output.slice(0, 2_000)}`);
  return { lost: 1 - ended / begun, times: timesIn(output) };
}

const counts = (output: string, what: string) => [...output.matchAll(new RegExp(`${what}: (\\d+)`, 'g'))].map(([, count]) => Number(count));

const timesIn = (output: string) =>
  [...output.matchAll(/sent \/ received: ([\d.]+) \/ ([\d.]+)/g)].map(([, sent, received]) => 1000 * (Number(received) - Number(sent)));

/**
 * perfdhcp speaks from its own address, and servers broadcast to clients that have none: a rule on the way in gives it what is sent to
 * 255.255.255.255.
 */
export async function hearBroadcasts(client: Namespace, device: string, address: string): Promise<void> {
  const chain = `{ type filter hook ingress device "${device}" priority 0; }`;
  const rule = `ip daddr 255.255.255.255 udp dport 68 ip daddr set ${address}`;
  const { status, output } = await client.run('nft', [
    `add table netdev fix; add chain netdev fix in ${chain}; add rule netdev fix in ${rule}`,
  ]);
  if (status !== 0) throw new Error(output);
}

/** A UEFI PXE client's packet as perfdhcp takes it, in hexadecimal; the options that it fills in come right behind the message type. */
function template(directory: string, name: string, type: number, filledIn: readonly number[] = []): string {
  const vendorClass = [60, 32, ...Buffer.from('PXEClient:Arch:00007:UNDI:003016')];
  const uuid = [97, 17, 0, ...Array<number>(16).fill(7)];
  const asks = [55, 10, 1, 3, 6, 12, 43, 54, 60, 66, 67, 97];
  const options = [53, 1, type, ...filledIn, ...vendorClass, 93, 2, 0, 7, 94, 3, 1, 3, 16, ...uuid, ...asks, 255];
  const packet = Buffer.alloc(240 + options.length);
  packet.set([1, 1, 6]);
  packet[10] = 0x80; // as UEFI does: answer by broadcast
  packet.writeUIntBE(firstMac, 28, 6);
  packet.set([0x63, 0x82, 0x53, 0x63, ...options], 236);
  const file = join(directory, `${name}.hex`);
  writeFileSync(file, packet.toString('hex'));
  return file;
}
