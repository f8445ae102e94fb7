// `rackstrap bundle keygen`: makes the key that somebody signs bundles with, and says the words it is recognised by.

import { publicFileOf, writeNewKey } from '../../../bundle/index.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { passphraseOf } from './passphrase.ts';

/** Exit 0; throws a Refusal, and then no file was made. */
export async function keygen(options: CommandOptions, output: Output): Promise<number> {
  const { out: file, comment } = options;
  if (typeof file !== 'string') throw new Refusal(problem('key-file-not-given', { option: '--out' }));
  const { words } = writeNewKey(file, typeof comment === 'string' ? comment : '', await passphraseOf(options));
  const publicFile = publicFileOf(file);
  if (options.json === true) output.line(JSON.stringify({ privateKey: file, publicKey: publicFile, words }));
  else {
    output.note(`${file} signs bundles. Keep it, and a copy of it, where only those who build them come.`);
    output.note(`${publicFile} is for whoever uses them. Tell them these words by another way than the file:`);
    output.line(words);
  }
  return 0;
}
