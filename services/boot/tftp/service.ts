// The TFTP server is a loop around `answer`: read, decode, decide, and order the transfer from the thread that sends.

import type { WireEvent } from '../../domain/blade/events.ts';
import type { Endpoint } from '../../platform/udp.ts';
import { decode, encode } from '../../protocol/tftp/index.ts';
import { askerAt, identity } from '../asker.ts';
import type { Wiring } from '../wiring.ts';
import { type Answer, answer } from './answer.ts';
import type { Order, Told } from './transfers.ts';

/** Racks boot in waves; this is more than a rack, and each transfer costs one socket. */
const mostTransfers = 512;

type Transfer = Pick<
  Extract<WireEvent, { type: 'transfer-started' }>,
  'transfer' | 'protocol' | 'address' | 'file' | 'kind' | 'mac' | 'slot'
>;

interface Running {
  readonly about: Transfer;
  totalBytes: number;
}

export interface TftpService {
  /** A packet that came to the service's port. */
  hear(bytes: Uint8Array, from: Endpoint): void;
  /** What the sending thread tells. */
  told(told: Told): void;
}

export interface TftpServiceParts {
  readonly wiring: Pick<Wiring, 'table' | 'emit'>;
  readonly order: (order: Order) => void;
  /** Sends from the service's own port. */
  readonly send: (bytes: Uint8Array, to: Endpoint) => void;
  readonly most?: number;
}

export function tftpService({ wiring, order, send, most = mostTransfers }: TftpServiceParts): TftpService {
  const running = new Map<number, Running>();
  let count = 0;

  /**
   * When too many transfers run, silence: the client asks again within seconds (EDK2 4 s, PXELINUX 2 s, iPXE 1 s), by when others are done.
   * An error would end its boot.
   */
  function begin(
    { file, transfer, ...wanted }: Extract<Answer, { kind: 'send' }>,
    from: Endpoint,
    request: string,
    who: ReturnType<typeof identity>,
  ): void {
    if (running.size >= most) {
      wiring.emit({ type: 'request-refused', protocol: 'tftp', ...who, file, reason: `${most} transfers are running; it will ask again` });
      return;
    }
    const id = ++count;
    running.set(id, { about: { transfer: `tftp-${id}`, protocol: 'tftp', ...who, file, kind: transfer }, totalBytes: 0 });
    order({ id, client: from, request, ...wanted });
  }

  function refuse({ file, code, reason }: Extract<Answer, { kind: 'refuse' }>, from: Endpoint, who: ReturnType<typeof identity>): void {
    send(encode({ kind: 'error', code, message: reason }), from);
    wiring.emit({ type: 'request-refused', protocol: 'tftp', ...who, file, reason });
  }

  return {
    hear(bytes, from) {
      const table = wiring.table();
      const asker = askerAt(from.address, table);
      const decided = answer(decode(bytes), asker, table);
      if (decided.kind === 'refuse') refuse(decided, from, identity(asker));
      if (decided.kind === 'send') begin(decided, from, String.fromCharCode(...bytes), identity(asker));
    },
    told(told) {
      const found = running.get(told.id);
      if (!found) return;
      if (told.kind === 'started') found.totalBytes = told.totalBytes;
      if (told.kind === 'ended' || told.kind === 'copy') running.delete(told.id);
      const event = eventOf(told, found);
      if (event) wiring.emit(event);
    },
  };
}

function eventOf(told: Told, { about, totalBytes }: Running): WireEvent | undefined {
  const { kind, id: _, ...how } = told;
  if (kind === 'copy') return undefined;
  const type = ({ started: 'transfer-started', moved: 'transfer-progress', ended: 'transfer-ended' } as const)[kind];
  return { type, ...about, totalBytes, ...how } as WireEvent;
}
