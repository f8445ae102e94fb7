// `rackstrap bundle sbom`: the bill of materials of a bundle, to standard output or into a file.

import { bundleSbom, readBundle } from '../../../bundle/index.ts';
import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import { fileTrouble, writeWhole } from '../../../platform/files.ts';
import type { Output } from '../../output.ts';

/** Throws a Refusal (`file-unwritable`). */
function writeTo(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new Refusal(problem('file-unwritable', { file, reason: fileTrouble(error) }));
  }
}

/** Throws a Refusal for a bundle that is not whole: its bill would keep quiet about what is missing. */
export async function printSbom(directory: string, { out }: { readonly out?: string | undefined }, output: Output): Promise<number> {
  const { manifest, problems } = orRefuse(await readBundle(directory));
  if (problems.length > 0) throw new Refusal(...problems);
  const text = bundleSbom(manifest);
  if (out === undefined) output.line(text.trimEnd());
  else writeTo(out, text);
  return 0;
}
