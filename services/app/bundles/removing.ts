// Takes imported bundles off this laptop: only those, and never the one that a run installs from or that is worked on.

import { dirname } from 'node:path';
import { blobDirectory, lockLibrary, readBundle } from '../../bundle/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { bytesOnlyIn, removeDirectory } from '../../platform/directories.ts';
import type { Jobs } from './jobs.ts';
import type { BundlePlaces } from './places.ts';

export interface RemovingOptions {
  readonly places: Pick<BundlePlaces, 'placeOf'>;
  readonly inUse: () => { readonly run: string; readonly directory: string } | undefined;
  readonly jobs: Pick<Jobs, 'refuseAtWork'>;
}

export interface Removing {
  /** Bytes: files that another bundle shares stay, and are not counted. Throws a Refusal (`bundle-not-imported`). */
  frees(directory: string): Promise<number>;
  /** The bytes that were freed. Throws a Refusal (`bundle-not-imported`, `bundle-in-use`, `bundle-at-work`, `library-busy`). */
  remove(directory: string): Promise<number>;
}

export function removing({ places, inUse, jobs }: RemovingOptions): Removing {
  async function own(asked: string): Promise<string> {
    const { imported, directory } = await places.placeOf(asked);
    if (!imported) throw new Refusal(problem('bundle-not-imported', { bundle: directory }));
    return directory;
  }
  const frees = async (asked: string) => bytesOnlyIn(blobDirectory(await own(asked)));
  return {
    frees,
    async remove(asked) {
      const directory = await own(asked);
      const user = inUse();
      if (user?.directory === directory) throw new Refusal(problem('bundle-in-use', { bundle: directory, run: user.run }));
      const read = await readBundle(directory);
      jobs.refuseAtWork({ directory, id: read.ok ? read.value.manifestSha256 : directory });
      // A command line may be importing, and linking to what goes away here.
      const lock = lockLibrary(dirname(directory));
      try {
        const bytes = await frees(directory);
        removeDirectory(directory);
        return bytes;
      } finally {
        lock.release();
      }
    },
  };
}
