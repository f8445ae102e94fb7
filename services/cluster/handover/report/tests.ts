// The acceptance test, and the test without the laptop.

import type { Piece } from './markup.ts';
import { minutesOf, timeOf } from './moment.ts';
import { outcomesTable, seenTable } from './outcomes.ts';
import { list, mono, paragraph, type Section, sentences } from './parts.ts';
import type { Telling } from './telling.ts';
import { verdictOf } from './verdict.ts';

export function testSection(telling: Telling): Section {
  const { say } = telling;
  const { last, outcomes, isMixed } = verdictOf(telling);
  const ended = last?.endedAt;
  const body =
    last === undefined || ended === undefined
      ? paragraph(say.test.none)
      : [
          sentences(say, say.test.intro(timeOf(ended), minutesOf(ended - last.startedAt)), isMixed && say.test.later),
          outcomesTable({ unseen: say.test.title }, outcomes, telling),
        ];
  return { id: 'test', title: say.test.title, body };
}

/** The test that ran while the laptop was silent: the last one begun since that. */
const testUnplugged = ({ tests }: Telling, since: number) =>
  tests.findLast(({ occasion, startedAt }) => occasion === 'unplugged' && startedAt >= since);

function unplugBody(telling: Telling): Piece {
  const { say, run } = telling;
  const { unplug } = run.cluster;
  if (!unplug) return paragraph(say.unplug.none);
  if (unplug.endedAt === undefined) return paragraph(say.unplug.running(timeOf(unplug.startedAt)));
  const slots = say.list(unplug.slots);
  const test = testUnplugged(telling, unplug.startedAt);
  return [
    paragraph(unplug.passed ? say.unplug.passed(timeOf(unplug.endedAt), slots) : say.unplug.failed(timeOf(unplug.endedAt), slots)),
    unplug.traces.length > 0 ? [paragraph(`${say.unplug.traces}:`), list(unplug.traces.map(mono))] : paragraph(say.unplug.noTraces),
    test && seenTable(say.unplug.again, test.outcomes, telling),
  ];
}

/** None where there is nothing to unplug. */
export const unplugSections = (telling: Telling): Section[] =>
  telling.isOnRack ? [{ id: 'unplug', title: telling.say.unplug.title, body: unplugBody(telling) }] : [];
