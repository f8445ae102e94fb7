// `rackstrap bundle sbom`: the bill of materials of a bundle, to standard output or into a file.

import { bundleSbom } from '../../../bundle/index.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import { fileTrouble, writeWhole } from '../../../platform/files.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { bundleGiven } from './given.ts';

/** Throws a Refusal (`file-unwritable`). */
function writeTo(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new Refusal(problem('file-unwritable', { file, reason: fileTrouble(error) }));
  }
}

/** Throws a Refusal for a bundle that is not whole: its bill would keep quiet about what is missing. */
export async function printSbom(named: string, options: CommandOptions, output: Output): Promise<number> {
  const { out } = options;
  const { manifest, problems } = await bundleGiven(named, options);
  if (problems.length > 0) throw new Refusal(...problems);
  const text = bundleSbom(manifest);
  if (typeof out !== 'string') output.line(text.trimEnd());
  else writeTo(out, text);
  return 0;
}
