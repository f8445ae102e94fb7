// `rackstrap bundle import`: brings a bundle from a stick onto this laptop, verified, and goes on where an earlier attempt was cut off.

import { type Imported, importBundle, libraryIn } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import type { Result } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import { type CommandOptions, stateOf, untilSignal } from '../serving.ts';
import { progressLines } from './progress-lines.ts';
import { problemLines } from './telling.ts';

function words({ id, directory, already, copiedBytes, keptBytes }: Imported): string {
  const copied = `${bytesInWords(copiedBytes)} copied, ${bytesInWords(keptBytes)} were here`;
  if (!already) return `${id} is imported: ${copied}. It lies in ${directory}; the stick is no longer needed.`;
  return copiedBytes === 0 ? `${id} was imported before, and is intact.` : `${id} was imported before and is mended: ${copied}.`;
}

function tell(result: Result<Imported>, json: boolean, output: Output): void {
  if (json) output.line(JSON.stringify(result.ok ? { ok: true, ...result.value } : { ok: false, problems: result.problems }));
  else if (result.ok) output.line(words(result.value));
  else for (const line of problemLines(result.problems)) output.note(line);
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
    tell(result, options.json === true, output);
    return result.ok ? 0 : 1;
  } catch (reason) {
    const stopped = code();
    if (stopped === undefined) throw reason;
    output.note('Stopped. The next import goes on where this one was.');
    return stopped;
  }
}
