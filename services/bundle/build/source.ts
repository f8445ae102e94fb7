// What the sources of a bundle and its build agree on: a source names what it wants and how it is proved, the build fetches it.

import type { Part } from '../../domain/bundle.ts';
import type { NewPart } from '../write.ts';

/** The network and the disk of a build, as its sources see them. Every call retries by itself and rejects with a Refusal when that is of no use. */
export interface Fetch {
  /** The whole answer, at most `most` bytes of it. A status that is neither a success nor one of `statuses` is refused. */
  small(url: string, options: SmallOptions): Promise<Fetched>;
  /**
   * A file, resumed by range where an earlier attempt was cut, kept until the bundle is finished. Resolves to where it lies; it is read only.
   * With `sha256` it is proved, and found again by it on a later build; without, whoever asked has to prove it.
   */
  file(url: string, options?: FileOptions): Promise<string>;
  /** A place in the workspace for a file that is put together from others, gone when the bundle is finished. Another name, another place. */
  scratch(name: string): string;
}

export type Headers = Readonly<Record<string, string>>;

/** `url` is always the origin's own: mirrors are the build's business. Headers are never sent on to another host by a redirect. */
export interface SmallOptions {
  readonly most: number;
  readonly headers?: Headers;
  /** Answers besides success that mean something to who asks, such as 401 with its challenge. */
  readonly statuses?: readonly number[];
}

export interface FileOptions {
  readonly sha256?: string;
  readonly size?: number;
  /** A function is asked before each attempt, and once more with `refused` after a 401: tokens grow old while a file is fetched. */
  readonly headers?: Headers | ((refused: boolean) => Promise<Headers>);
}

export interface Fetched {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** By lower-case name. */
  readonly headers: Headers;
}

/** One part to be: where it comes from, and how it is known to be what its source published. */
export interface Wanted {
  readonly part: Omit<NewPart, 'provenance'>;
  /** For the progress and its end; what the source tells, or a usual size. */
  readonly expectedBytes: number;
  /** Whether a file that an earlier bundle calls the same image is it. Nothing is taken over without: whoever had that bundle may have changed it. */
  isIn?(file: string): Promise<boolean>;
  /** Fetches and proves it; resolves to the file and the proof. Rejects with a Refusal that names the part. */
  bring(fetch: Fetch): Promise<{ readonly file: string; readonly provenance: NonNullable<Part['provenance']> }>;
}

/** What one origin adds to a bundle, once its small files (versions, checksums, lists) have been read. */
export type Source = (fetch: Fetch) => Promise<readonly Wanted[]>;
