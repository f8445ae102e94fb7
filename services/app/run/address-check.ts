// Before blades are armed: the addresses that they, the laptop and the cluster are to have are asked for on the wire.

import { addressesInUse, addressesToAsk } from '../../domain/plan/held-addresses.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { at, type Problem, problem, Refusal, warning } from '../../domain/problem.ts';
import type { AddressSurvey } from '../../platform/address-holders.ts';
import type { AddressHolder } from '../../platform/arp.ts';

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
