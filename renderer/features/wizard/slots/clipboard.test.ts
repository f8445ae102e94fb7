import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put } from './blade-edits.ts';
import { copied, downFrom, macsOnSticker, pastedIn } from './clipboard.ts';
import { edited, mac, rackIn, sampleData } from './sample-rack.ts';

const rack = rackIn(sampleData);

describe('what is pasted', () => {
  it.each([
    ['one address', 'D0-00-67-13-0D-01', [[mac(1)]]],
    ['a column with Windows line ends and a last one', 'd00067130d01\r\nd000.6713.0d02\r\n', [[mac(1)], [mac(2)]]],
    ['a gap', `${mac(1)}\n\n${mac(3)}`, [[mac(1)], [], [mac(3)]]],
    ['two ports in a cell', `${mac(1)}, ${mac(2)}`, [[mac(1), mac(2)]]],
    ['a mark at the beginning', `\uFEFF${mac(1)}`, [[mac(1)]]],
  ])('is a column: %s', (_, text, lines) => {
    expect(pastedIn(text)).toEqual({ kind: 'column', lines });
  });
  it.each([`slot\tmac\nc1/1\t${mac(1)}`, 'MAC\nd00067130d01', 'host a { hardware ethernet d0:00:67:13:0d:00; }', 'hello'])(
    'is for the import: %j',
    (text) => {
      expect(pastedIn(text)).toEqual({ kind: 'list' });
    },
  );
  it('may be nothing', () => {
    expect(pastedIn(' \n\n')).toEqual({ kind: 'nothing' });
  });
});

it('fills down over the end of a chassis, and counts the lines that found no slot', () => {
  expect(downFrom(rack, 'c2/3', [[mac(1)], [], [mac(3)]])).toEqual({ fillings: [{ slot: 'c2/3', macs: [mac(1)] }], left: 1 });
  expect(downFrom(rack, 'c1/16', [[mac(1)], [mac(2)]]).fillings.map(({ slot }) => slot)).toEqual(['c1/16', 'c2/1']);
});

it('a copied range, pasted at its place, changes nothing', () => {
  const slots = fc.constantFrom(...rack.order).map((slot) => rack.order.slice(rack.order.indexOf(slot)));
  fc.assert(
    fc.property(slots, (range) => {
      const pasted = pastedIn(copied(rack, range));
      if (pasted.kind === 'nothing') return;
      expect(pasted.kind).toBe('column');
      const { fillings, left } = downFrom(rack, range[0]!, pasted.kind === 'column' ? pasted.lines : []);
      expect([edited(sampleData, put(rack, fillings)), left]).toEqual([sampleData, 0]);
    }),
  );
});

it('reads a sticker', () => {
  expect(macsOnSticker(' d00067130d01\n')).toEqual([mac(1)]);
  expect(macsOnSticker('MAC: D0:00:67:13:0D:01')).toEqual([mac(1)]);
  expect(macsOnSticker('S/N 12345')).toEqual([]);
});
