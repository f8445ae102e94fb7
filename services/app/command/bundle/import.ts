// `rackstrap bundle import`: brings a bundle from a stick onto this laptop, verified, and goes on where an earlier attempt was cut off.

import { type Imported, importBundle, libraryIn, readBundle, type Trust, trustOf, trustStore } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import { orRefuse, type Result } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import { type CommandOptions, stateOf, untilSignal } from '../serving.ts';
import { progressLines } from './progress-lines.ts';
import { problemLines, trustWords } from './telling.ts';

function words({ id, directory, already, copiedBytes, keptBytes }: Imported): string {
  const copied = `${bytesInWords(copiedBytes)} copied, ${bytesInWords(keptBytes)} were here`;
  if (!already) return `${id} is imported: ${copied}. It lies in ${directory}; the stick is no longer needed.`;
  return copiedBytes === 0 ? `${id} was imported before, and is intact.` : `${id} was imported before and is mended: ${copied}.`;
}

/** Whom the imported bundle is from, to this laptop. */
async function trustIn({ directory }: Imported, state: string): Promise<Trust> {
  const { keys } = await trustStore(state).list();
  return trustOf(orRefuse(await readBundle(directory)), keys);
}

async function tell(result: Result<Imported>, state: string, json: boolean, output: Output): Promise<void> {
  if (!result.ok) {
    if (json) output.line(JSON.stringify({ ok: false, problems: result.problems }));
    else for (const line of problemLines(result.problems)) output.note(line);
    return;
  }
  const trust = await trustIn(result.value, state);
  output.line(
    json ? JSON.stringify({ ok: true, ...result.value, trust: trust.is }) : `${words(result.value)}\nIt is ${trustWords(trust)}.`,
  );
}

/** Exit 0 when the bundle is on the laptop and whole, 1 when not, 130 or 143 when stopped by a signal: the next import goes on. */
export async function importFrom(source: string, options: CommandOptions, output: Output): Promise<number> {
  const state = stateOf(options);
  const { signal, code } = untilSignal();
  try {
    const result = await importBundle(source, libraryIn(state), {
      signal,
      memoryFile: `${state}/verified.json`,
      onProgress: progressLines(output),
    });
    await tell(result, state, options.json === true, output);
    return result.ok ? 0 : 1;
  } catch (reason) {
    const stopped = code();
    if (stopped === undefined) throw reason;
    output.note('Stopped. The next import goes on where this one was.');
    return stopped;
  }
}
