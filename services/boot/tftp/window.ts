// A window of DATA packets, one after the other in memory, as they are handed to the kernel.

import { dataHead, type Limits, writeDataHead } from '../../protocol/tftp/index.ts';
import type { Content } from './contents.ts';

interface Made {
  readonly content: Content;
  readonly blockSize: number;
  readonly first: number;
  readonly last: number;
}

/** Holds one window. Making one that it holds costs nothing, so the next can be made ahead while the client is busy with the one before. */
export class Window {
  readonly #bytes: Uint8Array;
  #made: Made | undefined;
  /** The part of the bytes in use; of whole windows it is the same one each time, for a new one costs as much as a native call. */
  #used: Uint8Array;

  constructor({ windowSize, blockSize }: Limits) {
    this.#bytes = new Uint8Array(windowSize * (dataHead + blockSize));
    this.#used = this.#bytes;
  }

  /** The packets of the blocks `first` to `last`; good until the next call. @throws when the content cannot be read */
  make(content: Content, blockSize: number, first: number, last: number): Uint8Array {
    const made = this.#made;
    if (made?.content === content && made.first === first && made.last === last && made.blockSize === blockSize) return this.#used;
    this.#made = undefined;
    const length = this.#write(content, blockSize, first, last);
    if (length !== this.#used.length) this.#used = this.#bytes.subarray(0, length);
    this.#made = { content, blockSize, first, last };
    return this.#used;
  }

  #write(content: Content, blockSize: number, first: number, last: number): number {
    let at = 0;
    for (let block = first; block <= last; block += 1) {
      const offset = (block - 1) * blockSize;
      const length = Math.min(blockSize, content.size - offset);
      writeDataHead(this.#bytes, at, block);
      content.copy(this.#bytes, at + dataHead, offset, length);
      at += dataHead + length;
    }
    return at;
  }
}
