// What a time request is answered, and how much the laptop claims to know about the time.
//
// Blades that disagree with one another by minutes break TLS; blades that agree on a time that is off by some seconds do not. So there is an
// answer always, and its stratum and dispersion say honestly how good it is, as far as clients still take it.

import type { ClockState } from '../../platform/clock-state.ts';
import { clientMode, type Malformed, type Packet, serverMode, timestamp } from '../../protocol/ntp/index.ts';

/** When a request came, and what is known of the clock that says so. Milliseconds since 1970. */
export interface Moment {
  readonly received: number;
  /** What the kernel says; undefined where it does not tell. */
  readonly clock?: ClockState;
  /** Seconds since the service began, by a clock that never jumps. */
  readonly servingSeconds: number;
}

export type Answer = { readonly kind: 'reply'; readonly packet: Packet } | { readonly kind: 'silence'; readonly reason: string };

/** Nobody sets this clock: the stratum and the name that chrony's `local stratum 10` has for it. */
const unsynchronised = { stratum: 10, referenceId: 'LOCL', leap: 0 } as const;
/**
 * Something sets it, but the kernel does not tell what, nor how far that is from a real clock. So it is put far below any server of a site,
 * and above a clock that nobody sets. The name is the loopback's address: the source is somewhere in this machine.
 */
const synchronised = { stratum: 9, referenceId: '\x7f\0\0\x01' } as const;
/** How fast a clock may go wrong that nobody sets (RFC 5905 section 7.3, PHI). */
const driftPerSecond = 15e-6;
/** Clients refuse a server whose error they reckon above this: ntpd 1.5 s, chrony 3 s, timesyncd 5 s. It stays below, or a laptop that
 *  served for a day would be left alone by every blade. */
const mostDispersion = 1;
/** The clock is read in milliseconds: 2^-10 s. */
const precision = -10;
const precisionSeconds = 2 ** precision;

const versions = [3, 4];

/** The answer to one packet. Control and private modes (6, 7) get silence: answering them is how servers are made to flood others. */
export function answer(request: Packet | Malformed, moment: Moment): Answer {
  if ('malformed' in request) return { kind: 'silence', reason: request.malformed };
  const { mode, version, poll, transmit } = request;
  if (mode !== clientMode) return { kind: 'silence', reason: `mode ${mode} is not a client's` };
  if (!versions.includes(version)) return { kind: 'silence', reason: `version ${version}` };
  const received = timestamp(moment.received);
  return {
    kind: 'reply',
    packet: {
      ...claim(moment),
      version,
      mode: serverMode,
      poll,
      precision,
      rootDelay: 0,
      reference: received,
      origin: transmit,
      receive: received,
      transmit: received,
    },
  };
}

function claim({ clock, servingSeconds }: Moment): Pick<Packet, 'stratum' | 'referenceId' | 'leap' | 'rootDispersion'> {
  const drifted = servingSeconds * driftPerSecond;
  const { error, ...rest } = clock?.synchronised
    ? { ...synchronised, leap: clock.leap, error: clock.maximumErrorSeconds }
    : { ...unsynchronised, error: drifted };
  return { ...rest, rootDispersion: Math.min(error + precisionSeconds, mostDispersion) };
}
