// What every boot service is given: the table of the moment, a place to tell what it saw, and the way home for a blade's calls.

import type { WireEvent } from '../domain/blade/events.ts';
import type { IndexedTable } from '../domain/boot-table.ts';
import type { Clock } from '../platform/clock.ts';

export interface Wiring {
  /** The table in force now. A transfer that began on an older one finishes on that. */
  table(): IndexedTable;
  emit(event: WireEvent): void;
  readonly clock: Clock;
}

/** A blade's call home, its token and address already checked against the table. */
export interface HomeCall {
  readonly slot: string;
  readonly address: string;
  /** Which of its systems speaks. */
  readonly system: 'live' | 'installed';
  /** `hello`, `inventory`, `go`, `progress`, `done`, `failed`, `log`, `rebooting`; `booted` from the installed system. */
  readonly call: string;
  /** The request's body, as it came. */
  readonly body: string;
}

/** `wait` becomes 503 with Retry-After, `refused` 409. The text is for shell: `key=value` lines. */
export type HomeAnswer =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'wait'; readonly text: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'refused'; readonly text: string };

export type AnswerHome = (call: HomeCall) => Promise<HomeAnswer>;

/** Ports the services listen on; other than these only where the wire is simulated. */
export interface Ports {
  readonly dhcpServer: number;
  readonly dhcpClient: number;
  readonly proxy: number;
  readonly tftp: number;
  readonly http: number;
  readonly ntp: number;
}

export const standardPorts: Ports = { dhcpServer: 67, dhcpClient: 68, proxy: 4011, tftp: 69, http: 80, ntp: 123 };
