import { expect, it } from 'vitest';
import { decode } from '../../protocol/tftp/index.ts';
import { bytesContent } from './contents.ts';
import { Window } from './window.ts';

const content = bytesContent(Uint8Array.from({ length: 25 }, (_, at) => at));
const blockSize = 10;
const cut = (bytes: Uint8Array) =>
  Array.from({ length: Math.ceil(bytes.length / 14) }, (_, at) => decode(bytes.slice(at * 14, at * 14 + 14)));

it('holds the packets of a window, the last block as short as the file makes it', () => {
  const window = new Window({ blockSize, windowSize: 4 });
  expect(cut(window.make(content, blockSize, 2, 3))).toEqual([
    { kind: 'data', block: 2, bytes: Uint8Array.from({ length: 10 }, (_, at) => 10 + at) },
    { kind: 'data', block: 3, bytes: Uint8Array.of(20, 21, 22, 23, 24) },
  ]);
});

it('wraps the block numbers on the wire', () => {
  const long = bytesContent(new Uint8Array(65_540 * blockSize));
  const numbers = cut(new Window({ blockSize, windowSize: 4 }).make(long, blockSize, 65_535, 65_537));
  expect(numbers.map((packet) => 'block' in packet && packet.block)).toEqual([65_535, 0, 1]);
});

it('does not make twice what was made ahead, and always what was not', () => {
  let copies = 0;
  const counted: typeof content = {
    ...content,
    copy(...words) {
      copies += 1;
      content.copy(...words);
    },
  };
  const window = new Window({ blockSize, windowSize: 4 });
  const ahead = window.make(counted, blockSize, 1, 2).slice();
  expect(window.make(counted, blockSize, 1, 2)).toEqual(ahead);
  expect(copies).toBe(2);
  expect(window.make(counted, blockSize, 2, 3)).not.toEqual(ahead);
  expect(window.make({ ...content }, blockSize, 2, 3)).toEqual(window.make(counted, blockSize, 2, 3));
  expect(copies).toBe(6);
});

it('forgets what it holds when the content cannot be read', () => {
  const window = new Window({ blockSize, windowSize: 4 });
  window.make(content, blockSize, 1, 2);
  const broken = {
    ...content,
    copy: () => {
      throw new Error('disk');
    },
  };
  expect(() => window.make(broken, blockSize, 1, 2)).toThrow('disk');
  expect(cut(window.make(content, blockSize, 1, 1))).toMatchObject([{ block: 1 }]);
});
