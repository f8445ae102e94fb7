import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityTag, precondition, sameFile, wantedRange } from './range.ts';

const part = (start: number, length: number) => ({ kind: 'part', start, length });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

describe('a Range header', () => {
  it.each([
    // RFC 9110 section 14.1.2, its examples for a representation of 10,000 bytes
    ['bytes=0-499', part(0, 500)],
    ['bytes=500-999', part(500, 500)],
    ['bytes=-500', part(9500, 500)],
    ['bytes=9500-', part(9500, 500)],
    ['bytes=0-0', part(0, 1)],
    ['bytes=-1', part(9999, 1)],
    ['bytes=0-', part(0, 10_000)],
    // how far the last byte and a suffix may reach
    ['bytes=9999-99999999999999999999', part(9999, 1)],
    ['bytes=-99999', part(0, 10_000)],
    ['Bytes= 7-8 ', part(7, 2)],
    ['bytes=10000-', unsatisfiable],
    ['bytes=99999999999999999999-', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    // not understood, or several at once: as if it were not there
    ['bytes=9-8', whole],
    ['bytes=0-0,-1', whole],
    ['bytes=0-1, 5-9', whole],
    ['bytes=', whole],
    ['bytes=-', whole],
    ['bytes=a-b', whole],
    ['bytes=1.5-', whole],
    ['bytes=+1-', whole],
    ['lines=1-2', whole],
    ['', whole],
    [undefined, whole],
  ])('%s of 10,000 bytes', (header, wanted) => {
    expect(wantedRange(header, 10_000)).toEqual(wanted);
  });

  it('of an empty file has nothing to give', () => {
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) expect(wantedRange(header, 0)).toEqual(unsatisfiable);
    expect(wantedRange(undefined, 0)).toEqual(whole);
  });

  it('whatever it says, asks for at least one byte of the file and none beyond it', () => {
    const header = fc.oneof(
      fc.string(),
      fc.stringMatching(/^bytes=[0-9, -]{0,12}$/),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
    );
    fc.assert(
      fc.property(header, fc.nat(), (text, size) => {
        const wanted = wantedRange(text, size);
        if (wanted.kind !== 'part') return true;
        return wanted.start >= 0 && wanted.length >= 1 && wanted.start + wanted.length <= size;
      }),
    );
  });

  it('as a client writes it, gives what that client means', () => {
    const range = fc.nat({ max: 1e12 }).chain((size) => fc.tuple(fc.constant(size + 1), fc.nat({ max: size }), fc.nat({ max: size })));
    fc.assert(
      fc.property(range, ([size, one, other]) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect(wantedRange(`bytes=${start}-${end}`, size)).toEqual(part(start, end - start + 1));
        expect(wantedRange(`bytes=${start}-`, size)).toEqual(part(start, size - start));
        expect(wantedRange(`bytes=-${end + 1}`, size)).toEqual(part(size - end - 1, end + 1));
      }),
    );
  });
});

describe('what a file is known by', () => {
  const tag = entityTag('ab12');

  it('If-Range holds for this very file only, never for a date or a weak tag', () => {
    expect(sameFile(undefined, tag)).toBe(true);
    expect(sameFile(tag, tag)).toBe(true);
    for (const other of ['"cd34"', `W/${tag}`, 'ab12', '*', 'Sat, 21 Nov 2026 09:53:04 GMT']) expect(sameFile(other, tag)).toBe(false);
  });

  it.each([
    [undefined, undefined, 'go'],
    [undefined, tag, 'not-modified'],
    [undefined, `"x", W/${tag}`, 'not-modified'],
    [undefined, '*', 'not-modified'],
    [undefined, '"x"', 'go'],
    [tag, undefined, 'go'],
    [`"x", ${tag}`, undefined, 'go'],
    ['*', undefined, 'go'],
    ['"x"', undefined, 'failed'],
    [`W/${tag}`, undefined, 'failed'],
    ['"x"', tag, 'failed'],
    ['nonsense', undefined, 'failed'],
  ])('If-Match %s, If-None-Match %s: %s', (ifMatch, ifNoneMatch, met) => {
    expect(precondition({ ifMatch, ifNoneMatch }, tag)).toBe(met);
  });
});
