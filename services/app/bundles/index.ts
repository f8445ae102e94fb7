// The bundles of this laptop: which are at hand, what is in them, whom they are from, and the long work on them.

import { resolve } from 'node:path';
import {
  type Bundle,
  bundleSbom,
  diffBundles,
  importingDirectory,
  publicKeyOf,
  readBundle,
  trustStore,
  wordsOf,
} from '../../bundle/index.ts';
import type { bundleCalls } from '../../contract/bundles.ts';
import type { BundleListed, KeyView } from '../../contract/index.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { freeBytes, isThere } from '../../platform/files.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { removableMounts } from '../../platform/removable.ts';
import { type AnswersTo, done } from '../console/calls.ts';
import type { Channel } from '../console/changes.ts';
import { browse } from './browse.ts';
import { jobsChannel } from './channel.ts';
import { openJobs } from './jobs.ts';
import { listed } from './listed.ts';
import { bundlePlaces } from './places.ts';
import { removing } from './removing.ts';
import { watchSticks } from './sticks.ts';
import { importing, verifying } from './work.ts';

export interface BundlesOptions {
  readonly stateDirectory: string;
  /** Named when the appliance was started, or made up for practice. */
  readonly named: readonly string[];
  readonly clock: Clock;
  /** The bundle that the open run installs from, if one is open. */
  readonly inUse: () => { readonly run: string; readonly directory: string } | undefined;
  /** Where sticks are plugged in; the system's own word unless given. */
  readonly removable?: () => Promise<readonly string[]>;
}

export interface Bundles {
  /** Of the laptop's own. */
  readonly directory: string;
  list(): Promise<BundleListed[]>;
  readonly answers: AnswersTo<keyof typeof bundleCalls>;
  readonly channel: Channel<'jobs'>;
  /** Looks for sticks while somebody follows; in the end all work is cancelled. */
  readonly parts: readonly Part[];
}

const read = async (directory: string): Promise<Bundle> => orRefuse(await readBundle(resolve(directory)));

/** The key that signed this bundle and has these words; throws a Refusal (`key-words-other`) when none has. */
function signerWith(words: string, { directory, signatures }: Bundle, comment: string) {
  const signature = signatures.find(({ key }) => wordsOf(key) === words);
  if (!signature) throw new Refusal(problem('key-words-other', { bundle: directory }));
  return publicKeyOf(signature.key, comment);
}

/** Throws the Refusal of a bundle that is not whole: its bill would keep quiet about what is missing. */
function billOf({ manifest, problems }: Bundle) {
  if (problems.length > 0) throw new Refusal(...problems);
  return { fileName: `${manifest.name}-${manifest.version}.cdx.json`, text: bundleSbom(manifest) };
}

export function openBundles({ stateDirectory, named, clock, inUse, removable = removableMounts }: BundlesOptions): Bundles {
  const places = bundlePlaces({ stateDirectory, named, removable });
  const trusted = trustStore(stateDirectory);
  const jobs = openJobs(clock);
  const sticks = watchSticks(removable, clock);
  const removal = removing({ places, inUse, jobs });

  async function list(): Promise<BundleListed[]> {
    const [all, { keys }] = await Promise.all([places.list(), trusted.list()]);
    const isPartly = (manifestSha256: string) => isThere(importingDirectory(places.directory, manifestSha256));
    return Promise.all(all.map(async (place) => listed(await readBundle(place.directory), { ...place, isPartly, keys })));
  }
  const work = async (directory: string, of: (bundle: Bundle) => ReturnType<typeof verifying>) => ({
    job: jobs.start(of(await read(directory))),
  });

  return {
    directory: places.directory,
    list,
    channel: jobsChannel(jobs, sticks),
    parts: [
      sticks.part,
      {
        name: 'work on bundles',
        async run(signal, onReady) {
          onReady?.();
          await untilAborted(signal);
          await jobs.close();
        },
      },
    ],
    answers: {
      bundles: async () => ({ directory: places.directory, free: await freeBytes(places.directory), bundles: await list() }),
      async bundle({ directory }) {
        const { manifest, problems } = await read(directory);
        return { directory, parts: manifest.parts, problems: [...problems] };
      },
      addBundle: ({ directory }) => done(async () => places.add((await read(directory)).directory)),
      verifyBundle: ({ directory }) => work(directory, verifying),
      async importBundle({ directory }) {
        const place = await places.placeOf(directory);
        if (place.imported) throw new Refusal(problem('bundle-imported-already', { bundle: directory }));
        return work(directory, (bundle) => importing(bundle, places.directory));
      },
      cancelJob: ({ job }) => done(() => jobs.cancel(job)),
      forgetJob: ({ job }) => done(() => jobs.forget(job)),
      removalOf: async ({ directory }) => ({ bytes: await removal.frees(directory) }),
      removeBundle: async ({ directory }) => ({ bytes: await removal.remove(directory) }),
      async diffBundles({ before, after }) {
        const { added, removed, changed, same, bytesToCopy } = diffBundles((await read(before)).manifest, (await read(after)).manifest);
        return { added: [...added], removed: [...removed], changed: [...changed], same, bytesToCopy };
      },
      sbom: async ({ directory }) => billOf(await read(directory)),
      async trustedKeys() {
        const { keys } = await trusted.list();
        return { directory: trusted.directory, keys: keys.map(({ words, comment }): KeyView => ({ words, comment })) };
      },
      trustKey: ({ directory, words, comment }) => done(async () => trusted.add(signerWith(words, await read(directory), comment))),
      distrustKey: ({ words }) => done(() => trusted.remove(words)),
      browse: ({ directory }) => browse(directory, places),
    },
  };
}
