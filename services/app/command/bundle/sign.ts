// `rackstrap bundle sign`: signs a bundle's manifest, and by it every part, beside those who signed it before.

import { readSigningKey, signBundle, wordsOf } from '../../../bundle/index.ts';
import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { passphraseOf } from './passphrase.ts';

/** Exit 0; throws a Refusal, and then the bundle is signed as it was. */
export async function sign(directory: string, options: CommandOptions, output: Output): Promise<number> {
  const { key: file } = options;
  if (typeof file !== 'string') throw new Refusal(problem('key-file-not-given', { option: '--key' }));
  const key = orRefuse(await readSigningKey(file, await passphraseOf(options)));
  const { name, version, parts } = orRefuse(await signBundle(directory, key));
  const words = wordsOf(key.publicKey);
  if (options.json === true) output.line(JSON.stringify({ bundle: directory, name, version, parts: parts.length, words }));
  else output.line(`Signed ${name} ${version} with its ${parts.length} parts, by the key: ${words}`);
  return 0;
}
