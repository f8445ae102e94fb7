// The transfers that run: each has a port of its own, and goes on by what its client says and by the passing of time.

import type { Crowd, CrowdSocket } from '../../platform/crowd.ts';
import type { Endpoint } from '../../platform/udp.ts';
import {
  type Agreement,
  dataHead,
  decode,
  encode,
  errorCode,
  type Limits,
  negotiate,
  type Options,
  toNetascii,
} from '../../protocol/tftp/index.ts';
import { bytesContent, type Content, type Files, type Source } from './contents.ts';
import { patient } from './patience.ts';
import {
  askedAgain,
  begin,
  bytesAcknowledged,
  type Course,
  heard,
  type Outcome,
  type State,
  type Step,
  upcoming,
  waited,
} from './transfer.ts';
import { Window } from './window.ts';

/** A file to be sent to a client. */
export interface Order {
  readonly id: number;
  readonly client: Endpoint;
  readonly source: Source;
  readonly mode: 'octet' | 'netascii';
  readonly options: Options;
  /** Equal for two requests that are copies of one another. */
  readonly request: string;
}

export type Told =
  | { readonly kind: 'started'; readonly id: number; readonly totalBytes: number }
  | { readonly kind: 'moved'; readonly id: number; readonly sentBytes: number }
  | {
      readonly kind: 'ended';
      readonly id: number;
      readonly outcome: Outcome | 'failed';
      readonly sentBytes: number;
      readonly seconds: number;
      readonly reason?: string;
    }
  /** A copy of a request that is being answered already. */
  | { readonly kind: 'copy'; readonly id: number };

export interface Setup {
  /** Of the laptop: the address that was asked (RFC 1350 section 4 wants the same address and a new port). */
  readonly address: string;
  readonly device?: string;
  readonly limits: Limits;
}

interface Transfer {
  readonly order: Order;
  readonly content: Content;
  readonly agreement: Agreement;
  readonly socket: CrowdSocket;
  readonly startedAt: number;
  toldAt: number;
  state: State;
}

export interface Surroundings {
  readonly setup: Setup;
  readonly crowd: Crowd;
  readonly files: Files;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  readonly tell: (told: Told) => void;
}

/** At most two tellings of progress a second and transfer. */
const tellMilliseconds = 500;
/** Text is converted for netascii as a whole; what is longer than this is no text, and is asked for in octet mode. */
const longestText = 256 * 1024;
/** All that a client is told; the technician is told what and why. */
const unreadable = 'The laptop cannot read this file';

export class Transfers {
  readonly #around: Surroundings;
  readonly #running = new Map<number, Transfer>();
  readonly #window: Window;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#window = new Window(around.setup.limits);
  }

  get size(): number {
    return this.#running.size;
  }

  /** Begins to send a file, unless it is being sent already. Never rejects. */
  async start(order: Order): Promise<void> {
    const { setup, crowd, now, tell } = this.#around;
    const twin = [...this.#running.values()].find((running) => isCopy(running.order, order) && askedAgain(running.state).send);
    if (twin) {
      this.#carryOut(twin, askedAgain(twin.state));
      return tell({ kind: 'copy', id: order.id });
    }
    const startedAt = now();
    const socket = await crowd
      .open({ ...setup, port: 0 }, (bytes, from) => this.#heard(order.id, bytes, from))
      .catch((reason: Error) => reason);
    if (socket instanceof Error) return this.#neverBegan(order, socket);
    try {
      const content = this.#contentOf(order);
      tell({ kind: 'started', id: order.id, totalBytes: content.size });
      this.#begin({ order, content, socket, startedAt, toldAt: startedAt });
    } catch (reason) {
      this.#neverBegan(order, reason as Error, socket);
    }
  }

  /** To be called several times a second. */
  tick(): void {
    const now = this.#around.now();
    for (const transfer of this.#running.values()) this.#carryOut(transfer, waited(transfer.state, now));
  }

  close(): void {
    for (const { socket, content } of this.#running.values()) {
      socket.close();
      content.close();
    }
    this.#running.clear();
  }

  #contentOf({ source, mode }: Order): Content {
    const content = source.kind === 'file' ? this.#around.files.content(source) : bytesContent(source.bytes);
    return mode === 'netascii' ? asNetascii(content) : content;
  }

  #begin(parts: Omit<Transfer, 'agreement' | 'state'>): void {
    const { content, order, startedAt } = parts;
    const agreement = negotiate(order.options, content.size, this.#around.setup.limits);
    const step = begin(courseOf(content.size, agreement), patient(startedAt, agreement.timeoutSeconds));
    const transfer: Transfer = { ...parts, agreement, state: step.state };
    this.#running.set(order.id, transfer);
    this.#carryOut(transfer, step);
  }

  #neverBegan({ id, client }: Order, { message }: Error, socket?: CrowdSocket): void {
    const { tell } = this.#around;
    if (socket) sendError(socket, client, errorCode.undefined, unreadable);
    socket?.close();
    tell({ kind: 'started', id, totalBytes: 0 });
    tell({ kind: 'ended', id, outcome: 'failed', sentBytes: 0, seconds: 0, reason: message });
  }

  #heard(id: number, bytes: Uint8Array, from: Endpoint): void {
    const transfer = this.#running.get(id);
    if (!transfer) return;
    const packet = decode(bytes);
    const { client } = transfer.order;
    if (from.address === client.address && from.port === client.port)
      this.#carryOut(transfer, heard(transfer.state, packet, this.#around.now()));
    else if (!('kind' in packet && packet.kind === 'error'))
      sendError(transfer.socket, from, errorCode.unknownTransfer, 'Unknown transfer ID');
  }

  #carryOut(transfer: Transfer, { state, send, ended }: Step): void {
    transfer.state = state;
    try {
      if (send) this.#send(transfer, ...send);
      if (ended) this.#end(transfer, ended.outcome, ended.reason);
      else this.#tellProgress(transfer);
    } catch (reason) {
      const { message } = reason as Error;
      sendError(transfer.socket, transfer.order.client, errorCode.undefined, unreadable);
      this.#end(transfer, 'failed', message);
    }
  }

  #send(transfer: Transfer, first: number, last: number): void {
    const { socket, content, agreement, order } = transfer;
    if (first === 0) {
      const options = encode({ kind: 'option-acknowledgement', options: agreement.answered });
      socket.send(options, options.length, order.client);
    } else {
      socket.send(this.#window.make(content, agreement.blockSize, first, last), dataHead + agreement.blockSize, order.client);
    }
    if (this.#running.size === 1) this.#makeAhead(transfer);
  }

  /** With one transfer there is nothing else to do until its client answers; with many, every client's wait is another's turn. */
  #makeAhead({ state, content, agreement: { blockSize } }: Transfer): void {
    const [first, last] = upcoming(state);
    if (first <= last) this.#window.make(content, blockSize, first, last);
  }

  #tellProgress(transfer: Transfer): void {
    const now = this.#around.now();
    if (now - transfer.toldAt < tellMilliseconds) return;
    transfer.toldAt = now;
    this.#around.tell({ kind: 'moved', id: transfer.order.id, sentBytes: sentBytes(transfer) });
  }

  #end(transfer: Transfer, outcome: Outcome | 'failed', reason?: string): void {
    const { order, socket, content, startedAt } = transfer;
    this.#running.delete(order.id);
    socket.close();
    content.close();
    const seconds = (this.#around.now() - startedAt) / 1000;
    this.#around.tell({ kind: 'ended', id: order.id, outcome, sentBytes: sentBytes(transfer), seconds, ...(reason ? { reason } : {}) });
  }
}

/** The last block is shorter than the others, or empty: that is how the client knows it (RFC 1350 section 6). */
const courseOf = (size: number, { blockSize, windowSize, answered }: Agreement): Course => ({
  blocks: Math.floor(size / blockSize) + 1,
  windowSize,
  options: answered.size > 0,
});

const isCopy = (one: Order, other: Order) =>
  one.request === other.request && one.client.port === other.client.port && one.client.address === other.client.address;

const sentBytes = ({ state, agreement, content }: Transfer) => bytesAcknowledged(state, agreement.blockSize, content.size);

function sendError(socket: CrowdSocket, to: Endpoint, code: number, message: string): void {
  const bytes = encode({ kind: 'error', code, message });
  socket.send(bytes, bytes.length, to);
}

function asNetascii(content: Content): Content {
  try {
    if (content.size > longestText) throw new Error('Too long for netascii: ask in octet mode');
    const bytes = new Uint8Array(content.size);
    content.copy(bytes, 0, 0, content.size);
    return bytesContent(toNetascii(bytes));
  } finally {
    content.close();
  }
}
