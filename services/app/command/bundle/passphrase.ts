// The passphrase of a key, from a file: on a command line everybody on this machine could read it.

import { problem, Refusal } from '../../../domain/problem.ts';
import { fileTrouble, readAtMost } from '../../../platform/files.ts';
import type { CommandOptions } from '../options.ts';

/** Nobody types a longer one. */
const largestFile = 4096;

async function firstLine(file: string): Promise<string> {
  const refused = (reason: string) => new Refusal(problem('passphrase-unusable', { file, reason }));
  const bytes = await readAtMost(file, largestFile).catch((error) => {
    throw refused(fileTrouble(error));
  });
  if (!bytes) throw refused('it is too large');
  const [line = ''] = new TextDecoder().decode(bytes).split(/\r?\n/);
  if (line === '') throw refused('its first line is empty');
  return line;
}

/** The first line of the file that --passphrase-file names; undefined without that option. Throws a Refusal (`passphrase-unusable`). */
export async function passphraseOf(options: CommandOptions): Promise<string | undefined> {
  const file = options['passphrase-file'];
  return typeof file === 'string' ? firstLine(file) : undefined;
}
