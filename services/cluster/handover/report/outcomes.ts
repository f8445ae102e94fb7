// How the checks of a test ended: result, what each proves, what was seen, and what to do where it failed.

import type { BladeState } from '../../../domain/blade/state.ts';
import { stateShapes } from '../../../domain/blade/state-shapes.ts';
import { checkProves, checkTitle } from '../../../domain/cluster/checks.ts';
import type { CheckOutcome } from '../../../domain/cluster/events.ts';
import { problemIn } from '../../../domain/problem-words.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { type Caption, type Column, lines, table } from './parts.ts';
import type { Telling } from './telling.ts';

/** A large rack has a line for every blade and check; what is beyond is in the journal. */
const mostFacts = 64;

const shapes: Readonly<Record<CheckOutcome['result'], BladeState>> = { passed: 'done', failed: 'failed', skipped: 'excluded' };

/** The word with its shape before it: told apart in grey as well. */
export const resultMark = (result: CheckOutcome['result'], word: string): Markup => {
  const state = shapes[result];
  const parts = stateShapes[state].map(({ part, path }) => markup`<path class="${part}" d="${path}"/>`);
  return markup`<span class="result result-${result}"><svg class="mark mark-${state}" viewBox="0 0 16 16" aria-hidden="true">${parts}</svg> ${word}</span>`;
};

const factsOf = (facts: readonly string[], { say }: Telling): Piece =>
  facts.length === 0
    ? undefined
    : markup`<div class="facts">${lines([...facts.slice(0, mostFacts), ...(facts.length > mostFacts ? [say.more(facts.length - mostFacts)] : [])])}</div>`;

const problemsOf = ({ problems }: CheckOutcome, { language }: Telling): Piece =>
  problems.map((found) => {
    const { what, todo } = problemIn(found, language);
    return markup`<p class="problem"><strong>${found.where ? `${found.where}: ` : ''}${what}</strong> ${todo}</p>`;
  });

const resultColumns = ({ say, language }: Telling): readonly Column<CheckOutcome>[] => [
  { title: say.test.check, kind: 'name', cell: ({ check }) => checkTitle(check, language) },
  { title: say.test.result, cell: ({ result }) => resultMark(result, say.test.results[result]) },
  { title: say.test.took, kind: 'number', cell: ({ seconds }) => say.test.seconds(seconds.toFixed(1)) },
];

const seenIn = (outcome: CheckOutcome, telling: Telling): Piece => [problemsOf(outcome, telling), factsOf(outcome.facts, telling)];

/** The whole of each check. */
export const outcomesTable = (caption: Caption, outcomes: readonly CheckOutcome[], telling: Telling): Markup =>
  table(caption, outcomes, [
    ...resultColumns(telling),
    {
      title: telling.say.test.proves,
      cell: (outcome) => [checkProves(outcome.check, telling.language), seenIn(outcome, telling)],
    },
  ]);

/** Where what each check proves was said before. */
export const seenTable = (caption: string, outcomes: readonly CheckOutcome[], telling: Telling): Markup =>
  table(caption, outcomes, [...resultColumns(telling), { title: telling.say.test.seen, cell: (outcome) => seenIn(outcome, telling) }]);
