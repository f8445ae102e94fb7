// The DHCP server is a loop around `answer`: read, decode, decide, remember, tell, encode, send.

import type { Endpoint } from '../../platform/udp.ts';
import { clientInfo, decode, encode, isMalformed, type Malformed } from '../../protocol/dhcp/index.ts';
import type { Wiring } from '../wiring.ts';
import { answer, asideMilliseconds } from './answer.ts';
import type { Decision } from './decision.ts';
import type { DhcpMemory } from './memory.ts';
import { rulesOf } from './rules.ts';
import type { Request, Site } from './scene.ts';
import { Telling } from './telling.ts';

/** Asks whether anybody but `except` has this address on the wire: the MAC that does. */
export type Probe = (address: string, except: string) => Promise<string | undefined>;
export type Send = (bytes: Uint8Array, to: Endpoint) => void;

/** Probes at a time; strangers beyond that are heard again when they ask again. */
const mostProbes = 32;
/** A probe that never ends frees its address after this. */
const probeMilliseconds = 5_000;

export interface ServerParts {
  readonly wiring: Wiring;
  readonly memory: DhcpMemory;
  readonly site: Site;
  /** Left out where the wire cannot be asked. */
  readonly probe?: Probe;
}

export class DhcpServer {
  readonly #parts: ServerParts;
  readonly #telling: Telling;
  #probes = 0;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#telling = new Telling(parts.wiring.emit, () => parts.wiring.clock.monotonic());
  }

  /** One packet, whatever is in it. Even a mistake of ours costs only this packet: the other blades go on booting. */
  hear(bytes: Uint8Array, from: Endpoint, door: Request['door'], send: Send): void {
    try {
      const request = this.#understood(bytes, from, door);
      if (isMalformed(request)) this.#telling.unusable(from.address, request.malformed);
      else this.#answer(request, send);
    } catch (reason) {
      this.#telling.unusable(from.address, String(reason));
    }
  }

  #answer(request: Request, send: Send): void {
    this.#telling.heard(request.client, request.blade, this.#otherServer(request));
    this.#act(request, send);
  }

  /** As a proxy we expect another server; otherwise there should be none. */
  #otherServer({ client: { type, serverId } }: Request): string | undefined {
    const { server, dhcp } = this.#parts.wiring.table();
    return type === 'request' && serverId !== server.address && dhcp.mode === 'full' ? serverId : undefined;
  }

  #act(request: Request, send: Send): void {
    const { wiring, memory, site } = this.#parts;
    const decision = answer(request, rulesOf(wiring.table()), memory, site, wiring.clock.monotonic());
    if (decision.kind === 'probe') void this.#probe(request, decision.address, send);
    else this.#carryOut(request, decision, send);
  }

  #carryOut(request: Request, decision: Exclude<Decision, { kind: 'probe' }>, send: Send): void {
    const { client, blade } = request;
    for (const note of decision.notes) this.#parts.memory.apply(note);
    if (decision.kind === 'reply') {
      send(encode(decision.message), decision.to);
      this.#telling.answered(client, blade, decision);
    } else {
      if (decision.declined !== undefined) this.#telling.conflict(decision.declined, client.mac, blade);
      if (decision.reason !== undefined) this.#telling.silent(client.mac, blade, decision.reason);
    }
  }

  /** The address is held for this client while the wire is asked; then the request is put again. */
  async #probe(request: Request, address: string, send: Send): Promise<void> {
    const { memory, wiring, probe } = this.#parts;
    if (!probe || this.#probes >= mostProbes) return;
    const { mac } = request.client;
    const note = (state: 'offered' | 'aside' | 'probing', milliseconds: number) =>
      memory.apply({ note: 'pool', address, mac, state, until: wiring.clock.monotonic() + milliseconds });
    note('probing', probeMilliseconds);
    this.#probes += 1;
    try {
      const holder = await probe(address, mac);
      note(holder === undefined ? 'offered' : 'aside', holder === undefined ? probeMilliseconds : asideMilliseconds);
      if (holder !== undefined) this.#telling.conflict(address, mac, undefined, holder);
      this.#act(request, send);
    } catch (reason) {
      this.#telling.unusable(address, `the wire could not be asked: ${reason}`);
    } finally {
      this.#probes -= 1;
    }
  }

  #understood(bytes: Uint8Array, from: Endpoint, door: Request['door']): Request | Malformed {
    const message = decode(bytes);
    if (isMalformed(message)) return message;
    const client = clientInfo(message);
    if (isMalformed(client)) return client;
    return { message, client, blade: this.#parts.wiring.table().byMac.get(client.mac), from, door };
  }
}
