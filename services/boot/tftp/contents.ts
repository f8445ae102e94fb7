// The bytes being served: files read once for all who fetch them, in a bounded memory however many those are.

import type { TablePiece } from '../../domain/boot-table.ts';
import { fileTrouble } from '../../platform/files.ts';
import { isStill } from '../../platform/plain-file.ts';
import { type FileReader, openReader } from '../../platform/read-file.ts';

export interface Content {
  readonly size: number;
  /** Copies `length` bytes from `offset` on into `target` at `at`. @throws when the disk fails */
  copy(target: Uint8Array, at: number, offset: number, length: number): void;
  close(): void;
}

/** Where content comes from: a file of the bundle, or a text rendered for one blade. */
export type Source =
  | { readonly kind: 'file'; readonly pieces: readonly TablePiece[]; readonly size: number; readonly sha256: string }
  | { readonly kind: 'text'; readonly bytes: Uint8Array };

export const bytesContent = (bytes: Uint8Array): Content => ({
  size: bytes.length,
  copy: (target, at, offset, length) => target.set(bytes.subarray(offset, offset + length), at),
  close: () => {},
});

/** Read at a time: some 45 blocks of an Ethernet frame. */
const chunkBytes = 64 * 1024;
/** All loaders of a bundle fit; of a kernel and initrd that many fetch it is the part they are at. */
const mostChunks = 128; // 8 MiB
/** So that file and place make one number: beyond any file that a 16 GiB laptop serves. */
const mostChunksOfFile = 2 ** 24; // 1 TiB

interface Shared {
  readonly reader: FileReader;
  /** Tells its chunks from those of others. */
  readonly number: number;
  users: number;
}

/** The files in use, each opened once; nothing of a file is kept when its last transfer ends. */
export class Files {
  readonly #open = new Map<string, Shared>();
  /** By file and place, the one used longest ago first. */
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #mostChunks: number;
  #opened = 0;

  constructor(limit = mostChunks) {
    this.#mostChunks = limit;
  }

  /** @throws Error in words for a technician when the file is not there as the table has it */
  content({ pieces, size, sha256 }: Extract<Source, { kind: 'file' }>): Content {
    const key = `${sha256} ${pieces[0]?.file}`;
    const shared = this.#open.get(key) ?? { reader: opened(pieces, size), number: this.#opened++, users: 0 };
    shared.users += 1;
    this.#open.set(key, shared);
    return {
      size,
      copy: (target, at, offset, length) => {
        for (let done = 0; done < length; ) {
          const within = (offset + done) % chunkBytes;
          const piece = this.#chunk(shared, (offset + done - within) / chunkBytes).subarray(within, within + length - done);
          target.set(piece, at + done);
          done += piece.length;
        }
      },
      close: () => this.#close(key, shared),
    };
  }

  /** Bytes held in memory. */
  get held(): number {
    return [...this.#chunks.values()].reduce((sum, { length }) => sum + length, 0);
  }

  #chunk({ reader, number }: Shared, index: number): Uint8Array {
    const name = number * mostChunksOfFile + index;
    const chunk = this.#chunks.get(name) ?? this.#read(reader, index * chunkBytes);
    this.#chunks.delete(name);
    this.#chunks.set(name, chunk);
    return chunk;
  }

  /** Into the memory of the chunk that was used longest ago, once there are enough: new memory costs more than the reading. */
  #read(reader: FileReader, start: number): Uint8Array {
    const memory = this.#chunks.size < this.#mostChunks ? new Uint8Array(chunkBytes) : this.#oldest();
    const chunk = new Uint8Array(memory.buffer, 0, Math.min(chunkBytes, reader.size - start));
    reader.read(chunk, start);
    return chunk;
  }

  #oldest(): Uint8Array {
    const { value } = this.#chunks.entries().next();
    if (!value) throw new Error('no chunk is held');
    this.#chunks.delete(value[0]);
    return value[1];
  }

  #close(key: string, shared: Shared): void {
    shared.users -= 1;
    if (shared.users > 0) return;
    this.#open.delete(key);
    for (const name of this.#chunks.keys()) if (Math.floor(name / mostChunksOfFile) === shared.number) this.#chunks.delete(name);
    shared.reader.close();
  }
}

function opened(pieces: readonly TablePiece[], size: number): FileReader {
  const files = pieces.map(({ file }) => file);
  const reader = readerOf(files);
  if (pieces.every((piece, index) => isStill(piece, reader.found[index]!))) return reader;
  reader.close();
  const why = reader.size === size ? 'was written since it was verified' : `has ${reader.size} bytes where the bundle has ${size}`;
  throw new Error(`${files[0]} ${why}. Import the bundle again.`);
}

function readerOf(files: readonly string[]): FileReader {
  try {
    return openReader(files);
  } catch (reason) {
    throw new Error(`${files[0]} cannot be read: ${fileTrouble(reason)}. Import the bundle again.`);
  }
}
