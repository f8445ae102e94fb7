// `rackstrap bundle build`: makes a bundle from a specification, on a machine that reaches the internet or a mirror of it.

import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  addressOf,
  type Built,
  type BundleSpec,
  buildBundle,
  dockerLogins,
  type Logins,
  readSigningKey,
  readSpec,
  recipeOf,
  wordsOf,
} from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import { type Arch, arches } from '../../../domain/bundle.ts';
import { orRefuse, problem, Refusal, refusalIn } from '../../../domain/problem.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { PrivateKey } from '../../../platform/ed25519.ts';
import { readAtMost } from '../../../platform/files.ts';
import { directoryOf } from '../../../platform/paths.ts';
import { thisMachine } from '../../../platform/program.ts';
import type { Output } from '../../output.ts';
import { counted, asData as problemAsData } from '../../plan-check.ts';
import { tool } from '../../version.ts';
import { type CommandOptions, tell, untilSignal } from '../serving.ts';
import { passphraseOf } from './passphrase.ts';
import { progressLines } from './progress-lines.ts';

const needed = (options: CommandOptions, name: string, expected: string): string => {
  const given = options[name];
  if (typeof given === 'string') return given;
  throw new Refusal(problem('option-missing', { option: `--${name}`, expected }));
};

function archesIn({ arch }: CommandOptions): Arch[] | undefined {
  const given = arch as string[] | undefined;
  return given?.map((one) => {
    const found = arches.find((known) => known === one);
    if (found) return found;
    throw new Refusal(problem('option-malformed', { option: '--arch', given: one, expected: `one of ${arches.join(', ')}` }));
  });
}

async function keyIn(options: CommandOptions): Promise<PrivateKey | undefined> {
  const { key } = options;
  return typeof key === 'string' ? orRefuse(await readSigningKey(key, await passphraseOf(options))) : undefined;
}

/** Docker's own limit does not matter: a list of logins is short. */
const largestLogins = 1024 * 1024;

/** What `docker login` left on this machine; nothing where that cannot be read. */
async function loginsHere(): Promise<Logins> {
  const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), '.docker'), 'config.json');
  const bytes = await readAtMost(file, largestLogins).catch(() => undefined);
  return (bytes && dockerLogins(new TextDecoder().decode(bytes))) ?? {};
}

const placesOf = (spec: BundleSpec, options: CommandOptions, directory: string) => ({
  from: ((options.from as string[] | undefined) ?? []).map((place) => addressOf(place)),
  mirrors: Object.fromEntries(Object.entries(spec.sources).map(([origin, place]) => [origin, addressOf(place, directory)])),
});

function inWords({ manifest, changed, removed }: Built, directory: string, key: PrivateKey | undefined): string {
  const { name, version, parts } = manifest;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const what = `${name} ${version} in ${directory}: ${counted(parts.length, 'part')}, ${bytesInWords(size)}`;
  const gone = removed > 0 ? ` ${counted(removed, 'file')} of an earlier version removed.` : '';
  const signed = key ? `Signed by the key: ${wordsOf(key.publicKey)}` : 'Not signed: sign it with "rackstrap bundle sign".';
  return `${changed ? 'Built' : 'Nothing to do:'} ${what}.${gone}\n${signed}`;
}

const asData = ({ manifest, changed, removed }: Built, directory: string, signed: boolean): string => {
  const { name, version, created, os, kubernetes, parts } = manifest;
  const bytes = parts.reduce((sum, part) => sum + part.size, 0);
  return JSON.stringify({
    ok: true,
    bundle: directory,
    name,
    version,
    created,
    os,
    kubernetes,
    parts: parts.length,
    bytes,
    changed,
    removed,
    signed,
  });
};

async function built(options: CommandOptions, output: Output, signal: AbortSignal): Promise<string> {
  const file = needed(options, 'spec', 'the file of a specification, such as one of resources/bundles');
  const directory = needed(options, 'out', 'the directory that the bundle is to be built in');
  const spec = orRefuse(await readSpec(file));
  const [key, logins] = [await keyIn(options), await loginsHere()];
  const bench = { directory: directoryOf(file), arches: archesIn(options), logins, machine: thisMachine, clock: systemClock };
  const recipe = recipeOf(spec, { ...bench, warn: (found) => tell(output, [found]) });
  const places = placesOf(spec, options, bench.directory);
  const made = await buildBundle(recipe, directory, { tool, places, key, signal, onProgress: progressLines(output) });
  return options.json === true ? asData(made, directory, key !== undefined) : inWords(made, directory, key);
}

/** Exit 0 when the bundle is whole; as a shell expects it when a signal ended it, to go on later. Throws a Refusal of everything that is wrong. */
export async function build(options: CommandOptions, output: Output): Promise<number> {
  const { signal, code } = untilSignal();
  try {
    output.line(await built(options, output, signal));
    return 0;
  } catch (reason) {
    if (signal.aborted) {
      output.note('Stopped. Start the same command again: it goes on where it was.');
      return code() ?? 1;
    }
    const refusal = refusalIn(reason);
    if (refusal && options.json === true) output.line(JSON.stringify({ ok: false, problems: refusal.problems.map(problemAsData) }));
    throw reason;
  }
}
