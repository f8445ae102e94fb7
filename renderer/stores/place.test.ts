import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, pages, placeIn } from './place.ts';

describe('the place in the address', () => {
  it.each([
    ['', { page: 'plans', part: '', plan: undefined }],
    ['#/nowhere', { page: 'plans', part: '', plan: undefined }],
    ['#/rack/100%', { page: 'rack', part: '100%', plan: undefined }],
    ['#/rack/c1/3', { page: 'rack', part: 'c1/3', plan: undefined }],
    [
      '#/wizard/slots/blades%5B3%5D.macs%5B0%5D?plan=%2Fmedia%2Fstick%2Frack%201.yaml',
      { page: 'wizard', part: 'slots/blades[3].macs[0]', plan: '/media/stick/rack 1.yaml' },
    ],
  ])('%s is read', (hash, place) => {
    expect(placeIn(hash)).toEqual(place);
  });

  it('is read as it was written', () => {
    const part = fc.array(fc.string({ minLength: 1 }).filter((text) => !text.includes('/'))).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.constantFrom(...pages), part, fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (page, rest, plan) => {
        expect(placeIn(hashOf({ page, part: rest, plan }))).toEqual({ page, part: rest, plan });
      }),
    );
  });
});
