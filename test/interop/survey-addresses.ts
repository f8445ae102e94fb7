// Asks for addresses from inside a namespace, by the way that is named: what was found, or why nothing could be, goes to the standard output as JSON.

import { addressHolders } from '../../services/platform/address-holders.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { neighbours } from '../../services/platform/neighbours.ts';

const [way, device, from, ...addresses] = process.argv.slice(2) as [string, string, string, ...string[]];
const asked = { from, addresses, clock: systemClock, signal: AbortSignal.timeout(20_000) };
const started = systemClock.monotonic();
const asking = way === 'arp' ? addressHolders({ device, ...asked }) : neighbours(asked);
const answer = await asking.then(
  (holders) => ({ holders }),
  (reason) => ({ code: reason.code }),
);
console.log(JSON.stringify({ ...answer, milliseconds: Math.round(systemClock.monotonic() - started) }));
