// Asks for addresses from inside a namespace, by the way that is named: what was found, or why nothing could be, goes to the standard output as JSON.
// `arming` asks for what blade c1/1 of the sample plan needs before it is armed.

import { refuseHeldAddressesOf } from '../../services/app/run/address-check.ts';
import { type Change, changed } from '../../services/domain/plan/sample.ts';
import { planV1 } from '../../services/domain/plan/v1.ts';
import { addressHolders } from '../../services/platform/address-holders.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { neighbours } from '../../services/platform/neighbours.ts';

const [way, device, from, ...addresses] = process.argv.slice(2) as [string, string, string, ...string[]];
const clock = systemClock;
const asked = { from, addresses, clock, signal: AbortSignal.timeout(20_000) };
const started = clock.monotonic();

const central = [0, 1, 2].map((index): Change => [`blades[${index}].role`, undefined]);
const plan = planV1.parse(changed(['architecture', 'small'], ['network.vip', '10.20.30.9'], ...central));

const ways: Readonly<Record<string, () => Promise<object>>> = {
  arp: async () => ({ holders: await addressHolders({ device, ...asked }) }),
  neighbours: async () => ({ holders: await neighbours(asked) }),
  arming: async () => ({ problems: await refuseHeldAddressesOf(['c1/1'], { plan, device, clock }) }),
};

const answer = await ways[way]!().catch(({ code, problems }) => ({ code, problems }));
console.log(JSON.stringify({ ...answer, milliseconds: Math.round(clock.monotonic() - started) }));
