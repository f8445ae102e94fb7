// What the sources of a bundle and its build agree on: a source names what it wants and how it is proved, the build fetches it.

import type { Part } from '../../domain/bundle.ts';
import type { NewPart } from '../write.ts';

/** The network and the disk of a build, as its sources see them. Every call retries by itself and rejects with a Refusal when that is of no use. */
export interface Fetch {
  /** The whole answer, at most `most` bytes of it; `headers` are sent. */
  small(url: string, options: { readonly most: number; readonly headers?: Readonly<Record<string, string>> }): Promise<Fetched>;
  /**
   * A file, resumed by range where an earlier attempt was cut, kept until the bundle is finished. Resolves to where it lies.
   * With `sha256` it is proved, and found again by it on a later build; without, whoever asked has to prove it.
   */
  file(
    url: string,
    options?: { readonly sha256?: string; readonly size?: number; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<string>;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** One part to be: where it comes from, and how it is known to be what its source published. */
export interface Wanted {
  readonly part: Omit<NewPart, 'provenance'>;
  /** For the progress and its end; what the source tells, or a usual size. */
  readonly expectedBytes: number;
  /** Fetches and proves it; resolves to the file and the proof. Rejects with a Refusal that names the part. */
  bring(fetch: Fetch): Promise<{ readonly file: string; readonly provenance: NonNullable<Part['provenance']> }>;
}

/** What one origin adds to a bundle, once its small files (versions, checksums, lists) have been read. */
export type Source = (fetch: Fetch) => Promise<readonly Wanted[]>;
