import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, isMalformed, type Limits, negotiate, type Packet, toNetascii, writeDataHead } from './index.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const map = (options: Record<string, string>) => new Map(Object.entries(options));

const vectors: [name: string, bytes: string, packet: Packet][] = [
  ['a plain read', '\0\x01vmlinuz\0octet\0', { kind: 'read', file: 'vmlinuz', mode: 'octet', options: map({}) }],
  [
    'a read as UEFI firmware sends it',
    '\0\x01snponly.efi\0octet\0tsize\x000\0blksize\x001468\0windowsize\x004\0',
    { kind: 'read', file: 'snponly.efi', mode: 'octet', options: map({ tsize: '0', blksize: '1468', windowsize: '4' }) },
  ],
  ['a write', '\0\x02x\0netascii\0', { kind: 'write', file: 'x', mode: 'netascii', options: map({}) }],
  ['data', '\0\x03\x01\x02abc', { kind: 'data', block: 258, bytes: bytesOf('abc') }],
  ['an empty last block', '\0\x03\xff\xff', { kind: 'data', block: 65535, bytes: bytesOf('') }],
  ['an acknowledgement', '\0\x04\0\0', { kind: 'acknowledgement', block: 0 }],
  ['the abort of UEFI firmware', '\0\x05\0\x08User aborted\0', { kind: 'error', code: 8, message: 'User aborted' }],
  ['an option acknowledgement', '\0\x06blksize\x001468\0', { kind: 'option-acknowledgement', options: map({ blksize: '1468' }) }],
];

describe('a TFTP packet', () => {
  it.each(vectors)('%s reads and writes', (_, bytes, packet) => {
    expect(decode(bytesOf(bytes))).toEqual(packet);
    expect(encode(packet)).toEqual(bytesOf(bytes));
  });

  it.each([
    ['the mode in any case', '\0\x01f\0OcTeT\0', { mode: 'octet' }],
    ['option names in any case', '\0\x01f\0octet\0BlkSize\x00512\0', { options: map({ blksize: '512' }) }],
    ['the first of two equal options', '\0\x01f\0octet\0tsize\x000\0TSIZE\x009\0', { options: map({ tsize: '0' }) }],
    ['a request padded with zeros', '\0\x01f\0octet\0\0\0\0', { options: map({}) }],
    ['a name that ends in 0xff', '\0\x01f\xff\0octet\0', { file: 'f\xff' }],
    ['an error without its NUL', '\0\x05\0\0gone', { message: 'gone' }],
    ['an error without a word', '\0\x05\0\0', { message: '' }],
  ])('takes %s', (_, bytes, expected) => {
    expect(decode(bytesOf(bytes))).toMatchObject(expected);
  });

  it.each([
    ['nothing', ''],
    ['three bytes', '\0\x04\0'],
    ['an opcode of another protocol', '\0\x07\0\0'],
    ['a request without a mode', '\0\x01file\0'],
    ['a mode that does not end', '\0\x01file\0octet'],
    ['an option without a value', '\0\x01file\0octet\0blksize\0'],
    ['a value that does not end', '\0\x01file\0octet\0blksize\x00512'],
    ['an option acknowledgement without options', '\0\x06\0\0'],
  ])('calls %s malformed', (_, bytes) => {
    expect(isMalformed(decode(bytesOf(bytes)))).toBe(true);
  });

  const text = fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) });
  const options = fc
    .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,10}$/), text), { selector: ([name]) => name })
    .map((list) => new Map(list));
  const uint16 = fc.integer({ min: 0, max: 65_535 });
  const packets: fc.Arbitrary<Packet> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('read' as const, 'write' as const),
      file: text,
      mode: fc.constantFrom('octet', 'netascii'),
      options,
    }),
    fc.record({ kind: fc.constant('data' as const), block: uint16, bytes: fc.uint8Array() }),
    fc.record({ kind: fc.constant('acknowledgement' as const), block: uint16 }),
    fc.record({ kind: fc.constant('error' as const), code: uint16, message: text }),
    fc.record({ kind: fc.constant('option-acknowledgement' as const), options }).filter((packet) => packet.options.size > 0),
  );

  it('decodes to what was encoded', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(decode(encode(packet))).toEqual(packet);
      }),
    );
  });

  it('from any bytes is a packet no larger than they are, or malformed, and never a throw', () => {
    const nearly = fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, 6), fc.uint8Array({ maxLength: 600 }))
      .map(([code, rest]) => Uint8Array.of(0, code, ...rest));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), nearly), (bytes) => {
        const packet = decode(bytes);
        if (isMalformed(packet)) return;
        const again = encode(packet);
        expect(decode(again)).toEqual(packet);
        expect(again.length).toBeLessThanOrEqual(bytes.length + 1); // the NUL that an error may lack
      }),
    );
  });

  it('of data has the head that a window is framed with, wrapped to 16 bits', () => {
    fc.assert(
      fc.property(fc.nat(), (block) => {
        const framed = new Uint8Array(6);
        writeDataHead(framed, 2, block);
        expect(framed.subarray(2)).toEqual(encode({ kind: 'data', block: block & 0xffff, bytes: new Uint8Array() }));
      }),
    );
  });
});

describe('option negotiation', () => {
  const limits: Limits = { blockSize: 1468, windowSize: 16 };
  const agree = (asked: Record<string, string>) => {
    const { answered, ...rest } = negotiate(map(asked), 173_792, limits);
    return { ...rest, answered: Object.fromEntries(answered) };
  };

  it('without options is plain RFC 1350', () => {
    expect(agree({})).toEqual({ blockSize: 512, windowSize: 1, answered: {} });
  });

  it('gives what fits and tells the size, in the order asked', () => {
    const agreement = negotiate(map({ windowsize: '4', tsize: '0', timeout: '6', blksize: '1408' }), 5, limits);
    expect(agreement).toMatchObject({ blockSize: 1408, windowSize: 4, timeoutSeconds: 6 });
    expect([...agreement.answered]).toEqual([
      ['windowsize', '4'],
      ['tsize', '5'],
      ['timeout', '6'],
      ['blksize', '1408'],
    ]);
  });

  it('lowers block and window to what the link and the server take', () => {
    expect(agree({ blksize: '65464', windowsize: '65535' }).answered).toEqual({ blksize: '1468', windowsize: '16' });
    expect(negotiate(map({ blksize: '99999' }), 1, { ...limits, blockSize: 100_000 }).blockSize).toBe(65_464);
  });

  it.each([
    ['blksize', '7'],
    ['blksize', '1468x'],
    ['blksize', ''],
    ['blksize', '-1'],
    ['windowsize', '0'],
    ['windowsize', '4.0'],
    ['timeout', '0'],
    ['timeout', '256'],
    ['tsize', 'big'],
    ['tsize', '0x10'],
    ['multicast', ''],
    ['constructor', '1'],
    ['__proto__', '1'],
  ])('passes over %s "%s" without a word', (name, value) => {
    expect(agree({ [name]: value })).toEqual({ blockSize: 512, windowSize: 1, answered: {} });
  });

  it('never answers more than was asked, nor what was not asked', () => {
    const name = fc.oneof(fc.constantFrom('blksize', 'windowsize', 'tsize', 'timeout'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.oneof(fc.nat().map(String), fc.string()))), fc.nat(), (asked, size) => {
        const options = new Map(asked);
        const { answered, blockSize, windowSize } = negotiate(options, size, limits);
        for (const key of answered.keys()) expect(options.has(key)).toBe(true);
        expect(blockSize).toBeLessThanOrEqual(limits.blockSize);
        expect(windowSize).toBeLessThanOrEqual(limits.windowSize);
        if (answered.has('blksize')) expect(blockSize).toBeLessThanOrEqual(Number(options.get('blksize')));
        if (answered.has('timeout')) expect(answered.get('timeout')).toBe(String(Number(options.get('timeout'))));
      }),
    );
  });
});

describe('netascii', () => {
  it('ends lines with CR LF and marks a lone CR', () => {
    expect(toNetascii(bytesOf('a\nb\r\nc\r'))).toEqual(bytesOf('a\r\nb\r\0\r\nc\r\0'));
  });

  it('gives back the file to a receiver that undoes it', () => {
    const undo = (text: string) => text.replace(/\r([\n\0])/g, (_, next) => (next === '\n' ? '\n' : '\r'));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(10, 13, 0, 65)), (list) => {
        const bytes = Uint8Array.from(list);
        expect(undo(String.fromCharCode(...toNetascii(bytes)))).toBe(String.fromCharCode(...bytes));
      }),
    );
  });
});
