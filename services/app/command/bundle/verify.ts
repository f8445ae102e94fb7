// `rackstrap bundle verify`: reads every byte of a bundle and names each part that is not what its manifest says, and who signed that.

import { type Bundle, type Trust, trustOf, trustStore, verifyBundle } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import type { Problem } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import { counted } from '../../plan-check.ts';
import { type CommandOptions, stateOf, untilSignal } from '../serving.ts';
import { bundleGiven } from './given.ts';
import { progressLines } from './progress-lines.ts';
import { problemLines, trustWords } from './telling.ts';

const sum = (parts: Bundle['manifest']['parts']): number => parts.reduce((bytes, { size }) => bytes + size, 0);

function printed({ manifest: { name, version, parts } }: Bundle, problems: readonly Problem[], trust: Trust, json: boolean): string {
  const ok = problems.length === 0;
  if (json) return JSON.stringify({ ok, name, version, parts: parts.length, bytes: sum(parts), trust: trust.is, problems });
  const intact = `${name} ${version}: ${counted(parts.length, 'part')}, ${bytesInWords(sum(parts))}, intact.`;
  const rest = ok ? intact : `${intact} ${counted(problems.length, 'part')} cannot be used.`;
  return [...problemLines(problems), rest, `It is ${trustWords(trust)}.`].join('\n');
}

/** Exit 0 when every part is intact, 1 when one is not, 130 or 143 when stopped by a signal. Throws a Refusal for what is no bundle. */
export async function verify(named: string, options: CommandOptions, output: Output): Promise<number> {
  const bundle = await bundleGiven(named, options);
  const { keys } = await trustStore(stateOf(options)).list();
  const { signal, code } = untilSignal();
  try {
    const found = await verifyBundle(bundle, { signal, onProgress: progressLines(output) });
    output.line(printed(found.bundle, found.problems, trustOf(bundle, keys), options.json === true));
    return found.problems.length === 0 ? 0 : 1;
  } catch (reason) {
    const stopped = code();
    if (stopped === undefined) throw reason;
    return stopped;
  }
}
