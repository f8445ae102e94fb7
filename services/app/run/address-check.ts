// Before blades are armed: the addresses that they, the laptop and the cluster are to have are asked for on the wire.

import { addressesInUse, addressesToAsk } from '../../domain/plan/held-addresses.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { at, type Problem, problem, Refusal, warning } from '../../domain/problem.ts';
import { type AddressSurvey, addressHolders } from '../../platform/address-holders.ts';
import type { AddressHolder } from '../../platform/arp.ts';
import type { Clock } from '../../platform/clock.ts';
import { adapters } from '../../platform/interfaces.ts';

export interface AddressCheck {
  readonly plan: Plan;
  /** Those that are about to be armed. */
  readonly slots: readonly string[];
  /** Undefined for a wire that is only simulated: nobody else is on it. */
  readonly device: string | undefined;
  /** The MACs of this laptop. */
  readonly own: readonly string[];
  readonly holders: (survey: Pick<AddressSurvey, 'device' | 'from' | 'addresses'>) => Promise<AddressHolder[]>;
}

/** What the system refuses has a code; anything else is a surprise. */
function notAsked(reason: Error, where: string): Problem {
  if (!('code' in reason)) throw reason;
  return at(where, warning(problem('addresses-not-asked', { reason: reason.message })));
}

/** `address-in-use` for each machine that has an address which is not to be its own; a warning (`addresses-not-asked`) where nobody could be asked. */
export async function addressProblems({ plan, slots, device, own, holders }: AddressCheck): Promise<Problem[]> {
  if (device === undefined) return [];
  const asked = addressesToAsk({ plan, slots, own });
  const survey = { device, from: plan.network.laptop, addresses: asked.map(({ address }) => address) };
  return holders(survey).then(
    (heard) => addressesInUse(asked, heard, plan),
    (reason) => [notAsked(reason, device)],
  );
}

/** Throws a Refusal with everybody who has an address of these slots, of the cluster or of the laptop; returns what could not be asked. */
export async function refuseHeldAddresses(check: AddressCheck): Promise<readonly Problem[]> {
  const problems = await addressProblems(check);
  const held = problems.filter(({ level }) => level === 'error');
  if (held.length > 0) throw new Refusal(...held);
  return problems;
}

/** A rack of a thousand blades is asked for in four seconds; whatever hangs is given up after this. */
const longestMilliseconds = 15_000;

interface Laptop {
  readonly plan: Plan;
  readonly device: string | undefined;
  readonly clock: Clock;
}

/** The same by this laptop's adapters, and within 15 s. */
export async function refuseHeldAddressesOf(slots: readonly string[], { plan, device, clock }: Laptop): Promise<readonly Problem[]> {
  if (device === undefined || slots.length === 0) return [];
  const own = (await adapters()).flatMap(({ mac }) => mac ?? []);
  const signal = AbortSignal.timeout(longestMilliseconds);
  return refuseHeldAddresses({ plan, slots, device, own, holders: (survey) => addressHolders({ ...survey, clock, signal }) });
}
