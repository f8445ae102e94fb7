// What can come of a DHCP request: a reply, silence with its reason, or first a question to the wire.

import type { Endpoint } from '../../platform/udp.ts';
import type { Message } from '../../protocol/dhcp/index.ts';
import type { Note } from './memory.ts';

export interface Reply {
  readonly kind: 'reply';
  readonly type: 'offer' | 'ack' | 'nak';
  readonly message: Message;
  readonly to: Endpoint;
  readonly address: string | undefined;
  readonly bootFile: string | undefined;
  /** Why it is a NAK. */
  readonly reason?: string;
  readonly notes: readonly Note[];
}

export interface Silence {
  readonly kind: 'silence';
  /** Left out where the protocol wants no answer. */
  readonly reason?: string;
  readonly notes: readonly Note[];
  /** An address that its client found to be in use by another machine. */
  readonly declined?: string;
}

/** Ask by ARP whether anybody has the address, note the outcome, and put the request again. */
export interface Probe {
  readonly kind: 'probe';
  readonly address: string;
}

export type Decision = Reply | Silence | Probe;

export const silence = (reason?: string, ...notes: readonly Note[]): Silence => ({
  kind: 'silence',
  ...(reason !== undefined && { reason }),
  notes,
});
