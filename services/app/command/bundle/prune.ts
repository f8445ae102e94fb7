// `rackstrap bundle prune`: shows which bundles this laptop no longer needs; with --yes it takes them away.

import { basename } from 'node:path';
import { libraryIn, lockLibrary, type PruneRule, type Pruning, planPrune, prune as takeAway } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import { systemClock } from '../../../platform/clock.ts';
import { unsealedRuns } from '../../../store/runs.ts';
import type { Output } from '../../output.ts';
import { type CommandOptions, numberOption, stateOf } from '../serving.ts';
import { columns } from './telling.ts';

/** The one in use, and the one to go back to. */
const usualKeep = 2;
/** None, to take all away that no run works with. */
const keeps = { least: 0, most: 1000 };

const ruleOf = (options: CommandOptions, state: string): PruneRule => ({
  keep: numberOption(options, 'keep', keeps) ?? usualKeep,
  inUse: new Set(unsealedRuns(state).map(({ bundle, bundleSha256 }) => bundleSha256 ?? bundle)),
  named: new Set((options['keep-bundle'] as string[] | undefined) ?? []),
});

const reasons = { newest: 'one of the newest', 'in-use': 'a run works with it', named: 'asked for' } as const;

function lines({ remove, stay, leftovers, freedBytes }: Pruning, done: boolean): string[] {
  const rows = [
    ...stay.map(({ bundle, why }) => ['stays', bundle.id, reasons[why]]),
    ...remove.map(({ id }) => [done ? 'removed' : 'goes', id, '']),
    ...leftovers.map((directory) => [done ? 'removed' : 'goes', basename(directory), 'left over']),
  ];
  const nothing = remove.length + leftovers.length === 0;
  const freed = `${bytesInWords(freedBytes)} ${done ? 'freed' : 'would be freed; nothing is removed without --yes'}.`;
  return [...columns(rows), nothing ? 'Nothing to remove.' : freed];
}

const asData = ({ remove, stay, leftovers, freedBytes }: Pruning, removed: boolean) => ({
  removed,
  remove: remove.map(({ id }) => id),
  stay: stay.map(({ bundle, why }) => ({ id: bundle.id, why })),
  leftovers,
  freedBytes,
});

/** Exit 0. Throws a Refusal (`library-busy`, `run-unreadable`): which bundle that run works with is not known then. */
export async function prune(options: CommandOptions, output: Output): Promise<number> {
  const state = stateOf(options);
  const library = libraryIn(state);
  const lock = lockLibrary(library);
  try {
    const found = await planPrune(library, ruleOf(options, state), systemClock.now());
    const done = options.yes === true;
    if (done) takeAway(found);
    output.line(options.json === true ? JSON.stringify(asData(found, done)) : lines(found, done).join('\n'));
    return 0;
  } finally {
    lock.release();
  }
}
