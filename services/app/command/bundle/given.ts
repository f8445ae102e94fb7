// The bundle that a command is about: a directory, or one of those that were imported.

import { type Bundle, findBundle, libraryIn, readBundle } from '../../../bundle/index.ts';
import { orRefuse } from '../../../domain/problem.ts';
import { type CommandOptions, stateOf } from '../serving.ts';

/** Throws a Refusal (`bundle-none-of-name`). */
export const directoryGiven = async (named: string, options: CommandOptions): Promise<string> =>
  orRefuse(await findBundle(libraryIn(stateOf(options)), named));

/** Throws a Refusal, as `readBundle` fails, too. */
export const bundleGiven = async (named: string, options: CommandOptions): Promise<Bundle> =>
  orRefuse(await readBundle(await directoryGiven(named, options)));

/** The options with the directory of the bundle that --bundle names. Throws a Refusal (`bundle-none-of-name`). */
export async function withBundle(options: CommandOptions): Promise<CommandOptions> {
  const { bundle } = options;
  return typeof bundle === 'string' ? { ...options, bundle: await directoryGiven(bundle, options) } : options;
}
