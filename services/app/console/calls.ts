// Who answers the calls of the contract: parts of the desk, each for its own, put together here as one.

import type { CallInput, CallName, CallOutput } from '../../contract/index.ts';

/** What answers these calls, at once or after looking at the disk; refuses by throwing a Refusal. */
export type AnswersTo<Names extends CallName> = {
  readonly [Name in Names]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};
export type Answers = AnswersTo<CallName>;

/** Does something that has nothing to tell. */
export async function done(work: () => unknown): Promise<Record<string, never>> {
  await work();
  return {};
}
