// Gets a virtual NIC its address: DISCOVER, offers collected, REQUEST, ACK, with the waits of the program that asks.

import {
  addressAt,
  addressBytes,
  ipxeOption,
  isMalformed,
  type Message,
  messageTypeNumber,
  nowhere,
  option,
  readSubOptions,
  textAt,
  uint32At,
} from '../../protocol/dhcp/index.ts';
import { type Machine, print } from '../machine.ts';
import { backOff } from '../pace.ts';
import { below } from '../random.ts';
import { ask, bootFileOf, type DhcpProgram, type Option } from './dhcp-programs.ts';
import type { Line } from './wire.ts';

/** What the server's ACK gave. */
export interface Lease {
  readonly address: string;
  /** The DHCP server's address (option 54). */
  readonly server: string;
  /** Where boot files come from: siaddr, else option 66, else the DHCP server. */
  readonly nextServer: string;
  /** `''` when none was given. */
  readonly bootFile: string;
  readonly leaseSeconds: number;
}

/** A client asks for the offered address this often before it starts over (RFC 2131 section 4.4.5 leaves the number open; EDK2 and iPXE: 4). */
const REQUEST_TRIES = 4;
const REQUEST_WAIT_MILLISECONDS = 4_000;

const typeOf = ({ options }: Message): number | undefined => options.get(option.messageType)?.[0];
const is = (message: Message, type: 'offer' | 'ack' | 'nak'): boolean => typeOf(message) === messageTypeNumber(type);
const serverOf = ({ options }: Message): string | undefined => {
  const bytes = options.get(option.serverId);
  return bytes?.length === 4 ? addressAt(bytes) : undefined;
};

function noProxy({ options }: Message): boolean {
  const settings = readSubOptions(options.get(option.ipxe) ?? new Uint8Array());
  return !isMalformed(settings) && settings.get(ipxeOption.noProxyDhcp)?.[0] === 1;
}

function leaseOf(ack: Message): Lease {
  const server = serverOf(ack) ?? nowhere;
  const named = textAt(ack.options.get(option.tftpServer) ?? new Uint8Array());
  return {
    address: ack.yiaddr,
    server,
    nextServer: ack.siaddr !== nowhere ? ack.siaddr : named || server,
    bootFile: bootFileOf(ack),
    leaseSeconds: uint32At(ack.options.get(option.leaseSeconds) ?? new Uint8Array(4)),
  };
}

/** The first message that `wanted` takes within `milliseconds` of real time; undefined when none came or the power went. */
async function hear(
  machine: Machine,
  line: Line,
  milliseconds: number,
  wanted: (message: Message) => boolean,
): Promise<Message | undefined> {
  const heard = new AbortController();
  let found: Message | undefined;
  line.onMessage((message) => {
    if (!wanted(message)) return;
    found = message;
    heard.abort();
  });
  await machine.pace.clock.sleep(milliseconds, AbortSignal.any([heard.signal, machine.power]));
  line.onMessage(undefined);
  return found;
}

/** One DISCOVER and the first useful offer to it; then as long as the program goes on collecting. */
async function discover(machine: Machine, program: DhcpProgram, xid: number, wait: number): Promise<Message | undefined> {
  machine.nic.send(ask(machine.identity, program, xid, 'discover'));
  let complaint = '';
  const offer = await hear(machine, machine.nic, machine.pace.patience(wait), (heard) => {
    if (heard.xid !== xid || !is(heard, 'offer') || heard.yiaddr === nowhere || !serverOf(heard)) return false;
    complaint = program.refuses(heard) ?? '';
    return complaint === '';
  });
  if (!offer && complaint) print(machine, complaint);
  if (offer) await machine.pace.pass(program.collects(noProxy(offer)), machine.power);
  return offer;
}

/** The ACK, the NAK, or nothing. */
async function request(machine: Machine, program: DhcpProgram, offer: Message): Promise<Message | undefined> {
  const server = serverOf(offer)!;
  const chosen: Option[] = [
    [option.serverId, addressBytes(server)],
    [option.requestedAddress, addressBytes(offer.yiaddr)],
  ];
  for (let attempt = 0; attempt < REQUEST_TRIES && !machine.power.aborted; attempt += 1) {
    machine.nic.send(ask(machine.identity, program, offer.xid, 'request', chosen));
    const wait = machine.pace.patience(REQUEST_WAIT_MILLISECONDS);
    const answer = await hear(machine, machine.nic, wait, (heard) => heard.xid === offer.xid && (is(heard, 'ack') || is(heard, 'nak')));
    if (answer) return answer;
  }
  return undefined;
}

/** A lease, or undefined when the program gave up or the power went. */
export async function obtainLease(machine: Machine, program: DhcpProgram): Promise<Lease | undefined> {
  const xid = below(2 ** 32, machine.random);
  for (const wait of program.waits) {
    if (machine.power.aborted) return undefined;
    const offer = await discover(machine, program, xid, backOff(0, wait, wait, machine.random));
    const answer = offer && (await request(machine, program, offer));
    if (!answer) continue;
    if (is(answer, 'ack')) {
      const lease = leaseOf(answer);
      machine.state.address = lease.address;
      print(machine, `${program.name}: ${lease.address} from ${lease.server}${lease.bootFile ? `, boot file ${lease.bootFile}` : ''}`);
      return lease;
    }
    print(machine, `${program.name}: the server refused ${offer.yiaddr}`);
  }
  print(machine, `${program.name}: no DHCP offer that it could use`);
  return undefined;
}

/** Timers count no further; a lease for ever (all bits set) is not renewed before. */
const LONGEST_SLEEP_MILLISECONDS = 2 ** 31 - 1;

/** One REQUEST from the address that is to be kept, to the server and to nobody else (RFC 2131 section 4.3.2, RENEWING). */
async function renew(machine: Machine, program: DhcpProgram, { address }: Lease): Promise<boolean> {
  const line = await machine.nic.unicast(address).catch((cause: Error) => print(machine, `no renewal from ${address}: ${cause.message}`));
  if (!line) return false;
  const xid = below(2 ** 32, machine.random);
  line.send({ ...ask(machine.identity, program, xid, 'request'), ciaddr: address });
  const wait = machine.pace.patience(REQUEST_WAIT_MILLISECONDS);
  const answer = await hear(machine, line, wait, (heard) => heard.xid === xid && is(heard, 'ack'));
  await line.close();
  return answer !== undefined;
}

/**
 * Renews at half of what is left of the lease until `stop`. The laptop counts a lease in its own seconds, so these are real ones.
 * A laptop that is away does not take the address with it: the live system is told to keep it.
 */
export async function keepLease(machine: Machine, program: DhcpProgram, lease: Lease, stop: AbortSignal): Promise<void> {
  const half = Math.min((lease.leaseSeconds * 1000) / 2, LONGEST_SLEEP_MILLISECONDS);
  while (half > 0 && !stop.aborted) {
    await machine.pace.clock.sleep(half, stop);
    if (!stop.aborted && !(await renew(machine, program, lease))) print(machine, `${program.name}: ${lease.address} is not renewed`);
  }
}
