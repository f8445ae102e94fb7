// `rackstrap bundle trust`: whose bundles this laptop takes. A key is trusted only after somebody compared its words.

import { type PublicKey, readPublicKey, readWords, trustStore } from '../../../bundle/index.ts';
import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import { type CommandOptions, stateOf, tell } from '../serving.ts';
import { askedYes } from './ask.ts';

const shown = ({ words, comment }: PublicKey): string => (comment ? `${words}  (${comment})` : words);

/** Throws a Refusal (`key-words-malformed`, `key-words-differ`, `key-words-not-compared`). */
async function compare(file: string, key: PublicKey, options: CommandOptions): Promise<void> {
  if (typeof options.words === 'string') {
    if (orRefuse(readWords(options.words)) !== key.words) throw new Refusal(problem('key-words-differ', { file, words: key.words }));
  } else if (options.yes !== true && !(await askedYes(`${shown(key)}\nAre these the words of whoever built the bundle?`)))
    throw new Refusal(problem('key-words-not-compared', { file, words: key.words }));
}

async function add(file: string, options: CommandOptions, output: Output): Promise<void> {
  const key = orRefuse(await readPublicKey(file));
  await compare(file, key, options);
  trustStore(stateOf(options)).add(key);
  output.line(`Trusted from now on: ${shown(key)}`);
}

async function list(options: CommandOptions, output: Output): Promise<void> {
  const { keys, problems } = await trustStore(stateOf(options)).list();
  tell(output, problems);
  if (options.json === true) output.line(JSON.stringify({ keys: keys.map(({ words, comment }) => ({ words, comment })) }));
  else for (const key of keys) output.line(shown(key));
}

async function remove(typed: string, options: CommandOptions, output: Output): Promise<void> {
  const words = orRefuse(readWords(typed));
  await trustStore(stateOf(options)).remove(words);
  output.line(`No longer trusted: ${words}`);
}

/** `positionals` are one file, or with --remove the words. Exit 0; throws a Refusal, and then whom this laptop trusts is as it was. */
export async function trust(positionals: readonly string[], options: CommandOptions, output: Output): Promise<number> {
  const [file, ...more] = positionals;
  if (options.remove === true) await remove(positionals.join(' '), options, output);
  else if (options.list === true) await list(options, output);
  else if (file === undefined || more.length > 0) throw new Refusal(problem('key-not-named'));
  else await add(file, options, output);
  return 0;
}
